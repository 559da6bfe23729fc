import type { Proxy } from "../../../model/haproxy/config.ts";
import { isWildcard, listenersOf, serves } from "../../../model/haproxy/listeners.ts";
import { heldAddresses } from "../../../model/instance-addresses.ts";
import { instanceWith } from "../../cluster/example.ts";
import { related } from "../../cluster/members.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";
import { withExcluded } from "../../stack/example.ts";

const vrrp = instanceWith("virtual_router_id 51", "priority 101");

export default defineRule({
  id: "stack/wildcard-bind-bypasses-vip",
  since: "0.1.0",
  severity: "info",
  scope: "node",
  fix: "none",
  summary: "Some listeners take the virtual address only, others every address of the node.",
  why: `
A client that was given the node's own address reaches the wildcard listener, and is cut off when that node fails, although the service moves. It works until then, so nobody notices.
`,
  messages: { bypassed: "{proxy} also answers on the node's own addresses: clients that use those miss the failover" },
  examples: () => [
    {
      title: "one of each",
      files: {
        "lb01/keepalived.conf": vrrp,
        "lb01/haproxy.cfg": "frontend web\n  bind 192.0.2.9:80 transparent\nfrontend api\n  bind :8080\n",
      },
      expect: ["lb01/haproxy.cfg:4:8 bypassed"],
    },
    {
      title: "only wildcards are a choice",
      files: {
        "lb01/keepalived.conf": vrrp,
        "lb01/haproxy.cfg": "frontend web\n  bind :80\nfrontend api\n  bind :8080\n",
      },
      expect: [],
    },
    {
      title: "metrics are asked of each node",
      files: {
        "lb01/keepalived.conf": vrrp,
        "lb01/haproxy.cfg":
          "frontend web\n  bind 192.0.2.9:80 transparent\nfrontend metrics\n  bind :8405\n  http-request use-service prometheus-exporter\n",
      },
      expect: [],
    },
    {
      title: "an address that is not advertised",
      files: {
        "lb01/keepalived.conf": withExcluded,
        "lb01/haproxy.cfg": "frontend web\n  bind 192.0.2.9:80 transparent\nfrontend api\n  bind :8080\n",
      },
      expect: ["lb01/haproxy.cfg:4:8 bypassed"],
    },
  ],
  check({ node, report }) {
    const listeners = listenersOf(node);
    const vips = (node.keepalived?.instances ?? []).flatMap(heldAddresses);
    const own = listeners.find(
      (listener) => !isWildcard(listener) && vips.some(({ address }) => serves(listener, address)),
    );
    if (own === undefined) return;
    for (const listener of listeners.filter(isWildcard)) {
      if (answersItself(listener.proxy) || listener.proxy === own.proxy) continue;
      report(
        "bypassed",
        placeIn(listener.proxy.document, listener.item),
        { proxy: listener.proxy.name },
        { related: related(placeIn(own.proxy.document, own.item), "bound to the virtual address only") },
      );
    }
  },
});

/** Statistics, metrics and health of the node: what haproxy answers without a server is asked of each node by its own address. */
function answersItself({ statements }: Proxy): boolean {
  return statements.some(
    ({ kind, keyword, args }) =>
      kind === "Stats" ||
      keyword.value === "monitor-uri" ||
      (keyword.value === "http-request" && args[0]?.value === "use-service"),
  );
}
