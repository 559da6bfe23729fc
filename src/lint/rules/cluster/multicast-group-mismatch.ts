import { endpointKey } from "../../../model/instance-addresses.ts";
import { instanceFor, instanceWith } from "../../cluster/example.ts";
import type { Member } from "../../cluster/members.ts";
import { leaderAndOthers, placeOf, related } from "../../cluster/members.ts";
import { isUnicast } from "../../cluster/unicast.ts";
import { defineRule } from "../../rule.ts";

const group = (address: string, ...lines: readonly string[]) =>
  `global_defs {\n  vrrp_mcast_group4 ${address}\n}\n${instanceWith(...lines)}`;

export default defineRule({
  id: "cluster/multicast-group-mismatch",
  since: "0.1.0",
  severity: "error",
  scope: "cluster",
  fix: "none",
  summary: "Nodes of a virtual router send to different multicast groups.",
  why: `
A node listens only to its own group. Neither hears the other, neither says so in its log, and both hold the address.
`,
  messages: {
    differs: "adverts go to {own} here, to {other} on {node}: neither hears the other, and both hold the address",
  },
  examples: () => [
    {
      title: "a group of one's own on one node",
      files: {
        "lb01/keepalived.conf": group("224.0.0.19", "virtual_router_id 51", "priority 101"),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100"),
      },
      expect: ["lb02/keepalived.conf:1:15 differs"],
    },
    {
      title: "the default written out",
      files: {
        "lb01/keepalived.conf": group("224.0.0.18", "virtual_router_id 51", "priority 101"),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100"),
      },
      expect: [],
    },
    {
      title: "the IPv6 default in another spelling",
      files: {
        "lb01/keepalived.conf": instanceFor(["fe80::9/64"], "virtual_router_id 51", "priority 101"),
        "lb02/keepalived.conf": `global_defs {\n  vrrp_mcast_group6 FF02:0::12\n}\n${instanceFor(["fe80::9/64"], "virtual_router_id 51", "priority 100")}`,
      },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const router of cluster.routers) {
      const found = leaderAndOthers(router);
      if (found === undefined || isUnicast(found.leader)) continue;
      const expected = groupOf(found.leader);
      for (const member of found.others) {
        const own = groupOf(member);
        if (isUnicast(member) || endpointKey(own.address) === endpointKey(expected.address)) continue;
        report(
          "differs",
          placeOf(member.instance, own.given),
          { own: own.address, other: expected.address, node: found.leader.node.name },
          {
            related: related(
              placeOf(found.leader.instance, expected.given),
              `${expected.address} on ${found.leader.node.name}`,
            ),
          },
        );
      }
    }
  },
});

function groupOf({ instance, node }: Member) {
  const globals = node.keepalived?.globals;
  const given =
    instance.multicastGroup ?? (instance.family === 4 ? globals?.multicastGroup4 : globals?.multicastGroup6);
  return { given, address: given?.value ?? (instance.family === 4 ? "224.0.0.18" : "ff02::12") };
}
