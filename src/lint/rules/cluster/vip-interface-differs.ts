import { addressKey, byAddressKey } from "../../../model/instance-addresses.ts";
import type { VirtualAddress, VrrpInstance } from "../../../model/keepalived/config.ts";
import { instanceFor, pairFor } from "../../cluster/example.ts";
import { leaderAndOthers, related } from "../../cluster/members.ts";
import { fixOf, wordInstead, wordsBehind } from "../../keepalived/edits.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "cluster/vip-interface-differs",
  since: "0.1.0",
  severity: "warning",
  scope: "cluster",
  fix: "unsafe",
  summary: "A virtual address is put on the VRRP interface on one node and on another interface on the other.",
  why: `
With \`dev\` the address goes to an interface of its own. Where only one node says so, the address changes its network at the failover: it is announced on the wrong wire, and nobody finds it.
Interfaces that have other names on other hosts are not reported: where both nodes say \`dev\`, other addresses of
the instance have to be on interfaces of one name.
`,
  messages: {
    differs: "{address} is on {own} here, on {other} on {node}: after a failover it is announced on another network",
  },
  examples: () => [
    {
      title: "dev on one node only",
      files: pairFor(["192.0.2.9/24 dev eth1"], ["192.0.2.9/24"]),
      expect: ["lb02/keepalived.conf:6:5 differs"],
    },
    {
      title: "the adverts go out on another interface, the address does not",
      files: {
        "lb01/keepalived.conf": instanceFor(["192.0.2.9/24 dev eth1"], "virtual_router_id 51", "priority 101"),
        "lb02/keepalived.conf": instanceFor(["192.0.2.9/24"], "virtual_router_id 51", "priority 100").replace(
          "eth0",
          "eth1",
        ),
      },
      expect: [],
    },
    {
      title: "dev names the VRRP interface itself",
      files: pairFor(["192.0.2.9/24 dev eth0"], ["192.0.2.9/24"]),
      expect: [],
    },
    {
      title: "one of several interfaces",
      files: pairFor(
        ["192.0.2.9/24 dev eth1", "198.51.100.9/24 dev eth2"],
        ["192.0.2.9/24 dev eth1", "198.51.100.9/24 dev eth3"],
      ),
      expect: ["lb02/keepalived.conf:7:5 differs"],
    },
    {
      title: "a host that names its interfaces otherwise",
      files: pairFor(["192.0.2.9/24 dev eth1"], ["192.0.2.9/24 dev ens4"]),
      expect: [],
    },
    {
      title: "one IPv6 address in two spellings",
      files: pairFor(["2001:db8::9/64 dev eth1"], ["2001:DB8:0::9/64"]),
      expect: ["lb02/keepalived.conf:6:5 differs"],
    },
  ],
  check({ cluster, report }) {
    for (const router of cluster.routers) {
      const found = leaderAndOthers(router);
      if (found === undefined) continue;
      const { leader, others } = found;
      const expected = byAddressKey(leader.instance.virtualAddresses);
      for (const { node, instance } of others) {
        for (const vip of instance.virtualAddresses) {
          const there = expected.get(addressKey(vip));
          if (there === undefined) continue;
          const own = vip.device?.value ?? instance.interface?.value ?? "";
          const other = there.device?.value ?? leader.instance.interface?.value ?? "";
          const onOwn = own === (instance.interface?.value ?? "");
          const onOther = other === (leader.instance.interface?.value ?? "");
          if (own === other || (onOwn && onOther)) continue;
          if (!onOwn && !onOther && !haveOneNaming(instance, expected)) continue;
          const wanted = onOther ? (instance.interface?.value ?? other) : other;
          report(
            "differs",
            vip.place,
            { address: vip.address, own, other, node: leader.node.name },
            {
              related: related(there.place, `on ${other} on ${leader.node.name}`),
              ...fixOf(
                `Write dev ${wanted}, as on ${leader.node.name}`,
                vip.device === undefined
                  ? wordsBehind(node, vip, `dev ${wanted}`)
                  : wordInstead(node, vip.device, wanted),
              ),
            },
          );
        }
      }
    }
  },
});

/** Whether another address is on an interface beside the VRRP one that has the same name on both nodes. */
function haveOneNaming(instance: VrrpInstance, expected: ReadonlyMap<string, VirtualAddress>): boolean {
  return instance.virtualAddresses.some((vip) => {
    const device = vip.device?.value;
    return (
      device !== undefined &&
      device !== instance.interface?.value &&
      device === expected.get(addressKey(vip))?.device?.value
    );
  });
}
