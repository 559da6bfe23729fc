import { isBackend } from "../../../model/haproxy/inheritance.ts";
import { serversOf } from "../../../model/haproxy/servers.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/cookie-without-server-cookie",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "Cookie persistence is configured, and a server has no cookie value.",
  why: `
HAProxy writes the server's \`cookie\` value into the persistence cookie. A server without one is never named in it: its users are sent to another server
with the next request, and lose their session or their cart.
`,
  messages: {
    none: "no server of {proxy} has a cookie value: the cookie is never set, and nobody stays on a server",
    one: "server {name} has no cookie value: its users do not stay on it",
  },
  examples: () => [
    {
      title: "no server has one",
      files: {
        "haproxy.cfg":
          "backend app\n  mode http\n  cookie SRV insert\n  server a 192.0.2.1:80\n  server b 192.0.2.2:80\n",
      },
      expect: ["haproxy.cfg:3:3 none"],
    },
    {
      title: "one is left out",
      files: {
        "haproxy.cfg":
          "backend app\n  mode http\n  cookie SRV insert\n  server a 192.0.2.1:80 cookie a\n  server b 192.0.2.2:80\n",
      },
      expect: ["haproxy.cfg:5:10 one"],
    },
    {
      title: "made from the servers' addresses",
      files: {
        "haproxy.cfg":
          "backend app\n  mode http\n  cookie SRV insert dynamic\n  dynamic-cookie-key x\n  server a 192.0.2.1:80\n  server b 192.0.2.2:80\n",
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const proxy of node.haproxy?.proxiesWith("cookie") ?? []) {
      if (!isBackend(proxy) || proxy.mode !== "http") continue;
      const cookie = proxy.statements.findLast(
        ({ keyword, prefix }) => keyword.value === "cookie" && prefix === undefined,
      );
      if (cookie === undefined || cookie.args.some(({ value }) => value === "dynamic" || value === "rewrite")) continue;
      const servers = serversOf(proxy).filter((server) => !server.has("backup"));
      if (servers.length < 2) continue;
      const without = servers.filter((server) => !server.has("cookie"));
      if (without.length === servers.length) report("none", placeIn(proxy.document, cookie), { proxy: proxy.name });
      else for (const { word, name } of without) report("one", placeIn(proxy.document, word), { name });
    }
  },
});
