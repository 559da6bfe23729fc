import { unicastWith } from "../../cluster/example.ts";
import { related, someOf } from "../../cluster/members.ts";
import { isUnicast, sendsTo, sharesSource } from "../../cluster/unicast.ts";
import { fixOf, linesBelow } from "../../keepalived/edits.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "cluster/unicast-source-not-in-peer-lists",
  since: "0.1.0",
  severity: "error",
  scope: "cluster",
  fix: "unsafe",
  summary: "No other node sends its adverts to this node's address.",
  why: `
The node waits for adverts that are sent to another address, hears no master and becomes one itself: the virtual address is held twice. Often the address of an interface was changed in one file and
not in the others' lists.
`,
  messages: {
    unheard: "no other node lists {address} in its unicast_peer: {node} hears nobody and holds the address as well",
  },
  examples: () => [
    {
      title: "an old address in the other's list",
      files: {
        "lb01/keepalived.conf": unicastWith(101, "192.0.2.1", "192.0.2.22"),
        "lb02/keepalived.conf": unicastWith(100, "192.0.2.2", "192.0.2.11"),
      },
      expect: ["lb01/keepalived.conf:5:18 unheard", "lb02/keepalived.conf:5:18 unheard"],
    },
    {
      title: "the address of the other node: another rule's finding",
      files: {
        "lb01/keepalived.conf": unicastWith(101, "192.0.2.1", "192.0.2.2"),
        "lb02/keepalived.conf": unicastWith(100, "192.0.2.1", "192.0.2.2"),
      },
      expect: [],
    },
    {
      title: "each is listed by the other",
      files: {
        "lb01/keepalived.conf": unicastWith(101, "192.0.2.1", "192.0.2.2"),
        "lb02/keepalived.conf": unicastWith(100, "192.0.2.2", "192.0.2.1"),
      },
      expect: [],
    },
    {
      title: "IPv6 addresses that are spelled otherwise in the lists",
      files: {
        "lb01/keepalived.conf": unicastWith(101, "2001:db8::1", "2001:DB8:0::2"),
        "lb02/keepalived.conf": unicastWith(100, "2001:db8::2", "2001:DB8:0::1"),
      },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const router of cluster.routers) {
      for (const member of router.members) {
        const source = member.instance.unicastSource;
        const others = router.members.filter((other) => other !== member && isUnicast(other));
        if (source === undefined || others.length === 0 || others.length + 1 !== router.members.length) continue;
        if (others.some((other) => sendsTo(other, member) !== false)) continue;
        if (others.some((other) => sharesSource(other, member))) continue;
        // Where the node itself lists the other, the other's list is the one to correct, and that is another rule's finding.
        if (others.some((other) => sendsTo(member, other) === true)) continue;
        const [first] = others;
        if (first === undefined) continue;
        const list = first.instance.unicastPeerBlock ?? first.instance.namePlace;
        const additions = others.map(({ node, instance: { unicastPeers } }) => {
          const last = unicastPeers.at(-1);
          return last && linesBelow(node, last.place, [source.value]);
        });
        report(
          "unheard",
          source.place,
          { address: source.value, node: member.node.name },
          {
            related: related(
              list,
              `${first.node.name} sends to ${someOf(first.instance.unicastPeers.map(({ value }) => value))}`,
            ),
            ...fixOf(`Add ${source.value} to ${someOf(others.map(({ node }) => node.name))}`, ...additions),
          },
        );
      }
    }
  },
});
