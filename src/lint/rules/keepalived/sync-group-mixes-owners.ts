import { instanceWith } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/sync-group-mixes-owners",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A sync group has owners of their addresses and others.",
  why: `
An owner (priority 255) never gives way by priority, the others do; together they cannot keep in step. keepalived reports it.
`,
  messages: {
    mixed: "{group} has members of priority 255 and others: they cannot change together",
  },
  examples: () => [
    {
      title: "one owner",
      files: {
        "lb01/keepalived.conf": `vrrp_sync_group G {\n  group {\n    VI_1\n    VI_2\n  }\n}\n${instanceWith("virtual_router_id 51", "priority 255")}${instanceWith("virtual_router_id 52").replace("VI_1", "VI_2")}`,
      },
      expect: ["lb01/keepalived.conf:1:17 mixed"],
    },
    {
      title: "none",
      files: {
        "lb01/keepalived.conf": `vrrp_sync_group G {\n  group {\n    VI_1\n    VI_2\n  }\n}\n${instanceWith("virtual_router_id 51")}${instanceWith("virtual_router_id 52").replace("VI_1", "VI_2")}`,
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const group of node.keepalived?.syncGroups ?? []) {
      const members = (node.keepalived?.instances ?? []).filter(({ name }) =>
        group.members.some(({ value }) => value === name),
      );
      const owners = members.filter(({ basePriority }) => basePriority === 255);
      if (owners.length > 0 && owners.length < members.length) report("mixed", group.namePlace, { group: group.name });
    }
  },
});
