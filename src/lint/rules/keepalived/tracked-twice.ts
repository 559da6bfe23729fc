import { groupOf } from "../../../model/keepalived/sync-groups.ts";
import { instanceWith, scriptWith } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/tracked-twice",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "An object is tracked twice, or without need.",
  why: `
A second line for one object is reported and ignored, with its weight. An object that both an instance and its sync group track counts once, with the weight of the group. The own interface is tracked without being named: keepalived
reports the line, and its weight has no effect.
`,
  messages: {
    twice: "{name} is tracked above already: keepalived ignores this line",
    group: "the sync group {group} tracks {name} too: the weight of the group counts",
    primary: "{instance} tracks its own interface {name} anyhow: keepalived reports the line of its sync group",
    own: "{name} is the own interface of {instance}, which is tracked anyhow but for dont_track_primary: keepalived ignores the line",
  },
  examples: () => [
    {
      title: "one script twice",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight 5") + instanceWith("virtual_router_id 51", "track_script {", "chk", "chk weight 9", "}"),
      },
      expect: ["lb01/keepalived.conf:10:3 twice"],
    },
    {
      title: "the own interface",
      files: { "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "track_interface {", "eth0", "}") },
      expect: ["lb01/keepalived.conf:5:3 own"],
    },
    {
      title: "the own interface, by the group",
      files: {
        "lb01/keepalived.conf": `vrrp_sync_group G {\n  group {\n    VI_1\n  }\n  track_interface {\n    eth0\n    eth1\n  }\n}\n${instanceWith("virtual_router_id 51")}`,
      },
      expect: ["lb01/keepalived.conf:6:5 primary"],
    },
    {
      title: "another interface",
      files: { "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "track_interface {", "eth1", "}") },
      expect: [],
    },
    {
      title: "by the group too",
      files: {
        "lb01/keepalived.conf": `${scriptWith("interval 2")}vrrp_sync_group G {\n  group {\n    VI_1\n  }\n  track_script {\n    chk\n  }\n}\n${instanceWith("virtual_router_id 51", "track_script {", "chk", "}")}`,
      },
      expect: ["lb01/keepalived.conf:17:3 group"],
    },
  ],
  check({ node, report }) {
    const { keepalived } = node;
    for (const { tracks, members } of keepalived?.syncGroups ?? []) {
      for (const { kind, name, place, status } of tracks) {
        if (status === "duplicate") report("twice", place, { name });
        else if (kind === "interface") {
          const own = keepalived?.instances.find(
            (one) =>
              !one.isSkipped &&
              members.some(({ value }) => value === one.name) &&
              one.interface?.value === name &&
              one.dontTrackPrimary === undefined,
          );
          if (own !== undefined) report("primary", place, { instance: own.name, name });
        }
      }
    }
    for (const instance of keepalived?.instances ?? []) {
      if (instance.isSkipped) continue;
      const group = groupOf(keepalived, instance);
      for (const { kind, name, place, status } of instance.tracks) {
        if (status === "duplicate") report("twice", place, { name });
        else if (kind === "interface" && name === instance.interface?.value)
          report("own", place, { instance: instance.name, name });
        else if (group?.tracks.some((one) => one.kind === kind && one.name === name))
          report("group", place, { group: group.name, name });
      }
    }
  },
});
