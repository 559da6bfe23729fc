import { serversOf } from "../../../model/haproxy/servers.ts";
import { twoNodes } from "../../cluster/haproxy-example.ts";
import { proxyPairs } from "../../cluster/haproxy-nodes.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

const app = (server: string) =>
  `backend app\n  mode http\n  cookie SRV insert\n  ${server}\n  server b 192.0.2.21:80 cookie b\n`;

export default defineRule({
  id: "cluster/cookie-or-server-id-differs",
  since: "0.1.0",
  severity: "warning",
  scope: "cluster",
  fix: "none",
  summary: "A server has another cookie value or another id on another node.",
  why: `
The cookie that one node wrote names a server for the other: after a failover a client that stuck to a server is sent to another one, and is logged out there. Stick tables and statistics name servers by their id in the
same way.
`,
  messages: {
    differs: "{option} of server {name} is not the one of {node}: after a failover its clients go to another server",
  },
  examples: () => [
    {
      title: "two cookie values",
      files: twoNodes(app("server a 192.0.2.20:80 cookie a"), app("server a 192.0.2.20:80 cookie s1")),
      expect: ["lb02/haproxy.cfg:4:26 differs"],
    },
    {
      title: "one value",
      files: twoNodes(app("server a 192.0.2.20:80 cookie a"), app("server a 192.0.2.20:80 cookie a")),
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const { first, there, own } of proxyPairs(cluster)) {
      const others = new Map(serversOf(there).map((server) => [server.name, server]));
      for (const server of serversOf(own)) {
        const { name } = server;
        for (const option of ["cookie", "id"]) {
          const mine = server.option(option);
          const other = others.get(name)?.option(option);
          if (mine === undefined || other === undefined || mine.values[0]?.value === other.values[0]?.value) continue;
          const related = [{ ...placeIn(there.document, other), message: `on ${first.name}` }];
          report("differs", placeIn(own.document, mine), { option, name, node: first.name }, { related });
        }
      }
    }
  },
});
