import { nearestOf } from "../../../text/nearest.ts";
import { instanceWith } from "../../cluster/example.ts";
import { replacement } from "../../keepalived/settings.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/sync-group-member-undefined",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "safe",
  summary: "A sync group names an instance that does not exist.",
  why: `
keepalived reports the name and ignores it: the other members change state without it, and an address stays behind on a node whose network is dead. A group without any member left is removed.
`,
  messages: {
    undefined: "no vrrp_instance is called {name}{hint}",
    twice: "{name} is a member already{where}: keepalived ignores it here",
  },
  examples: () => [
    {
      title: "a misspelt member",
      files: {
        "lb01/keepalived.conf": `vrrp_sync_group G {\n  group {\n    VI_1\n    VI_3\n  }\n}\n${instanceWith("virtual_router_id 51")}${instanceWith("virtual_router_id 52").replace("VI_1", "VI_2")}`,
      },
      expect: ["lb01/keepalived.conf:4:5 undefined"],
    },
    {
      title: "members that exist",
      files: {
        "lb01/keepalived.conf": `vrrp_sync_group G {\n  group {\n    VI_1\n    VI_2\n  }\n}\n${instanceWith("virtual_router_id 51")}${instanceWith("virtual_router_id 52").replace("VI_1", "VI_2")}`,
      },
      expect: [],
    },
    {
      title: "a member of two groups",
      files: {
        "lb01/keepalived.conf": `vrrp_sync_group G {\n  group {\n    VI_1\n    VI_2\n  }\n}\nvrrp_sync_group H {\n  group {\n    VI_1\n    VI_2\n  }\n}\n${instanceWith("virtual_router_id 51")}${instanceWith("virtual_router_id 52").replace("VI_1", "VI_2")}`,
      },
      expect: ["lb01/keepalived.conf:9:5 twice", "lb01/keepalived.conf:10:5 twice"],
    },
  ],
  check({ node, report }) {
    const names = new Set((node.keepalived?.instances ?? []).map(({ name }) => name));
    const groups = node.keepalived?.syncGroups ?? [];
    const grouped = new Set(groups.flatMap(({ members }) => members.map(({ value }) => value)));
    const free = [...names].filter((name) => !grouped.has(name));
    const owners = new Map<string, string>();
    for (const group of groups) {
      for (const member of group.members) {
        const { value: name, place } = member;
        const owner = owners.get(name);
        if (!names.has(name)) {
          const near = nearestOf(name, free);
          const hint = near === undefined ? ": keepalived ignores it" : `; ${near} is meant`;
          report(
            "undefined",
            place,
            { name, hint },
            near === undefined ? {} : replacement(member, near, `Write ${near}`),
          );
        } else if (owner !== undefined) {
          report("twice", place, { name, where: owner === group.name ? "" : ` of ${owner}` });
        } else owners.set(name, group.name);
      }
    }
  },
});
