import { isWildcard, listenersOf, serves } from "../../../model/haproxy/listeners.ts";
import { heldAddresses } from "../../../model/instance-addresses.ts";
import { instanceWith } from "../../cluster/example.ts";
import { related } from "../../cluster/members.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";
import { withExcluded } from "../../stack/example.ts";

const vrrp = instanceWith("virtual_router_id 51", "priority 101");

export default defineRule({
  id: "stack/vip-bind-without-nonlocal",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "HAProxy binds the virtual address, which the backup does not have.",
  why: `
On the node that does not hold the address the kernel refuses the bind, and HAProxy does not start: at a reboot of the backup, or at a restart after an upgrade, and nobody notices before the failover. Either set
\`net.ipv4.ip_nonlocal_bind=1\` on all nodes (halint does not see it: say so in halint.yaml by turning this rule off), or write \`transparent\` on the bind line.
`,
  messages: {
    refused:
      "the backup does not have {address}: without net.ipv{family}.ip_nonlocal_bind or transparent, haproxy does not start there",
  },
  examples: () => [
    {
      title: "a bind on the virtual address",
      files: { "lb01/keepalived.conf": vrrp, "lb01/haproxy.cfg": "frontend web\n  bind 192.0.2.9:80\n" },
      expect: ["lb01/haproxy.cfg:2:8 refused"],
    },
    {
      title: "transparent",
      files: { "lb01/keepalived.conf": vrrp, "lb01/haproxy.cfg": "frontend web\n  bind 192.0.2.9:80 transparent\n" },
      expect: [],
    },
    {
      title: "a wildcard",
      files: { "lb01/keepalived.conf": vrrp, "lb01/haproxy.cfg": "frontend web\n  bind :80\n" },
      expect: [],
    },
    {
      title: "an address that is not advertised",
      files: { "lb01/keepalived.conf": withExcluded, "lb01/haproxy.cfg": "frontend web\n  bind 192.0.2.9:80\n" },
      expect: ["lb01/haproxy.cfg:2:8 refused"],
    },
  ],
  check({ node, report }) {
    const vips = (node.keepalived?.instances ?? []).flatMap(heldAddresses);
    const reported = new Set<string>();
    for (const listener of listenersOf(node)) {
      if (isWildcard(listener) || listener.bind.option("transparent") !== undefined) continue;
      const vip = vips.find(({ address }) => serves(listener, address));
      if (vip === undefined || reported.has(vip.address)) continue;
      reported.add(vip.address);
      report(
        "refused",
        placeIn(listener.proxy.document, listener.item),
        { address: vip.address, family: vip.family },
        { related: related(vip.place, "keepalived brings it up on one node at a time") },
      );
    }
  },
});
