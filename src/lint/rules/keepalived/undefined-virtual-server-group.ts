import { nearestOf } from "../../../text/nearest.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/undefined-virtual-server-group",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A virtual server names a group that does not exist.",
  why: `
keepalived only logs it, and drops the virtual server: none of the addresses of the group is served. \`keepalived -t\` says nothing.
`,
  messages: {
    undefined: "no virtual_server_group is called {name}{hint}: keepalived drops the virtual server",
  },
  examples: () => [
    {
      title: "a group that is none",
      files: {
        "lb01/keepalived.conf":
          "virtual_server group web {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n  real_server 192.0.2.51 80 {\n    weight 1\n  }\n}\n",
      },
      expect: ["lb01/keepalived.conf:1:22 undefined"],
    },
    {
      title: "one that is there",
      files: {
        "lb01/keepalived.conf":
          "virtual_server_group web {\n  192.0.2.60 80\n}\n" +
          "virtual_server group web {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n  real_server 192.0.2.51 80 {\n    weight 1\n  }\n}\n",
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    const groups = (node.keepalived?.statements ?? []).filter(
      ({ keyword }) => keyword.value === "virtual_server_group",
    );
    const names = groups.flatMap(({ args }) => args.slice(0, 1).map(({ value }) => value));
    for (const { group } of node.keepalived?.virtualServers ?? []) {
      if (group === undefined || names.includes(group.value)) continue;
      const near = nearestOf(group.value, names);
      report("undefined", group.place, { name: group.value, hint: near === undefined ? "" : `; ${near} is meant` });
    }
  },
});
