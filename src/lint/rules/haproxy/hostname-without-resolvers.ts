import { serversOf } from "../../../model/haproxy/servers.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/hostname-without-resolvers",
  since: "0.1.0",
  severity: "info",
  scope: "node",
  fix: "none",
  summary: "A server is named by host name, and its address is looked up once, at start.",
  why: `
Without a \`resolvers\` section HAProxy asks the system for the address when it starts and keeps it. When the name moves to another address, traffic goes on to the old
one until a reload; and when the name cannot be looked up at start, HAProxy does not start.
`,
  messages: { frozen: "the address of {host} is looked up once, at start" },
  examples: () => [
    {
      title: "looked up once",
      files: { "haproxy.cfg": "backend app\n  server a app.example.org:80 check\n" },
      expect: ["haproxy.cfg:2:12 frozen"],
    },
    {
      title: "looked up again and again",
      files: {
        "haproxy.cfg":
          "resolvers dns\n  nameserver a 192.0.2.53:53\nbackend app\n  server a app.example.org:80 check resolvers dns\n",
      },
      expect: [],
    },
  ],
  check({ node, each }) {
    each(node.haproxy?.backends, (proxy, report) => {
      for (const server of serversOf(proxy)) {
        const { address } = server;
        if (address?.address.family !== "name" || address.address.host === "localhost") continue;
        if (server.has("resolvers") || !/^[a-z0-9_][a-z0-9_.-]*$/i.test(address.address.host)) continue;
        report("frozen", placeIn(proxy.document, address), { host: address.address.host });
      }
    });
  },
});
