import { byAddressKey } from "../../../model/instance-addresses.ts";
import type { VirtualAddress } from "../../../model/keepalived/config.ts";
import { compareVersions } from "../../../schema/version.ts";
import { pairFor } from "../../cluster/example.ts";
import { leaderAndOthers, type Member, related, someOf } from "../../cluster/members.ts";
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
      files: pairFor(["192.0.2.9/24"], ["192.0.2.9/24", "192.0.2.10/24"]),
      expect: ["lb02/keepalived.conf:7:5 either"],
    },
    {
      title: "one more on the backup, keepalived 2.2",
      targets: { keepalived: "2.2.7" },
      files: pairFor(["192.0.2.9/24"], ["192.0.2.9/24", "192.0.2.10/24"]),
      expect: ["lb02/keepalived.conf:7:5 split"],
    },
    {
      title: "one more on the backup, keepalived 2.4",
      targets: { keepalived: "2.4.3" },
      files: pairFor(["192.0.2.9/24"], ["192.0.2.9/24", "192.0.2.10/24"]),
      expect: ["lb02/keepalived.conf:7:5 nowhere"],
    },
    {
      title: "one less on the backup",
      files: pairFor(["192.0.2.9/24", "192.0.2.10/24"], ["192.0.2.9/24"]),
      expect: ["lb02/keepalived.conf:1:15 fewer"],
    },
    {
      title: "another order and another prefix",
      files: pairFor(["192.0.2.9/24", "192.0.2.10/24"], ["192.0.2.10/32", "192.0.2.9/24"]),
      expect: [],
    },
    {
      title: "one IPv6 address in two spellings",
      files: pairFor(["2001:db8::9/64"], ["2001:DB8:0::9/64"]),
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
        const own = byAddressKey(member.instance.virtualAddresses);
        const more = missingFrom(listed, own);
        const all = someOf([...listed.values()].map(({ address }) => address));
        for (const [at, vip] of more.entries()) {
          report(
            effect,
            vip.place,
            { address: vip.address, node: leader.node.name },
            {
              related: related(leader.instance.namePlace, `${leader.node.name} lists ${all}`),
              ...(at === 0 ? copying(more, member, leader) : {}),
            },
          );
        }
        const fewer = missingFrom(own, listed);
        for (const [at, vip] of fewer.entries()) {
          report(
            "fewer",
            member.instance.namePlace,
            { address: vip.address, node: leader.node.name, consequence: consequences[effect] },
            {
              related: related(vip.place, `${leader.node.name} lists it here`),
              ...(at === 0 ? copying(fewer, leader, member) : {}),
            },
          );
        }
      }
    }
  },
});

type ByKey = ReturnType<typeof byAddressKey>;

function missingFrom(some: ByKey, all: ByKey): readonly VirtualAddress[] {
  return [...all].flatMap(([key, vip]) => (some.has(key) ? [] : [vip]));
}

/** Lists all that one node lists and the other does not, behind the other's last address: one fix for all of them. */
function copying(missing: readonly VirtualAddress[], from: Member, to: Member): Pick<ReportDetails, "fix"> {
  const lines = missing.map((vip) => wordsOfLine(from.node, vip)).filter((words) => words !== undefined);
  const last = to.instance.virtualAddresses.at(-1);
  if (last === undefined || lines.length === 0 || lines.length < missing.length) return {};
  const title = `List ${someOf(missing.map(({ address }) => address))} on ${to.node.name}`;
  return fixOf(title, linesBelow(to.node, last.place, lines));
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
