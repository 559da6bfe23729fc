import type { Named } from "../../../model/keepalived/config.ts";
import { listsBy } from "../../../text/lists.ts";
import { fixOf } from "../../keepalived/edits.ts";
import { movedAbove } from "../../keepalived/moved-block.ts";
import { objectOf, trackLines } from "../../keepalived/track-lines.ts";
import { defineRule } from "../../rule.ts";

const script = 'vrrp_script chk {\n  script "/usr/bin/pgrep haproxy"\n}\n';
const instance = "vrrp_instance VI_1 {\n  track_script {\n    chk\n  }\n}\n";

export default defineRule({
  id: "keepalived/script-after-instance",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "unsafe",
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
    {
      title: "two instances that track it",
      files: { "keepalived.conf": `${instance}\n${instance.replace("VI_1", "VI_2")}\n# looks for haproxy\n${script}` },
      expect: ["keepalived.conf:3:5 below", "keepalived.conf:9:5 below"],
    },
    { title: "the script above", files: { "keepalived.conf": script + instance }, expect: [] },
  ],
  check({ node, report }) {
    const config = node.keepalived;
    if (config === undefined) return;
    const tooEarly = trackLines(config).filter(({ track }) => track.status === "defined-later");
    for (const lines of listsBy(tooEarly, ({ track }) => `${track.kind} ${track.name}`).values()) {
      const definition = lines[0] && objectOf(config, lines[0].track);
      if (definition === undefined) continue;
      const owners = lines.map(({ owner }) => owner).filter(({ place }) => place.path === definition.place.path);
      const first = owners.reduce<Named | undefined>((one, other) => {
        return one === undefined || other.place.span.start < one.place.span.start ? other : one;
      }, undefined);
      const fix =
        first &&
        fixOf(`Move ${definition.name} above ${first.name}`, ...movedAbove(node, definition.place, first.place));
      const related = [{ ...definition.namePlace, message: "defined here" }];
      for (const { track, owner } of lines)
        report("below", track.place, { name: track.name, owner: owner.name }, { related, ...fix });
    }
  },
});
