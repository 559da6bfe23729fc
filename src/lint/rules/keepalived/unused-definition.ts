import { unusedObjects } from "../../keepalived/track-lines.ts";
import { defineRule } from "../../rule.ts";

const process = "vrrp_track_process haproxy {\n  process haproxy\n}\n";
const file = "track_file drain {\n  file /etc/keepalived/drain\n}\n";

export default defineRule({
  id: "keepalived/unused-definition",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A process or file to track is defined, and nothing tracks it.",
  why: `
The definition alone changes no priority. It looks as if the process were watched, and when it dies the node keeps the address. Checks have a rule of their own; a BFD session is of use to its
neighbour even where nothing tracks it.
`,
  messages: { unused: "nothing tracks the {kind} {name}" },
  examples: () => [
    {
      title: "nobody tracks the process",
      files: { "keepalived.conf": `${process}vrrp_instance VI_1 {\n}\n` },
      expect: ["keepalived.conf:1:20 unused"],
    },
    {
      title: "tracked",
      files: { "keepalived.conf": `${process}vrrp_instance VI_1 {\n  track_process {\n    haproxy\n  }\n}\n` },
      expect: [],
    },
    {
      title: "a file that a checker reads",
      files: {
        "keepalived.conf": `${file}vrrp_instance VI_1 {\n}\nvirtual_server 192.0.2.9 80 {\n  real_server 192.0.2.20 80 {\n    FILE_CHECK {\n      track_file drain\n    }\n  }\n}\n`,
      },
      expect: [],
    },
    { title: "the instances stand in another file", files: { "keepalived.conf": process }, expect: [] },
  ],
  check({ node, report }) {
    const config = node.keepalived;
    if (config === undefined || config.instances.length + config.syncGroups.length === 0) return;
    const readsFiles = config.virtualServers.some(({ realServers }) =>
      realServers.some(({ checkers }) => checkers.some(({ keyword }) => keyword.value === "FILE_CHECK")),
    );
    for (const kind of ["process", "file"] as const) {
      if (kind === "file" && readsFiles) continue;
      for (const { name, namePlace } of unusedObjects(config, kind)) report("unused", namePlace, { kind, name });
    }
  },
});
