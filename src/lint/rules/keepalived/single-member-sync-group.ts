import { instanceWith } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/single-member-sync-group",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A sync group has only one member.",
  why: `
There is nothing to keep in step. keepalived reports it; mostly the second member's name is misspelt or its instance is gone.
`,
  messages: {
    single: "{group} has only one member that exists",
  },
  examples: () => [
    {
      title: "one member",
      files: {
        "lb01/keepalived.conf": `vrrp_sync_group G {\n  group {\n    VI_1\n  }\n}\n${instanceWith("virtual_router_id 51")}`,
      },
      expect: ["lb01/keepalived.conf:1:17 single"],
    },
    {
      title: "two",
      files: {
        "lb01/keepalived.conf": `vrrp_sync_group G {\n  group {\n    VI_1\n    VI_2\n  }\n}\n${instanceWith("virtual_router_id 51")}${instanceWith("virtual_router_id 52").replace("VI_1", "VI_2")}`,
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    const names = new Set(node.keepalived?.instances.map(({ name }) => name));
    for (const group of node.keepalived?.syncGroups ?? []) {
      const members = new Set(group.members.map(({ value }) => value).filter((name) => names.has(name)));
      if (members.size === 1) report("single", group.namePlace, { group: group.name });
    }
  },
});
