import { ofKind } from "../../../model/haproxy/by-kind.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/negative-maxconn",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A maxconn is negative.",
  why: `
HAProxy reads the number without looking at its sign: the limit is either never effective or so high that it is none. It is accepted in silence.
`,
  messages: { negative: "maxconn {value} is no limit" },
  examples: () => [
    { title: "negative", files: { "haproxy.cfg": "defaults\n  maxconn -1\n" }, expect: ["haproxy.cfg:2:11 negative"] },
    { title: "positive", files: { "haproxy.cfg": "defaults\n  maxconn 1\n" }, expect: [] },
  ],
  check({ node, report }) {
    for (const { statements, document } of node.haproxy?.sectionsWith("maxconn") ?? []) {
      for (const { keyword, args } of ofKind(statements, "Generic")) {
        const word = keyword.value === "maxconn" ? args[0] : undefined;
        if (word !== undefined && /^-[1-9]\d*$/.test(word.value))
          report("negative", placeIn(document, word), { value: word.value });
      }
    }
  },
});
