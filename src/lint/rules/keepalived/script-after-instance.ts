import { objectsOf, trackLines } from "../../keepalived/track-lines.ts";
import { defineRule } from "../../rule.ts";

const script = 'vrrp_script chk {\n  script "/usr/bin/pgrep haproxy"\n}\n';
const instance = "vrrp_instance VI_1 {\n  track_script {\n    chk\n  }\n}\n";

export default defineRule({
  id: "keepalived/script-after-instance",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "What an instance tracks is defined below the instance.",
  why: `
keepalived looks a tracked name up when it reads the line. A \`vrrp_script\`, \`vrrp_track_process\`, \`track_file\` or \`bfd_instance\` further down counts
as not found, and the instance runs without that check: a dead service goes unnoticed. Move the definition above the instance.
`,
  messages: { below: "{name} is defined below {owner}: keepalived does not find it, {owner} runs without this check" },
  examples: () => [
    {
      title: "the script at the end of the file",
      files: { "keepalived.conf": instance + script },
      expect: ["keepalived.conf:3:5 below"],
    },
    { title: "the script above", files: { "keepalived.conf": script + instance }, expect: [] },
  ],
  check({ node, report }) {
    const config = node.keepalived;
    if (config === undefined) return;
    for (const { track, owner } of trackLines(config)) {
      if (track.status !== "defined-later") continue;
      const definition = objectsOf(config, track.kind).find(({ name }) => name === track.name);
      const related = definition === undefined ? [] : [{ ...definition.namePlace, message: "defined here" }];
      report("below", track.place, { name: track.name, owner: owner.name }, { related });
    }
  },
});
