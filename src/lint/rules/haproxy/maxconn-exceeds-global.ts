import { isFrontend } from "../../../model/haproxy/inheritance.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/maxconn-exceeds-global",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A frontend's maxconn is higher than that of the whole process.",
  why: `
The process never takes more connections than the global \`maxconn\`, whatever a frontend says. The frontend's value reads like a promise that is not kept:
at the global limit new clients wait in the kernel's queue.
`,
  messages: { higher: "maxconn {value} is never reached: the process takes at most {limit} connections" },
  examples: () => [
    {
      title: "twice the global limit",
      files: { "haproxy.cfg": "global\n  maxconn 1000\nfrontend web\n  bind :80\n  maxconn 2000\n" },
      expect: ["haproxy.cfg:5:11 higher"],
    },
    {
      title: "the same",
      files: { "haproxy.cfg": "global\n  maxconn 1000\nfrontend web\n  bind :80\n  maxconn 1000\n" },
      expect: [],
    },
  ],
  check({ node, report }) {
    const { haproxy } = node;
    const global = haproxy?.globals.flatMap(({ statements, document }) =>
      statements.filter(isMaxconn).map((statement) => ({ statement, document })),
    );
    const last = global?.at(-1);
    const limit = Number(last?.statement.args[0]?.value);
    if (last === undefined || !Number.isInteger(limit) || limit <= 0) return;
    const related = [{ ...placeIn(last.document, last.statement), message: "the limit of the process" }];
    for (const proxy of haproxy?.proxiesWith("maxconn") ?? []) {
      const word = isFrontend(proxy) ? proxy.statements.findLast(isMaxconn)?.args[0] : undefined;
      if (word === undefined || !/^\d+$/.test(word.value) || Number(word.value) <= limit) continue;
      report("higher", placeIn(proxy.document, word), { value: word.value, limit }, { related });
    }
  },
});

function isMaxconn({
  keyword,
  prefix,
}: {
  readonly keyword: { readonly value: string };
  readonly prefix?: unknown;
}): boolean {
  return keyword.value === "maxconn" && prefix === undefined;
}
