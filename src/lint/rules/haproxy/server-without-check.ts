import { serversOf } from "../../../model/haproxy/servers.ts";
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
  examples: () => [
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
  check({ node, each }) {
    each(node.haproxy?.backends, (proxy, report) => {
      if (proxy.mode === "log") return;
      const servers = serversOf(proxy);
      if (servers.length < 2) return;
      for (const server of servers) {
        if (watching.some((option) => server.has(option))) continue;
        const { name, word } = server;
        report("unchecked", placeIn(proxy.document, word), { name, proxy: proxy.name });
      }
    });
  },
});

/** Any of these tells HAProxy of the server's state, or takes it out of the traffic. */
const watching = ["check", "agent-check", "track", "disabled", "backup"];
