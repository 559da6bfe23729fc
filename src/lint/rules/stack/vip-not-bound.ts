import { canonicalAddress, isLinkLocal } from "../../../model/address.ts";
import {
  isLocal,
  isUnknown,
  isWildcard,
  listenersOf,
  otherSocketsOf,
  serves,
} from "../../../model/haproxy/listeners.ts";
import { addressKey, heldAddresses } from "../../../model/instance-addresses.ts";
import { instanceFor, instanceWith } from "../../cluster/example.ts";
import { related } from "../../cluster/members.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

const vrrp = instanceWith("virtual_router_id 51", "priority 101");

export default defineRule({
  id: "stack/vip-not-bound",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "keepalived brings up an address that HAProxy does not listen on.",
  why: `
The node that wins the election announces the address, clients arrive, and every connection is refused: HAProxy listens on other addresses. Often the address was changed in one of the two files only.
`,
  messages: {
    unbound: "no bind line of {node}'s haproxy takes connections to {address}: clients that arrive there are refused",
  },
  examples: () => [
    {
      title: "the address of another time",
      files: {
        "lb01/keepalived.conf": vrrp,
        "lb01/haproxy.cfg":
          "frontend web\n  bind 192.0.2.8:80\n  default_backend a\nbackend a\n  server s 192.0.2.20:80\n",
      },
      expect: ["lb01/keepalived.conf:6:5 unbound"],
    },
    {
      title: "a wildcard takes it",
      files: {
        "lb01/keepalived.conf": vrrp,
        "lb01/haproxy.cfg": "frontend web\n  bind :80\n  default_backend a\nbackend a\n  server s 192.0.2.20:80\n",
      },
      expect: [],
    },
    {
      title: "a haproxy for the node's own use",
      files: {
        "lb01/keepalived.conf": vrrp,
        "lb01/haproxy.cfg":
          "frontend web\n  bind 127.0.0.1:80\n  default_backend a\nbackend a\n  server s 192.0.2.20:80\n",
      },
      expect: [],
    },
    {
      title: "the link-local address that an IPv6 instance begins with",
      files: {
        "lb01/keepalived.conf": instanceFor(["fe80::9/64", "2001:db8::9/64"], "virtual_router_id 51", "priority 101"),
        "lb01/haproxy.cfg":
          "frontend web\n  bind [2001:db8::9]:80\n  default_backend a\nbackend a\n  server s 192.0.2.20:80\n",
      },
      expect: [],
    },
    {
      title: "a node without HAProxy",
      files: { "lb01/keepalived.conf": vrrp },
      expect: [],
    },
    {
      title: "haproxy takes logs there",
      files: {
        "lb01/keepalived.conf": vrrp,
        "lb01/haproxy.cfg":
          "frontend web\n  bind 192.0.2.8:80\n  default_backend a\nbackend a\n  server s 192.0.2.20:80\nlog-forward l\n  dgram-bind 192.0.2.9:514\n",
      },
      expect: [],
    },
    {
      title: "a group of addresses is balanced by keepalived",
      files: {
        "lb01/keepalived.conf": `${vrrp}virtual_server_group G {\n  192.0.2.5-20 53\n}\nvirtual_server group G {\n  protocol UDP\n  real_server 192.0.2.21 53 {\n  }\n}\n`,
        "lb01/haproxy.cfg":
          "frontend web\n  bind 192.0.2.8:80\n  default_backend a\nbackend a\n  server s 192.0.2.20:80\n",
      },
      expect: [],
    },
    {
      title: "keepalived balances it itself, in another spelling",
      files: {
        "lb01/keepalived.conf": `${instanceFor(["2001:db8::9/64"], "virtual_router_id 51", "priority 101")}virtual_server 2001:DB8:0::9 80 {\n  real_server 2001:db8::21 80 {\n    TCP_CHECK {\n    }\n  }\n}\n`,
        "lb01/haproxy.cfg":
          "frontend web\n  bind [2001:db8::8]:80\n  default_backend a\nbackend a\n  server s 192.0.2.20:80\n",
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    const listeners = listenersOf(node);
    const [first] = listeners;
    if (first === undefined || listeners.some(isUnknown) || listeners.every(isLocal)) return;
    const servers = node.keepalived?.virtualServers ?? [];
    // What a mark or a group balances is decided elsewhere, and may be any address.
    if (servers.some(({ address }) => address === undefined)) return;
    const taken = new Set(
      [...servers.map(({ address }) => address?.value ?? ""), ...otherSocketsOf(node).map(({ host }) => host)].map(
        canonicalAddress,
      ),
    );
    for (const instance of node.keepalived?.instances ?? []) {
      for (const vip of heldAddresses(instance)) {
        // A link-local address is for adverts and for routes: services have others.
        if (isLinkLocal(vip.address)) continue;
        if (listeners.some((listener) => serves(listener, vip.address))) continue;
        // IPv4 wildcards under an IPv6 address are stack/bind-family-mismatch.
        if (vip.family === 6 && listeners.some(isWildcard)) continue;
        // keepalived itself balances what a virtual_server names, and haproxy takes more than a frontend's connections: logs, peers.
        if (taken.has(addressKey(vip))) continue;
        report(
          "unbound",
          vip.place,
          { node: node.name, address: vip.address },
          { related: related(placeIn(first.proxy.document, first.item), "haproxy listens here") },
        );
      }
    }
  },
});
