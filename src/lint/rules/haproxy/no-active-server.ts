import { ofKind } from "../../../model/haproxy/by-kind.ts";
import { serversOf } from "../../../model/haproxy/servers.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/no-active-server",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "Every server of a backend is disabled or has weight 0.",
  why: `
Such servers take no new requests until somebody enables them over the statistics socket: after a restart the backend answers 503.
`,
  messages: { none: "no server of {proxy} takes requests: all are disabled or have weight 0" },
  examples: () => [
    {
      title: "all disabled",
      files: { "haproxy.cfg": "backend app\n  server a 192.0.2.1:80 disabled\n  server b 192.0.2.2:80 weight 0\n" },
      expect: ["haproxy.cfg:1:9 none"],
    },
    {
      title: "one left",
      files: { "haproxy.cfg": "backend app\n  server a 192.0.2.1:80 disabled\n  server b 192.0.2.2:80\n" },
      expect: [],
    },
  ],
  check({ node, each }) {
    each(node.haproxy?.backends, (proxy, report) => {
      if (ofKind(proxy.statements, "ServerTemplate").length > 0) return;
      const servers = serversOf(proxy);
      if (servers.length === 0) return;
      const idle = servers.every(
        (server) => server.has("disabled") || server.option("weight")?.values[0]?.value === "0",
      );
      if (idle)
        report("none", placeIn(proxy.document, proxy.section.name ?? proxy.section.keyword), { proxy: proxy.name });
    });
  },
});
