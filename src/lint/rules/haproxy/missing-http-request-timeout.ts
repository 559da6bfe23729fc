import { ofKind } from "../../../model/haproxy/by-kind.ts";
import { deciding } from "../../../model/haproxy/inheritance.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/missing-http-request-timeout",
  since: "0.1.0",
  severity: "info",
  scope: "node",
  fix: "none",
  summary: "A client may take as long as it likes to send its request.",
  why: `
\`timeout client\` starts again with every byte. A client that sends one byte every few seconds holds a connection for hours, and a few thousand such clients hold all of them
(Slowloris). \`timeout http-request\` limits the whole time of the headers.
`,
  messages: { none: "{proxy} has no timeout http-request: a client may send its headers as slowly as it likes" },
  examples: () => [
    {
      title: "none",
      files: { "haproxy.cfg": "frontend web\n  mode http\n  bind :80\n  timeout client 30s\n" },
      expect: ["haproxy.cfg:1:10 none"],
    },
    {
      title: "in the defaults",
      files: {
        "haproxy.cfg":
          "defaults\n  mode http\n  timeout client 30s\n  timeout http-request 10s\nfrontend web\n  bind :80\n",
      },
      expect: [],
    },
    {
      title: "tcp has no headers",
      files: { "haproxy.cfg": "frontend web\n  mode tcp\n  bind :80\n  timeout client 30s\n" },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const proxy of node.haproxy?.frontends ?? []) {
      if (proxy.mode !== "http" || ofKind(proxy.statements, "Bind").length === 0) continue;
      if (deciding(proxy, "Timeout", ({ name }) => name?.value === "http-request") !== undefined) continue;
      report("none", placeIn(proxy.document, proxy.section.name ?? proxy.section.keyword), { proxy: proxy.name });
    }
  },
});
