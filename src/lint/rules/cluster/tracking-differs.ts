import { instanceWith, scriptWith, tracked } from "../../cluster/example.ts";
import type { Member } from "../../cluster/members.ts";
import { leaderAndOthers, related } from "../../cluster/members.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "cluster/tracking-differs",
  since: "0.1.0",
  severity: "warning",
  scope: "cluster",
  fix: "none",
  summary: "One node of a virtual router tracks something that another does not.",
  why: `
The node without the check takes the address and keeps it while its service is dead: the failover works one way, and after it the cluster is blind. It shows on the second failure, never in a test that pulls
the first node's cable.
`,
  messages: {
    missing: "{node} does not track the {kind} {name} that {other} tracks: it keeps the address when {name} fails here",
  },
  examples: [
    {
      title: "only the first node checks",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight -20") + instanceWith("virtual_router_id 51", "priority 110", ...tracked),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100"),
      },
      expect: ["lb02/keepalived.conf:1:15 missing"],
    },
    {
      title: "both check",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight -20") + instanceWith("virtual_router_id 51", "priority 110", ...tracked),
        "lb02/keepalived.conf":
          scriptWith("weight -20") + instanceWith("virtual_router_id 51", "priority 100", ...tracked),
      },
      expect: [],
    },
    {
      title: "one command under two names",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight -20") + instanceWith("virtual_router_id 51", "priority 110", ...tracked),
        "lb02/keepalived.conf":
          'vrrp_script haproxy {\n  script "/usr/bin/pgrep haproxy"\n  weight -20\n}\n' +
          instanceWith("virtual_router_id 51", "priority 100", "track_script {", "  haproxy", "}"),
      },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const router of cluster.routers) {
      const found = leaderAndOthers(router);
      if (found === undefined) continue;
      for (const member of router.members) {
        const own = new Set(tracksOf(member).map(({ identity }) => identity));
        for (const other of router.members) {
          if (other === member) continue;
          for (const { identity, track } of tracksOf(other)) {
            if (own.has(identity)) continue;
            own.add(identity);
            report(
              "missing",
              member.instance.namePlace,
              { node: member.node.name, kind: track.kind, name: track.name, other: other.node.name },
              { related: related(track.place, `${other.node.name} tracks it`) },
            );
          }
        }
      }
    }
  },
});

/** What an instance and its sync group track, each by what it does: a script by its command, the rest by name. */
function tracksOf({ instance, node }: Member) {
  const config = node.keepalived;
  const groups = config?.syncGroups.filter(({ members }) => members.some(({ value }) => value === instance.name)) ?? [];
  return [...instance.tracks, ...groups.flatMap(({ tracks }) => tracks)]
    .filter(({ kind }) => kind !== "interface")
    .map((track) => {
      const command =
        track.kind === "script" ? config?.scripts.find(({ name }) => name === track.name)?.script?.value : undefined;
      return {
        track,
        identity: command === undefined ? `${track.kind} ${track.name}` : `command ${command.split(/\s+/).join(" ")}`,
      };
    });
}
