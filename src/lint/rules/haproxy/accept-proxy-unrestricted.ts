import { ofKind } from "../../../model/haproxy/by-kind.ts";
import { isLocalAddress } from "../../../model/haproxy/socket-addresses.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/accept-proxy-unrestricted",
  since: "0.1.0",
  severity: "info",
  scope: "node",
  fix: "none",
  summary: "Everybody may say, by the PROXY protocol, which address they come from.",
  why: `
\`accept-proxy\` believes the address in the first line of the connection. A client that reaches the port directly writes any address it likes there, and passes every rule and
every limit that looks at \`src\`. Restrict it with \`tcp-request connection expect-proxy layer4 if { src … }\`, or let only the proxies in front reach the port.
`,
  messages: { believed: "every client of {proxy} may state any source address" },
  examples: () => [
    {
      title: "from everybody",
      files: { "haproxy.cfg": "frontend web\n  bind :80 accept-proxy\n" },
      expect: ["haproxy.cfg:2:12 believed"],
    },
    {
      title: "others are refused",
      files: {
        "haproxy.cfg":
          "frontend web\n  bind :80 accept-proxy\n  tcp-request connection reject unless { src 10.0.0.0/8 }\n",
      },
      expect: [],
    },
    {
      title: "a socket of the same host",
      files: { "haproxy.cfg": "frontend web\n  bind unix@/run/web.sock accept-proxy\n" },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const proxy of node.haproxy?.frontends ?? []) {
      if (ofKind(proxy.statements, "TcpRequest").some(({ layer }) => layer?.value === "connection")) continue;
      for (const statement of ofKind(proxy.statements, "Bind")) {
        const option = statement.option("accept-proxy");
        if (option === undefined || statement.addresses.every(({ address }) => isLocalAddress(address))) continue;
        report("believed", placeIn(proxy.document, option), { proxy: proxy.name });
      }
    }
  },
});
