import { instanceWith } from "../../cluster/example.ts";
import { leaderAndOthers, placeOf, related, someOf } from "../../cluster/members.ts";
import { fixOf, wordInstead } from "../../keepalived/edits.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "cluster/vrid-mismatch",
  since: "0.1.0",
  severity: "error",
  scope: "cluster",
  fix: "unsafe",
  summary: "Nodes that share an address have different virtual router ids.",
  why: `
An advert with another id belongs to somebody else's election and is ignored without a word in any log. Every node waits in vain for the adverts of a master, becomes master itself, and all of them
hold the address: answers come from one node or the other as ARP caches happen to be.
`,
  messages: {
    differs: "virtual_router_id {id} here, {other} on {node}: there is no common election, both nodes hold {addresses}",
  },
  examples: () => [
    {
      title: "a typo",
      files: {
        "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "priority 101"),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 15", "priority 100"),
      },
      expect: ["lb02/keepalived.conf:3:21 differs"],
    },
    {
      title: "one id",
      files: {
        "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "priority 101"),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100"),
      },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const router of cluster.routers) {
      const found = leaderAndOthers(router);
      const leader = found?.leader.instance.virtualRouterId;
      if (found === undefined || leader === undefined) continue;
      for (const { node, instance } of found.others) {
        const own = instance.virtualRouterId;
        if (own === undefined || own.value === leader.value) continue;
        const shared = someOf(instance.virtualAddresses.map(({ address }) => address)) || "the address";
        report(
          "differs",
          placeOf(instance, own),
          { id: own.value, other: leader.value, node: found.leader.node.name, addresses: shared },
          {
            related: related(leader.place, `${found.leader.node.name} has ${leader.value}`),
            ...fixOf(
              `Write ${leader.value}, as on ${found.leader.node.name}`,
              wordInstead(node, own, String(leader.value)),
            ),
          },
        );
      }
    }
  },
});
