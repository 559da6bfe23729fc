import type { VrrpInstance } from "../../../model/keepalived/config.ts";
import { instanceWith, scriptWith, tracked } from "../../cluster/example.ts";
import { byPriority, related } from "../../cluster/members.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "cluster/several-initial-masters",
  since: "0.1.0",
  severity: "error",
  scope: "cluster",
  fix: "safe",
  summary: "More than one node of a virtual router says `state MASTER`.",
  why: `
\`state\` is only the first hint: after a moment the priority decides, so the daemons settle on one master all the same. But the files contradict each other about who that should be;
a node with \`state MASTER\` and no \`priority\` takes 255 and never yields; \`nopreempt\` and \`preempt_delay\` are cleared by \`state MASTER\`, so the address moves back
at every return of a node. The node of the lower priority is to say BACKUP.
`,
  messages: {
    lower:
      "{node} also says MASTER, with priority {priority} below {other}'s {highest}: {other} will hold the address, this node is to say BACKUP",
    equal:
      "{node} also says MASTER, with the same priority {priority} as {other}: who is ready first at a common start holds the address",
    checked:
      "{node} also says MASTER, with the same priority {priority} as {other}: where the checks of both succeed, who is ready first at a common start holds the address",
  },
  examples: () => [
    {
      title: "both say MASTER",
      files: {
        "lb01/keepalived.conf": instanceWith("state MASTER", "virtual_router_id 51", "priority 101"),
        "lb02/keepalived.conf": instanceWith("state MASTER", "virtual_router_id 51", "priority 100"),
      },
      expect: ["lb02/keepalived.conf:3:9 lower"],
    },
    {
      title: "and have one priority",
      files: {
        "lb01/keepalived.conf": instanceWith("state MASTER", "virtual_router_id 51", "priority 100"),
        "lb02/keepalived.conf": instanceWith("state MASTER", "virtual_router_id 51", "priority 100"),
      },
      expect: ["lb02/keepalived.conf:3:9 equal"],
    },
    {
      title: "a check without weight may be meant to choose between them",
      files: {
        "lb01/keepalived.conf":
          scriptWith("interval 5") + instanceWith("state MASTER", "virtual_router_id 51", "priority 100", ...tracked),
        "lb02/keepalived.conf":
          scriptWith("interval 5") + instanceWith("state MASTER", "virtual_router_id 51", "priority 100", ...tracked),
      },
      expect: ["lb02/keepalived.conf:7:9 checked"],
    },
    {
      title: "one says MASTER, one BACKUP",
      files: {
        "lb01/keepalived.conf": instanceWith("state MASTER", "virtual_router_id 51", "priority 101"),
        "lb02/keepalived.conf": instanceWith("state BACKUP", "virtual_router_id 51", "priority 100"),
      },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const router of cluster.routers) {
      const masters = byPriority(router).filter(({ instance }) => instance.state?.value === "MASTER");
      const [first, ...others] = masters;
      if (first === undefined) continue;
      for (const { node, instance } of others) {
        const { state } = instance;
        if (state === undefined) continue;
        const details = {
          related: related(first.instance.state?.place ?? first.instance.namePlace, `${first.node.name} says MASTER`),
        };
        const fill = { node: node.name, other: first.node.name, priority: instance.basePriority };
        const isEqual = instance.basePriority === first.instance.basePriority;
        if (isEqual && mayFault(instance) && mayFault(first.instance))
          report("checked", state.place, fill, { ...details, severity: "warning" });
        else if (isEqual) report("equal", state.place, fill, details);
        else {
          const fix = { title: `Let ${node.name} say BACKUP`, edits: [{ ...state.place, newText: "BACKUP" }] };
          report("lower", state.place, { ...fill, highest: first.instance.basePriority }, { ...details, fix });
        }
      }
    }
  },
});

/** A failing check takes it out of the election. */
function mayFault({ tracks }: VrrpInstance): boolean {
  return tracks.some(({ kind, status, effectiveWeight }) => {
    return kind !== "interface" && status === "tracked" && effectiveWeight === 0;
  });
}
