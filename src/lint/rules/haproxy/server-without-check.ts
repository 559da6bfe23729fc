import type { Option, Server } from "../../../ast/haproxy/statement.ts";
import type { Proxy } from "../../../model/haproxy/config.ts";
import { inForce, isBackend } from "../../../model/haproxy/inheritance.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/server-without-check",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "One of several servers is never checked, so it keeps its share of the traffic when it is dead.",
  why: `
Without \`check\` HAProxy takes a server for healthy whatever happens. When it crashes, its share of the requests goes on being sent to it and
fails, although other servers could answer. A backend with a single server is not reported: there is nowhere else to send its traffic.
`,
  messages: { unchecked: "server {name} has no check: when it dies it keeps its share of the traffic of {proxy}" },
  examples: [
    {
      title: "one of two",
      files: { "haproxy.cfg": "backend app\n  server a 192.0.2.1:80 check\n  server b 192.0.2.2:80\n" },
      expect: ["haproxy.cfg:3:10 unchecked"],
    },
    {
      title: "checked by default-server",
      files: {
        "haproxy.cfg": "backend app\n  default-server check\n  server a 192.0.2.1:80\n  server b 192.0.2.2:80\n",
      },
      expect: [],
    },
    {
      title: "both of two",
      files: { "haproxy.cfg": "backend app\n  server a 192.0.2.1:80\n  server b 192.0.2.2:80\n" },
      expect: ["haproxy.cfg:2:10 unchecked", "haproxy.cfg:3:10 unchecked"],
    },
    { title: "alone", files: { "haproxy.cfg": "backend app\n  server a 192.0.2.1:80\n" }, expect: [] },
  ],
  check({ node, report }) {
    for (const proxy of node.haproxy?.proxies ?? []) {
      if (!isBackend(proxy) || proxy.mode === "log") continue;
      const servers = proxy.statements.filter((statement) => statement.kind === "Server");
      if (servers.length < 2) continue;
      for (const server of servers) {
        if (isWatched(server, proxy)) continue;
        report("unchecked", placeIn(proxy.document, server.name ?? server.keyword), {
          name: server.name?.value ?? "",
          proxy: proxy.name,
        });
      }
    }
  },
});

/** Any of these tells HAProxy of the server's state, or takes it out of the traffic. */
const watching = new Set(["check", "agent-check", "track", "observe", "disabled", "backup"]);

function isWatched(server: Server, proxy: Proxy): boolean {
  const options = server.options.map(({ name }) => name.value);
  if (options.includes("no-check")) return false;
  return (
    options.some((name) => watching.has(name)) ||
    defaultsBefore(server, proxy).some(({ name }) => name.value === "check")
  );
}

/** The options of the `default-server` lines above a server, those of the defaults sections among them. */
function defaultsBefore(server: Server, proxy: Proxy): readonly Option[] {
  return inForce(proxy, "DefaultServer")
    .filter(({ statement, proxy: from }) => from !== proxy || statement.start < server.start)
    .flatMap(({ statement }) => statement.options);
}
