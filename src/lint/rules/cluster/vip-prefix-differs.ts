import { addressKey, byAddressKey, heldAddresses } from "../../../model/instance-addresses.ts";
import { pairFor } from "../../cluster/example.ts";
import { leaderAndOthers, related } from "../../cluster/members.ts";
import { fixOf, wordInstead } from "../../keepalived/edits.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "cluster/vip-prefix-differs",
  since: "0.1.0",
  severity: "warning",
  scope: "cluster",
  fix: "unsafe",
  summary: "A virtual address has another prefix length on another node.",
  why: `
The prefix is not part of the adverts, so nothing splits. But it decides which network the node believes to be directly attached: after the failover, hosts that were reached on the link are
looked for behind the gateway, or the other way round.
`,
  messages: {
    differs: "{address}/{own} here, /{other} on {node}: after a failover other hosts are taken for directly attached",
  },
  examples: () => [
    {
      title: "24 and 32",
      files: pairFor(["192.0.2.9/24"], ["192.0.2.9"]),
      expect: ["lb02/keepalived.conf:6:5 differs"],
    },
    {
      title: "none is 32",
      files: pairFor(["192.0.2.9/32"], ["192.0.2.9"]),
      expect: [],
    },
    {
      title: "one IPv6 address in two spellings",
      files: pairFor(["2001:db8::9/64"], ["2001:DB8:0::9/128"]),
      expect: ["lb02/keepalived.conf:6:5 differs"],
    },
  ],
  check({ cluster, report }) {
    for (const router of cluster.routers) {
      const found = leaderAndOthers(router);
      if (found === undefined) continue;
      const { leader, others } = found;
      const expected = byAddressKey(heldAddresses(leader.instance));
      for (const { node, instance } of others) {
        for (const vip of heldAddresses(instance)) {
          const there = expected.get(addressKey(vip));
          if (there === undefined || prefixOf(there) === prefixOf(vip)) continue;
          const other = prefixOf(there);
          report(
            "differs",
            vip.place,
            { address: vip.address, own: prefixOf(vip), other, node: leader.node.name },
            {
              related: related(there.place, `/${other} on ${leader.node.name}`),
              ...fixOf(`Write /${other}, as on ${leader.node.name}`, wordInstead(node, vip, `${vip.address}/${other}`)),
            },
          );
        }
      }
    }
  },
});

/** keepalived adds a whole-length prefix where none is written. */
function prefixOf({ prefix, family }: { readonly prefix?: number; readonly family: 4 | 6 }): number {
  return prefix ?? (family === 4 ? 32 : 128);
}
