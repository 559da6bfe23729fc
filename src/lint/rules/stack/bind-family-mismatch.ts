import { isLinkLocal } from "../../../model/address.ts";
import { isUnknown, isWildcard, listenersOf, serves } from "../../../model/haproxy/listeners.ts";
import { heldAddresses } from "../../../model/instance-addresses.ts";
import { instanceFor } from "../../cluster/example.ts";
import { related } from "../../cluster/members.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

const vrrp = instanceFor(["2001:db8::9/64"], "virtual_router_id 51", "priority 101");

export default defineRule({
  id: "stack/bind-family-mismatch",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "The virtual address is IPv6, and HAProxy's wildcards are IPv4.",
  why: `
\`bind :80\` and \`bind *:80\` listen on IPv4 only. The IPv6 address moves between the nodes as it should, and nobody answers on it. \`bind :::80 v4v6\` takes both.
`,
  messages: { family: "{address} is IPv6, and this wildcard takes IPv4 only: nobody answers on it" },
  examples: () => [
    {
      title: "an IPv4 wildcard",
      files: { "lb01/keepalived.conf": vrrp, "lb01/haproxy.cfg": "frontend web\n  bind :80\n" },
      expect: ["lb01/haproxy.cfg:2:8 family"],
    },
    {
      title: "both families",
      files: { "lb01/keepalived.conf": vrrp, "lb01/haproxy.cfg": "frontend web\n  bind :::80 v4v6\n" },
      expect: [],
    },
    {
      title: "an IPv6 address beside the IPv4 ones that are advertised",
      files: {
        "lb01/keepalived.conf": instanceFor(
          ["192.0.2.9/24"],
          "virtual_router_id 51",
          "virtual_ipaddress_excluded {",
          "  2001:db8::9/64",
          "}",
        ),
        "lb01/haproxy.cfg": "frontend web\n  bind :80\n",
      },
      expect: ["lb01/haproxy.cfg:2:8 family"],
    },
    {
      title: "a link-local address is for adverts and for routes",
      files: {
        "lb01/keepalived.conf": instanceFor(["fe90::9/64"], "virtual_router_id 51"),
        "lb01/haproxy.cfg": "frontend web\n  bind :80\n",
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    const listeners = listenersOf(node);
    const wildcard = listeners.find(isWildcard);
    if (wildcard === undefined || listeners.some(isUnknown)) return;
    for (const instance of node.keepalived?.instances ?? []) {
      const vip = heldAddresses(instance).find(({ family, address }) => family === 6 && !isLinkLocal(address));
      if (vip === undefined || listeners.some((listener) => serves(listener, vip.address))) continue;
      report(
        "family",
        placeIn(wildcard.proxy.document, wildcard.item),
        { address: vip.address },
        { related: related(vip.place, "keepalived brings it up") },
      );
    }
  },
});
