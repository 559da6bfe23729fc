import { instanceWith } from "../../cluster/example.ts";
import { leaderAndOthers, related } from "../../cluster/members.ts";
import { defineRule } from "../../rule.ts";

const on = (name: string, ...lines: readonly string[]) =>
  instanceWith(...lines).replace("interface eth0", `interface ${name}`);

export default defineRule({
  id: "cluster/interface-family-differs",
  since: "0.1.0",
  severity: "info",
  scope: "cluster",
  fix: "none",
  summary: "Nodes of a virtual router use interfaces of different kinds.",
  why: `
Interfaces may have other names on other hosts. But a bond on one node and a single card on the other, or a VLAN against the plain interface, is often a file that was copied and not
adapted; and an interface that does not exist keeps keepalived from starting.
`,
  messages: { differs: "{own} here, {other} on {node}: is it the same network?" },
  examples: () => [
    {
      title: "a VLAN and a plain interface",
      files: {
        "lb01/keepalived.conf": on("eth0.100", "virtual_router_id 51", "priority 101"),
        "lb02/keepalived.conf": on("eth0", "virtual_router_id 51", "priority 100"),
      },
      expect: ["lb02/keepalived.conf:2:13 differs"],
    },
    {
      title: "two cards",
      files: {
        "lb01/keepalived.conf": on("eth0", "virtual_router_id 51", "priority 101"),
        "lb02/keepalived.conf": on("ens192", "virtual_router_id 51", "priority 100"),
      },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const router of cluster.routers) {
      const found = leaderAndOthers(router);
      const expected = found?.leader.instance.interface;
      if (found === undefined || expected === undefined) continue;
      for (const { instance } of found.others) {
        const own = instance.interface;
        if (own === undefined || kindOf(own.value) === kindOf(expected.value)) continue;
        report(
          "differs",
          own.place,
          { own: own.value, other: expected.value, node: found.leader.node.name },
          { related: related(expected.place, `${found.leader.node.name} uses ${expected.value}`) },
        );
      }
    }
  },
});

/** A VLAN, a bond, a bridge, a wireless or virtual interface, or a card, by the names that Linux and systemd give. */
function kindOf(name: string): string {
  const vlan = /\.(\d+)$/.exec(name)?.[1];
  if (vlan !== undefined) return `vlan ${vlan}`;
  return /^(vlan|bond|team|br|docker|wl|tun|tap|wg|lo|macvlan|dummy)/.exec(name)?.[1] ?? "card";
}
