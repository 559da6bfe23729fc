import type { Statement } from "../../../ast/haproxy/statement.ts";
import { inForce, lineage } from "../../../model/haproxy/inheritance.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/no-default-backend",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A frontend has nowhere to send its traffic.",
  why: `
With neither \`default_backend\` nor \`use_backend\` every request is answered with 503 in http mode, and closed in tcp mode. HAProxy says nothing at start.
`,
  messages: { nothing: "frontend {name} has no backend: every request is answered with an error" },
  examples: () => [
    {
      title: "no backend at all",
      files: { "haproxy.cfg": "frontend web\n  mode http\n  bind :80\n" },
      expect: ["haproxy.cfg:1:10 nothing"],
    },
    {
      title: "only conditions",
      files: {
        "haproxy.cfg":
          "frontend web\n  mode http\n  bind :80\n  use_backend a if { path /a }\nbackend a\n  mode http\n  server a 192.0.2.1:80\n",
      },
      expect: [],
    },
    {
      title: "redirects everything",
      files: { "haproxy.cfg": "frontend web\n  mode http\n  bind :80\n  http-request redirect scheme https\n" },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const proxy of node.haproxy?.frontends ?? []) {
      if (proxy.type !== "frontend" || inForce(proxy, "DefaultBackend").length > 0) continue;
      // A frontend of which some requests are let through on purpose is too common to call a mistake.
      if (lineage(proxy).some(({ statements }) => statements.some(decides))) continue;
      report("nothing", placeIn(proxy.document, proxy.section.name ?? proxy.section.keyword), { name: proxy.name });
    }
  },
});

const finalActions = new Set(["redirect", "return", "deny", "reject", "tarpit", "silent-drop", "use-service"]);

const answering = new Set(["monitor-uri", "use-fcgi-app", "stats", "dispatch"]);

/** Whether a statement may choose a backend, or answer a request without one. */
function decides(statement: Statement): boolean {
  if (statement.kind === "UseBackend" || statement.kind === "Redirect" || statement.kind === "Stats") return true;
  if ("actionName" in statement) return finalActions.has(statement.actionName ?? "");
  return answering.has(statement.keyword.value);
}
