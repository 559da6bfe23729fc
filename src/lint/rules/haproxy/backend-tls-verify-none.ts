import { ofKind } from "../../../model/haproxy/by-kind.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/backend-tls-verify-none",
  since: "0.1.0",
  severity: "info",
  scope: "node",
  fix: "none",
  summary: "The certificate of a server is not verified.",
  why: `
With \`verify none\` the connection to the server is encrypted, but to whoever answers at its address. Somebody on the way can read and change everything.
`,
  messages: { unverified: "the certificate of server {name} is not verified" },
  examples: () => [
    {
      title: "not verified",
      files: { "haproxy.cfg": "backend app\n  server a 192.0.2.1:443 ssl verify none\n" },
      expect: ["haproxy.cfg:2:30 unverified"],
    },
    {
      title: "verified",
      files: { "haproxy.cfg": "backend app\n  server a 192.0.2.1:443 ssl verify required ca-file /etc/ssl/ca.pem\n" },
      expect: [],
    },
  ],
  check({ node, each }) {
    each(node.haproxy?.backends, (proxy, report) => {
      for (const server of ofKind(proxy.statements, "Server")) {
        const verify = server.option("verify");
        if (verify?.values[0]?.value !== "none") continue;
        report("unverified", placeIn(proxy.document, verify), { name: server.name?.value ?? "" });
      }
    });
  },
});
