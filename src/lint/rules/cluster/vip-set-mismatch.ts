import { byAddressKey } from "../../../model/instance-addresses.ts";
import type { VirtualAddress } from "../../../model/keepalived/config.ts";
import { compareVersions } from "../../../schema/version.ts";
import { instanceFor } from "../../cluster/example.ts";
import { leaderAndOthers, type Member, related } from "../../cluster/members.ts";
import { fixOf, linesBelow, wordsOfLine } from "../../keepalived/edits.ts";
import type { ReportDetails } from "../../rule.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "cluster/vip-set-mismatch",
  since: "0.1.0",
  severity: "error",
  scope: "cluster",
  fix: "unsafe",
  summary: "Nodes of a virtual router list different addresses.",
  why: `
Up to keepalived 2.3.2 an advert whose addresses are not the node's own is thrown away: each node becomes master and holds its list, the common addresses twice. From 2.3.3 it is only logged, and an
address that only the backup lists is held by nobody. The order, the prefix and \`virtual_ipaddress_excluded\` do not matter for this.
`,
  messages: {
    either:
      "{address} is not listed on {node}: up to keepalived 2.3.2 both nodes then become master, from 2.3.3 nobody holds it while {node} is master",
    split: "{address} is not listed on {node}: each rejects the other's adverts, and both become master",
    nowhere: "{address} is not listed on {node}: nobody holds it while {node} is master",
    fewer: "{address} of {node} is missing here: {consequence}",
  },
  examples: () => [
    {
      title: "one more on the backup",
      files: {
        "lb01/keepalived.conf": instanceFor(["192.0.2.9/24"], "virtual_router_id 51", "priority 101"),
        "lb02/keepalived.conf": instanceFor(["192.0.2.9/24", "192.0.2.10/24"], "virtual_router_id 51", "priority 100"),
      },
      expect: ["lb02/keepalived.conf:7:5 either"],
    },
    {
      title: "one more on the backup, keepalived 2.2",
      targets: { keepalived: "2.2.7" },
      files: {
        "lb01/keepalived.conf": instanceFor(["192.0.2.9/24"], "virtual_router_id 51", "priority 101"),
        "lb02/keepalived.conf": instanceFor(["192.0.2.9/24", "192.0.2.10/24"], "virtual_router_id 51", "priority 100"),
      },
      expect: ["lb02/keepalived.conf:7:5 split"],
    },
    {
      title: "one more on the backup, keepalived 2.4",
      targets: { keepalived: "2.4.3" },
      files: {
        "lb01/keepalived.conf": instanceFor(["192.0.2.9/24"], "virtual_router_id 51", "priority 101"),
        "lb02/keepalived.conf": instanceFor(["192.0.2.9/24", "192.0.2.10/24"], "virtual_router_id 51", "priority 100"),
      },
      expect: ["lb02/keepalived.conf:7:5 nowhere"],
    },
    {
      title: "one less on the backup",
      files: {
        "lb01/keepalived.conf": instanceFor(["192.0.2.9/24", "192.0.2.10/24"], "virtual_router_id 51", "priority 101"),
        "lb02/keepalived.conf": instanceFor(["192.0.2.9/24"], "virtual_router_id 51", "priority 100"),
      },
      expect: ["lb02/keepalived.conf:1:15 fewer"],
    },
    {
      title: "another order and another prefix",
      files: {
        "lb01/keepalived.conf": instanceFor(["192.0.2.9/24", "192.0.2.10/24"], "virtual_router_id 51", "priority 101"),
        "lb02/keepalived.conf": instanceFor(["192.0.2.10/32", "192.0.2.9/24"], "virtual_router_id 51", "priority 100"),
      },
      expect: [],
    },
    {
      title: "one IPv6 address in two spellings",
      files: {
        "lb01/keepalived.conf": instanceFor(["2001:db8::9/64"], "virtual_router_id 51", "priority 101"),
        "lb02/keepalived.conf": instanceFor(["2001:DB8:0::9/64"], "virtual_router_id 51", "priority 100"),
      },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const router of cluster.routers) {
      const found = leaderAndOthers(router);
      if (found === undefined) continue;
      const { leader, others } = found;
      const listed = byAddressKey(leader.instance.virtualAddresses);
      const effect = effectFor(leader.node.targets.keepalived);
      for (const member of others) {
        const { instance } = member;
        const own = byAddressKey(instance.virtualAddresses);
        for (const [key, vip] of own) {
          if (listed.has(key)) continue;
          const details = {
            related: related(
              leader.instance.namePlace,
              `${leader.node.name} lists ${[...listed.values()].map(({ address }) => address).join(", ")}`,
            ),
            ...copying(vip, member, leader),
          };
          report(effect, vip.place, { address: vip.address, node: leader.node.name }, details);
        }
        for (const [key, vip] of listed) {
          if (own.has(key)) continue;
          report(
            "fewer",
            instance.namePlace,
            { address: vip.address, node: leader.node.name, consequence: consequences[effect] },
            { related: related(vip.place, `${leader.node.name} lists it here`), ...copying(vip, leader, member) },
          );
        }
      }
    }
  },
});

/** Lists an address of one node on another as well, as the last one. */
function copying(vip: VirtualAddress, from: Member, to: Member): Pick<ReportDetails, "fix"> {
  const words = wordsOfLine(from.node, vip);
  const last = to.instance.virtualAddresses.at(-1);
  const edit = last && words && linesBelow(to.node, last.place, [words]);
  return fixOf(`list ${vip.address} on ${to.node.name}`, edit === "" ? undefined : edit);
}

type Effect = "either" | "split" | "nowhere";

/** keepalived 2.3.3 stopped rejecting such adverts. */
function effectFor(version: string | undefined): Effect {
  if (version === undefined) return "either";
  return compareVersions(version, "2.3.3") < 0 ? "split" : "nowhere";
}

const consequences: Readonly<Record<Effect, string>> = {
  either: "up to keepalived 2.3.2 both nodes then become master, from 2.3.3 nobody holds it while this node is master",
  split: "each rejects the other's adverts, and both become master",
  nowhere: "nobody holds it while this node is master",
};
