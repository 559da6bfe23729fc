import type { Statement } from "../../../ast/haproxy/statement.ts";
import { ofKind } from "../../../model/haproxy/by-kind.ts";
import { lineage } from "../../../model/haproxy/inheritance.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/backend-without-server",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A backend has no server.",
  why: `
Every request that reaches it is answered with 503, at once, and HAProxy says nothing of it at start.
`,
  messages: { empty: "{type} {name} has no server: every request that reaches it is answered with 503" },
  examples: () => [
    {
      title: "empty",
      files: { "haproxy.cfg": "backend app\n  mode http\n  balance roundrobin\n" },
      expect: ["haproxy.cfg:1:9 empty"],
    },
    {
      title: "answers by itself",
      files: { "haproxy.cfg": "backend deny\n  mode http\n  http-request deny deny_status 403\n" },
      expect: [],
    },
    {
      title: "only keeps a stick table",
      files: { "haproxy.cfg": "backend st_src\n  stick-table type ip size 1m expire 10s\n" },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const proxy of node.haproxy?.backends ?? []) {
      if (proxy.type !== "backend") continue;
      if (ofKind(proxy.statements, "Server").length > 0) continue;
      if (lineage(proxy).some(({ statements }) => statements.some(serves))) continue;
      report("empty", placeIn(proxy.document, proxy.section.name ?? proxy.section.keyword), {
        type: proxy.type,
        name: proxy.name,
      });
    }
  },
});

const serving = new Set([
  "dispatch",
  "option",
  "stats",
  "use-fcgi-app",
  "errorfile",
  "errorloc",
  "errorloc302",
  "errorloc303",
  "http-error",
  "stick-table",
]);

/** Whether a statement makes a backend without servers useful: it answers, or it only holds a table. */
function serves(statement: Statement): boolean {
  switch (statement.kind) {
    case "Server":
    case "ServerTemplate":
    case "Redirect":
    case "Stats":
    case "StickTable":
    case "HttpRequest":
    case "TcpRequest":
      return true;
    case "Option":
      return statement.name?.value === "transparent" || statement.name?.value === "http_proxy";
    default:
      return statement.keyword.value !== "option" && serving.has(statement.keyword.value);
  }
}
