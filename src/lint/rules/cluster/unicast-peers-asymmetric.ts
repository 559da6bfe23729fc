import { unicastWith } from "../../cluster/example.ts";
import { placeOf, related } from "../../cluster/members.ts";
import { isUnicast, sendsTo, sharesSource, sourceOf } from "../../cluster/unicast.ts";
import { fixOf, linesBelow } from "../../keepalived/edits.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "cluster/unicast-peers-asymmetric",
  since: "0.1.0",
  severity: "error",
  scope: "cluster",
  fix: "unsafe",
  summary: "One node sends its adverts to another, which does not send them back.",
  why: `
A node that is missing from the other's \`unicast_peer\` list hears nothing from it. Where the node with the higher priority leaves out the lower one, both hold the address from the start. Where it is the other
way round, nothing is seen until the first failover: then the lower node takes the address, the returned one never hears of it, and both hold it.
`,
  messages: {
    oneway:
      "{address} of {node} is not in this list, but {node} lists {own}: {node} hears nothing from here and takes the address while this node holds it",
  },
  examples: () => [
    {
      title: "forgotten on one node",
      files: {
        "lb01/keepalived.conf": unicastWith(101, "192.0.2.1", "192.0.2.3"),
        "lb02/keepalived.conf": unicastWith(100, "192.0.2.2", "192.0.2.1"),
      },
      expect: ["lb01/keepalived.conf:6:3 oneway"],
    },
    {
      title: "both ways",
      files: {
        "lb01/keepalived.conf": unicastWith(101, "192.0.2.1", "192.0.2.2"),
        "lb02/keepalived.conf": unicastWith(100, "192.0.2.2", "192.0.2.1"),
      },
      expect: [],
    },
    {
      title: "IPv6 addresses that are spelled otherwise in the list",
      files: {
        "lb01/keepalived.conf": unicastWith(101, "2001:db8::1", "2001:DB8:0::2"),
        "lb02/keepalived.conf": unicastWith(100, "2001:db8::2", "2001:db8::1"),
      },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const router of cluster.routers) {
      for (const from of router.members) {
        for (const to of router.members) {
          if (from === to || !isUnicast(from) || !isUnicast(to)) continue;
          const address = sourceOf(to);
          const own = sourceOf(from);
          if (address === undefined || own === undefined || sharesSource(from, to)) continue;
          if (sendsTo(from, to) !== false || sendsTo(to, from) !== true) continue;
          const last = from.instance.unicastPeers.at(-1);
          report(
            "oneway",
            from.instance.unicastPeerBlock ?? from.instance.namePlace,
            { address, node: to.node.name, own },
            {
              related: related(placeOf(to.instance, to.instance.unicastSource), `${to.node.name} sends from here`),
              ...fixOf(`Add ${address}`, last && linesBelow(from.node, last.place, [address])),
            },
          );
        }
      }
    }
  },
});
