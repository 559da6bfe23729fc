import { ofKind } from "../../../model/haproxy/by-kind.ts";
import { isBackend } from "../../../model/haproxy/inheritance.ts";
import { serversOf } from "../../../model/haproxy/servers.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/httpchk-without-check",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A health check is configured, and no server of the backend runs it.",
  why: `
\`option httpchk\` and its relatives say how to check, not that anybody should: the check runs for the servers with \`check\` on their line. Here none has it,
so the backend looks checked and is not, and a dead server keeps its traffic.
`,
  messages: { never: "{option} never runs: no server of {proxy} has check" },
  examples: () => [
    {
      title: "configured, never run",
      files: { "haproxy.cfg": "backend app\n  option httpchk GET /health\n  server a 192.0.2.1:80\n" },
      expect: ["haproxy.cfg:2:3 never"],
    },
    {
      title: "run",
      files: { "haproxy.cfg": "backend app\n  option httpchk GET /health\n  server a 192.0.2.1:80 check\n" },
      expect: [],
    },
  ],
  check({ node, each }) {
    each(node.haproxy?.proxiesWith("option"), (proxy, report) => {
      if (!isBackend(proxy) || ofKind(proxy.statements, "ServerTemplate").length > 0) return;
      const servers = serversOf(proxy);
      if (servers.length === 0 || servers.some((server) => checking.some((name) => server.has(name)))) return;
      for (const statement of ofKind(proxy.statements, "Option")) {
        if (statement.prefix !== undefined) continue;
        const name = statement.name?.value ?? "";
        if (!checks.has(name)) continue;
        report("never", placeIn(proxy.document, statement), { option: `option ${name}`, proxy: proxy.name });
      }
    });
  },
});

const checks = new Set(
  "httpchk,tcp-check,mysql-check,pgsql-check,redis-check,smtpchk,ldap-check,ssl-hello-chk,spop-check,external-check".split(
    ",",
  ),
);
/** A server that tracks another, or asks an agent, is watched all the same. */
const checking = ["check", "agent-check", "track"];
