import type { Statement } from "../../../ast/haproxy/statement.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/rule-order-misleading",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "Rules of an earlier phase are written below rules of a later one.",
  why: `
Whatever the order of the lines, \`tcp-request connection\` comes first, then \`session\`, \`content\`, then \`http-request\`, then \`redirect\`. A connection limit written below the http rules is applied
before them. HAProxy warns of it at start.
`,
  messages: { earlier: "evaluated before the {later} rules above it" },
  examples: () => [
    {
      title: "a connection rule below http rules",
      files: {
        "haproxy.cfg":
          "frontend web\n  mode http\n  bind :80\n  http-request deny if { path /x }\n  tcp-request connection reject if { src 192.0.2.0/24 }\n",
      },
      expect: ["haproxy.cfg:5:3 earlier"],
    },
    {
      title: "in the order of evaluation",
      files: {
        "haproxy.cfg":
          "frontend web\n  mode http\n  bind :80\n  tcp-request connection reject if { src 192.0.2.0/24 }\n  http-request deny if { path /x }\n",
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    const { haproxy } = node;
    if (haproxy === undefined) return;
    // Rules of http-request alone are in one phase.
    const mixed = new Set([...haproxy.proxiesWith("tcp-request"), ...haproxy.proxiesWith("redirect")]);
    for (const { statements, document } of mixed) {
      let latest: { readonly phase: number; readonly name: string; readonly statement: Statement } | undefined;
      for (const statement of statements) {
        const name = phaseName(statement);
        const phase = name === undefined ? -1 : phases.indexOf(name);
        if (name === undefined || phase === -1) continue;
        if (latest === undefined || phase >= latest.phase) latest = { phase, name, statement };
        else {
          const related = [{ ...placeIn(document, latest.statement), message: "evaluated later" }];
          report("earlier", placeIn(document, statement), { later: latest.name }, { related });
        }
      }
    }
  },
});

/** In the order of evaluation (configuration manual, 4.2 and 7; the order behind the program's own warning). */
const phases = ["tcp-request connection", "tcp-request session", "tcp-request content", "http-request", "redirect"];

function phaseName(statement: Statement): string | undefined {
  if (statement.kind === "TcpRequest") {
    return statement.layer?.value === "inspect-delay" ? undefined : `tcp-request ${statement.layer?.value}`;
  }
  return statement.kind === "HttpRequest" ? "http-request" : statement.kind === "Redirect" ? "redirect" : undefined;
}
