import { instanceWith } from "../../cluster/example.ts";
import { byPriority, placeOf, related } from "../../cluster/members.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "cluster/state-priority-contradiction",
  since: "0.1.0",
  severity: "warning",
  scope: "cluster",
  fix: "safe",
  summary: "The node that says `state MASTER` has not the highest priority.",
  why: `
Priority decides, \`state\` only says who starts first. The node with MASTER takes the address at start and loses it a few seconds later to the one with the higher priority: connections break twice,
and whoever reads the file expects the address on the wrong node.
`,
  messages: {
    lower: "{node} says MASTER with priority {priority}, but {other} has {highest} and will hold the address",
    hint: "{node} says MASTER with priority {priority}, but {other} has {highest}: priority decides an election, and with nopreempt there whoever holds the address keeps it",
  },
  examples: () => [
    {
      title: "MASTER below BACKUP",
      files: {
        "lb01/keepalived.conf": instanceWith("state MASTER", "virtual_router_id 51", "priority 90"),
        "lb02/keepalived.conf": instanceWith("state BACKUP", "virtual_router_id 51", "priority 100"),
      },
      expect: ["lb01/keepalived.conf:3:9 lower"],
    },
    {
      title: "nopreempt on the higher",
      files: {
        "lb01/keepalived.conf": instanceWith("state MASTER", "virtual_router_id 51", "priority 90"),
        "lb02/keepalived.conf": instanceWith("state BACKUP", "virtual_router_id 51", "priority 100", "nopreempt"),
      },
      expect: ["lb01/keepalived.conf:3:9 hint"],
    },
    {
      title: "MASTER above BACKUP",
      files: {
        "lb01/keepalived.conf": instanceWith("state MASTER", "virtual_router_id 51", "priority 100"),
        "lb02/keepalived.conf": instanceWith("state BACKUP", "virtual_router_id 51", "priority 90"),
      },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const router of cluster.routers) {
      const members = byPriority(router);
      const [highest] = members;
      // Several masters are a finding of their own.
      const masters = members.filter(({ instance }) => instance.state?.value === "MASTER");
      const [master] = masters;
      if (highest === undefined || master === undefined || masters.length > 1) continue;
      const { state, basePriority } = master.instance;
      if (state === undefined || basePriority >= highest.instance.basePriority) continue;
      report(
        highest.instance.effectiveNopreempt ? "hint" : "lower",
        state.place,
        {
          node: master.node.name,
          priority: basePriority,
          other: highest.node.name,
          highest: highest.instance.basePriority,
        },
        {
          related: related(
            placeOf(highest.instance, highest.instance.priority),
            `${highest.node.name} has ${highest.instance.basePriority}`,
          ),
          fix: { title: `Let ${master.node.name} say BACKUP`, edits: [{ ...state.place, newText: "BACKUP" }] },
        },
      );
    }
  },
});
