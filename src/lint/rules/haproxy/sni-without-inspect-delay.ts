import type { Statement } from "../../../ast/haproxy/statement.ts";
import { inForce, isModeOpen } from "../../../model/haproxy/inheritance.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/sni-without-inspect-delay",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "The TLS server name is looked at before the client has sent it.",
  why: `
In tcp mode HAProxy chooses the backend as soon as the connection is there, and the ClientHello with the name comes a moment later. Without \`tcp-request inspect-delay\` and a content rule that waits, the name is empty most of the time, and the rule matches on the
slow days only.
`,
  messages: { early: "{fetch} is read before the client has sent its name: {proxy} has no tcp-request inspect-delay" },
  examples: () => [
    {
      title: "no delay",
      files: {
        "haproxy.cfg":
          "frontend tls\n  mode tcp\n  bind :443\n  use_backend a if { req.ssl_sni a.example.org }\nbackend a\n  server s 192.0.2.1:443\n",
      },
      expect: ["haproxy.cfg:4:3 early"],
    },
    {
      title: "waits for the name",
      files: {
        "haproxy.cfg":
          "frontend tls\n  mode tcp\n  bind :443\n  tcp-request inspect-delay 5s\n  tcp-request content accept if { req.ssl_hello_type 1 }\n  use_backend a if { req.ssl_sni a.example.org }\nbackend a\n  server s 192.0.2.1:443\n",
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const proxy of node.haproxy?.frontends ?? []) {
      if (proxy.mode !== "tcp" || isModeOpen(proxy)) continue;
      if (inForce(proxy, "TcpRequest").some(({ statement }) => statement.layer?.value === "inspect-delay")) continue;
      const first = proxy.statements.find(
        (statement) => chooses(statement) && /\breq[._]ssl_(sni|hello_type|alpn)\b/.test(textOf(statement)),
      );
      if (first === undefined) continue;
      const fetch = /req[._]ssl_\w+/.exec(textOf(first))?.[0] ?? "";
      report("early", placeIn(proxy.document, first), { fetch, proxy: proxy.name });
    }
  },
});

/** ACL lines only name a test; what matters is where one is used. */
function chooses(statement: Statement): boolean {
  return statement.kind === "UseBackend" || statement.kind === "Acl";
}

function textOf(statement: Statement): string {
  return statement.args.map(({ value }) => value).join(" ");
}
