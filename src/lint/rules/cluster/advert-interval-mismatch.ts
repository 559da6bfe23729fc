import { instanceWith } from "../../cluster/example.ts";
import { leaderAndOthers, placeOf, related } from "../../cluster/members.ts";
import { fixOf, wordInstead } from "../../keepalived/edits.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "cluster/advert-interval-mismatch",
  since: "0.1.0",
  severity: "error",
  scope: "cluster",
  fix: "unsafe",
  summary: "Nodes of a virtual router have different advert intervals.",
  why: `
In VRRP version 2 an advert with another interval is thrown away, on both sides: each node hears no master, becomes one, and all hold the address. In version 3 the backup adopts the master's
interval, so nothing splits, but the time to a takeover is then the one that the present master was given.
`,
  messages: {
    split:
      "advert_int {own} here, {other} on {node}: with VRRP version 2 each rejects the other's adverts, and both hold the address",
    adopted:
      "advert_int {own} here, {other} on {node}: the backup adopts the master's, so the time to a takeover depends on who is master",
  },
  examples: () => [
    {
      title: "version 2",
      files: {
        "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "priority 101", "advert_int 1"),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100", "advert_int 2"),
      },
      expect: ["lb02/keepalived.conf:5:14 split"],
    },
    {
      title: "version 3",
      files: {
        "lb01/keepalived.conf": instanceWith("version 3", "virtual_router_id 51", "priority 101", "advert_int 1"),
        "lb02/keepalived.conf": instanceWith("version 3", "virtual_router_id 51", "priority 100", "advert_int 2"),
      },
      expect: ["lb02/keepalived.conf:6:14 adopted"],
    },
    {
      title: "the default is one second",
      files: {
        "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "priority 101", "advert_int 1"),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100"),
      },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const router of cluster.routers) {
      const found = leaderAndOthers(router);
      if (found === undefined) continue;
      const { leader, others } = found;
      const expected = leader.instance.advertInterval?.value ?? 1;
      for (const { node, instance } of others) {
        const own = instance.advertInterval?.value ?? 1;
        if (own === expected || instance.effectiveVersion !== leader.instance.effectiveVersion) continue;
        const isSplit = instance.effectiveVersion === 2;
        const given = instance.advertInterval;
        report(
          isSplit ? "split" : "adopted",
          placeOf(instance, given),
          { own, other: expected, node: leader.node.name },
          {
            related: related(
              placeOf(leader.instance, leader.instance.advertInterval),
              `${expected} on ${leader.node.name}`,
            ),
            ...(isSplit ? {} : { severity: "warning" as const }),
            ...fixOf(
              `Write ${expected}, as on ${leader.node.name}`,
              given && wordInstead(node, given, String(expected)),
            ),
          },
        );
      }
    }
  },
});
