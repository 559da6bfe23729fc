import type { Statement } from "../../../ast/haproxy/statement.ts";
import { ofKind } from "../../../model/haproxy/by-kind.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/http-request-after-use-backend",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "An http-request rule is written below a use_backend, and evaluated before it.",
  why: `
HAProxy evaluates all \`http-request\` rules of a frontend before its first \`use_backend\`, whatever the order of the lines. What reads as "the rest is denied" denies everything, and a header that
was meant for the rest is set on all. HAProxy warns of it at start.
`,
  messages: { earlier: "evaluated before the {keyword} in line {line}, not after it" },
  examples: () => [
    {
      title: "reads as: the rest is denied",
      files: {
        "haproxy.cfg":
          "frontend web\n  mode http\n  bind :80\n  use_backend a if { path /a }\n  http-request deny\nbackend a\n  server s 192.0.2.1:80\n",
      },
      expect: ["haproxy.cfg:5:3 earlier"],
    },
    {
      title: "in the order of evaluation",
      files: {
        "haproxy.cfg":
          "frontend web\n  mode http\n  bind :80\n  http-request deny if { path /x }\n  use_backend a if { path /a }\nbackend a\n  server s 192.0.2.1:80\n",
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const { statements, document } of node.haproxy?.proxiesWith("use_backend") ?? []) {
      const [first] = ofKind(statements, "UseBackend");
      if (first === undefined) continue;
      for (const statement of statements) {
        if (!isEarlier(statement) || statement.start < first.start) continue;
        const line = document.source.lines.lineAt(first.start);
        const related = [{ ...placeIn(document, first), message: "evaluated later" }];
        report("earlier", placeIn(document, statement), { keyword: first.keyword.value, line }, { related });
      }
    }
  },
});

function isEarlier({ kind }: Statement): boolean {
  return kind === "HttpRequest" || kind === "TcpRequest" || kind === "Redirect";
}
