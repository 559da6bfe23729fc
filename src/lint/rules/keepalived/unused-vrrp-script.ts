import { unusedObjects } from "../../keepalived/track-lines.ts";
import { defineRule } from "../../rule.ts";

const script = 'vrrp_script chk_haproxy {\n  script "/usr/bin/pgrep haproxy"\n}\n';
const instance = "vrrp_instance VI_1 {\n  track_script {\n    chk_haproxy\n  }\n}\n";

export default defineRule({
  id: "keepalived/unused-vrrp-script",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A check is defined and nothing tracks it.",
  why: `
A \`vrrp_script\` alone does nothing: keepalived does not even run it before an instance or a sync group names it in \`track_script\`. It looks as if the service
were watched, and it is not.
`,
  messages: { unused: "nothing tracks {name}: it is never run" },
  examples: () => [
    {
      title: "no instance tracks it",
      files: { "keepalived.conf": `${script}vrrp_instance VI_1 {\n}\n` },
      expect: ["keepalived.conf:1:13 unused"],
    },
    { title: "tracked", files: { "keepalived.conf": script + instance }, expect: [] },
    {
      title: "the instances stand in another file",
      files: { "keepalived.conf": script },
      expect: [],
    },
  ],
  check({ node, report }) {
    const config = node.keepalived;
    if (config === undefined || config.instances.length + config.syncGroups.length === 0) return;
    for (const { name, namePlace } of unusedObjects(config, "script")) report("unused", namePlace, { name });
  },
});
