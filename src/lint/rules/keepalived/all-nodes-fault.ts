import type { Track } from "../../../model/keepalived/config.ts";
import { instanceWith, scriptWith, tracked } from "../../cluster/example.ts";
import type { Member } from "../../cluster/members.ts";
import { related } from "../../cluster/members.ts";
import { defineRule } from "../../rule.ts";

const node = (priority: number, weight: string) =>
  scriptWith(`weight ${weight}`) + instanceWith("virtual_router_id 51", `priority ${priority}`, ...tracked);

export default defineRule({
  id: "keepalived/all-nodes-fault",
  since: "0.1.0",
  severity: "info",
  scope: "cluster",
  fix: "none",
  summary: "A check without weight takes the address off every node when it fails everywhere.",
  why: `
A check with weight 0, or none, puts its instance into FAULT. Where all nodes have such a check, and what it asks for fails everywhere (the database behind, the check's own tool after an update), or the healthy peer
dies, nobody holds the address. With a weight the best of the failed nodes keeps it. Often FAULT is meant: then say so and silence this.
`,
  messages: {
    nobody:
      "when {name} fails on all nodes, nobody holds the address of {instance}: without a weight the failure means FAULT",
  },
  examples: () => [
    {
      title: "no weight on both nodes",
      files: { "lb01/keepalived.conf": node(101, "0"), "lb02/keepalived.conf": node(100, "0") },
      expect: ["lb01/keepalived.conf:10:5 nobody"],
    },
    {
      title: "a weight",
      files: { "lb01/keepalived.conf": node(101, "-20"), "lb02/keepalived.conf": node(100, "-20") },
      expect: [],
    },
    {
      title: "one node serves whatever the check says",
      files: { "lb01/keepalived.conf": node(101, "0"), "lb02/keepalived.conf": node(100, "-20") },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const { members } of cluster.routers) {
      const faults = members.map((member) => ({ member, track: faultOf(member) }));
      const [first, ...others] = faults;
      if (first?.track === undefined || others.length === 0) continue;
      if (others.some(({ track }) => track === undefined)) continue;
      const { name, place } = first.track;
      report(
        "nobody",
        place,
        { name, instance: first.member.instance.name },
        {
          related: others.flatMap(({ member, track }) =>
            track === undefined ? [] : related(track.place, `${member.node.name} has none either`),
          ),
        },
      );
    }
  },
});

/** The first check of an instance whose failure means FAULT. */
function faultOf({ instance }: Member): Track | undefined {
  return instance.tracks.find(
    ({ kind, status, effectiveWeight }) =>
      (kind === "script" || kind === "process") && status === "tracked" && effectiveWeight === 0,
  );
}
