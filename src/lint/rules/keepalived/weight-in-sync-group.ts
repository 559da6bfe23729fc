import { instanceWith, scriptWith } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/weight-in-sync-group",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A weight of one instance has no effect in a sync group.",
  why: `
The members of a sync group change together, so their priorities must not move apart. Without \`sync_group_tracking_weight\` keepalived reports weights that a member tracks with and removes the tracking of scripts, files and BFD
sessions: the dead service goes unnoticed. The weight of an interface is reported too, but counts all the same: the priority of that one member changes, and the group does not follow it. Track in the group, which moves all members, or without a weight.
`,
  messages: {
    removed:
      "{instance} is in the sync group {group}: keepalived removes its tracking of {name}, because of the weight",
    fault:
      "{instance} is in the sync group {group}: keepalived drops the weight of {name}, whose failure then means FAULT",
    alone:
      "{instance} is in the sync group {group}: keepalived says that it ignores the weight of {name}, and yet changes the priority of this member alone",
  },
  examples: () => [
    {
      title: "a weighted script of a member",
      files: {
        "lb01/keepalived.conf": `${scriptWith("weight -20")}vrrp_sync_group G {\n  group {\n    VI_1\n    VI_2\n  }\n}\n${instanceWith("virtual_router_id 51", "track_script {", "chk", "}")}${instanceWith("virtual_router_id 52").replace("VI_1", "VI_2")}`,
      },
      expect: ["lb01/keepalived.conf:15:3 removed"],
    },
    {
      title: "tracked by the group",
      files: {
        "lb01/keepalived.conf": `${scriptWith("weight -20")}vrrp_sync_group G {\n  group {\n    VI_1\n    VI_2\n  }\n  track_script {\n    chk\n  }\n}\n${instanceWith("virtual_router_id 51")}${instanceWith("virtual_router_id 52").replace("VI_1", "VI_2")}`,
      },
      expect: [],
    },
    {
      title: "a weighted interface",
      files: {
        "lb01/keepalived.conf": `vrrp_sync_group G {\n  group {\n    VI_1\n    VI_2\n  }\n}\n${instanceWith("virtual_router_id 51", "track_interface {", "eth1 weight -20", "}")}${instanceWith("virtual_router_id 52").replace("VI_1", "VI_2")}`,
      },
      expect: ["lb01/keepalived.conf:11:3 alone"],
    },
    {
      title: "a file of the default weight",
      files: {
        "lb01/keepalived.conf": `vrrp_track_file maintenance {\n  file /etc/keepalived/maintenance\n}\nvrrp_sync_group G {\n  group {\n    VI_1\n    VI_2\n  }\n}\n${instanceWith("virtual_router_id 51", "track_file {", "maintenance", "}")}${instanceWith("virtual_router_id 52").replace("VI_1", "VI_2")}`,
      },
      expect: ["lb01/keepalived.conf:14:3 fault"],
    },
  ],
  check({ node, report }) {
    const { keepalived } = node;
    for (const group of keepalived?.syncGroups ?? []) {
      if (group.trackingWeight) continue;
      for (const instance of keepalived?.instances ?? []) {
        if (instance.isSkipped || !group.members.some(({ value }) => value === instance.name)) continue;
        for (const { kind, name, status, effectiveWeight, place } of instance.tracks) {
          if (status !== "tracked" || effectiveWeight === 0 || kind === "process") continue;
          // A file of the default weight 1 is not removed; its weight becomes 0.
          const loses = kind === "file" && effectiveWeight === 1;
          const message = kind === "interface" ? "alone" : loses ? "fault" : "removed";
          report(message, place, { instance: instance.name, group: group.name, name });
        }
      }
    }
  },
});
