import { endpointKey } from "../../../model/instance-addresses.ts";
import type { FileEdit } from "../../../text/edit.ts";
import { instanceWith, unicastWith } from "../../cluster/example.ts";
import { type Member, related } from "../../cluster/members.ts";
import { isUnicast, sourceOf } from "../../cluster/unicast.ts";
import { fixOf, linesInBlock } from "../../keepalived/edits.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "cluster/unicast-multicast-mixed",
  since: "0.1.0",
  severity: "error",
  scope: "cluster",
  fix: "unsafe",
  summary: "Some nodes of a virtual router send to single addresses, others to the multicast group.",
  why: `
A node with a \`unicast_peer\` list does not listen to the multicast group, and one without a list hears nothing that is sent to single addresses. Neither says so in its log; both become master and hold the
address.
`,
  messages: {
    mixed:
      "{node} sends to the multicast group, {other} to single addresses: neither hears the other, and both hold the address",
  },
  examples: () => [
    {
      title: "a list on one node only",
      files: {
        "lb01/keepalived.conf": unicastWith(101, "192.0.2.1", "192.0.2.2"),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100"),
      },
      expect: ["lb02/keepalived.conf:1:15 mixed"],
    },
    {
      title: "multicast on both",
      files: {
        "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "priority 101"),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100"),
      },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const { members } of cluster.routers) {
      const unicast = members.find(isUnicast);
      if (unicast === undefined) continue;
      for (const member of members.filter((one) => !isUnicast(one))) {
        const { node, instance } = member;
        report(
          "mixed",
          instance.unicastPeerBlock ?? instance.namePlace,
          { node: node.name, other: unicast.node.name },
          {
            related: related(
              unicast.instance.unicastPeerBlock ?? unicast.instance.namePlace,
              `${unicast.node.name} sends to single addresses`,
            ),
            ...(members.length === 2 ? fixOf(`Send to ${unicast.node.name} alone`, answering(unicast, member)) : {}),
          },
        );
      }
    }
  },
});

/** The lines of the other of two nodes, where the first one's say both addresses. */
function answering(unicast: Member, { node, instance }: Member): FileEdit | undefined {
  const source = sourceOf(unicast);
  const [own, ...others] = unicast.instance.unicastPeers;
  if (source === undefined || own === undefined || others.length > 0 || instance.unicastPeerBlock !== undefined)
    return undefined;
  const { unicastSource } = instance;
  if (unicastSource !== undefined && endpointKey(unicastSource.value) !== endpointKey(own.value)) return undefined;
  return linesInBlock(node, instance.statement, (unit) => [
    ...(unicastSource === undefined ? [`unicast_src_ip ${own.value}`] : []),
    "unicast_peer {",
    `${unit}${source}`,
    "}",
  ]);
}
