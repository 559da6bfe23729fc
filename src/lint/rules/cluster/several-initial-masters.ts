import { instanceWith } from "../../cluster/example.ts";
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
a node with \`state MASTER\` and no \`priority\` takes 255 and never yields; \`nopreempt\` and \`preempt_delay\` are cleared by \`state MASTER\`; and at a common start both wait only one advert interval
and announce the address at once. The node of the lower priority is to say BACKUP.
`,
  messages: {
    lower:
      "{node} also says MASTER, with priority {priority} below {other}'s {highest}: {other} will hold the address, this node is to say BACKUP",
    equal:
      "{node} also says MASTER, with the same priority {priority} as {other}: both announce the address at a common start, and the higher address wins",
  },
  examples: [
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
        if (instance.basePriority === first.instance.basePriority) report("equal", state.place, fill, details);
        else {
          const fix = { title: `let ${node.name} say BACKUP`, edits: [{ ...state.place, newText: "BACKUP" }] };
          report("lower", state.place, { ...fill, highest: first.instance.basePriority }, { ...details, fix });
        }
      }
    }
  },
});
