import { instanceWith } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/dont-track-primary",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "The state of the own interface is not watched.",
  why: `
With \`dont_track_primary\` an instance stays master when its interface goes down, while the other node hears no adverts and becomes master too. When the link returns, both hold the addresses until one gives way. It is for
interfaces that are down without being broken, and for those with another way to watch them.
`,
  messages: {
    blind: "{instance} keeps its state when {interface} goes down: the other node becomes master too",
  },
  examples: () => [
    {
      title: "without a watch",
      files: { "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "dont_track_primary") },
      expect: ["lb01/keepalived.conf:4:3 blind"],
    },
    {
      title: "watched otherwise",
      files: {
        "lb01/keepalived.conf": instanceWith(
          "virtual_router_id 51",
          "dont_track_primary",
          "track_interface {",
          "bond0",
          "}",
        ),
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const { dontTrackPrimary, tracks, name, interface: own, isSkipped } of node.keepalived?.instances ?? []) {
      if (
        dontTrackPrimary === undefined ||
        isSkipped ||
        tracks.some(({ kind }) => kind === "interface" || kind === "bfd")
      )
        continue;
      report("blind", dontTrackPrimary, { instance: name, interface: own?.value ?? "its interface" });
    }
  },
});
