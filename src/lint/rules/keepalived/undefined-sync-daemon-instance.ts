import { allOf, bodyOf } from "../../../model/keepalived/settings.ts";
import { instanceWith } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/undefined-sync-daemon-instance",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "The LVS sync daemon follows an instance that does not exist.",
  why: `
\`keepalived -t\` does not look. The running daemon logs it and forgets the whole \`lvs_sync_daemon\`: connections are lost when the address moves.
`,
  messages: {
    undefined: "no vrrp_instance is called {name}: keepalived forgets lvs_sync_daemon",
  },
  examples: () => [
    {
      title: "an instance that is none",
      files: { "lb01/keepalived.conf": "global_defs {\n  lvs_sync_daemon eth0 inst VI_9\n}\n" },
      expect: ["lb01/keepalived.conf:2:29 undefined"],
    },
    {
      title: "one that is there",
      files: {
        "lb01/keepalived.conf": `global_defs {\n  lvs_sync_daemon eth0 inst VI_1\n}\n${instanceWith("virtual_router_id 51")}`,
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    const { keepalived } = node;
    const names = new Set(keepalived?.instances.map(({ name }) => name));
    for (const globals of keepalived?.statements ?? []) {
      if (globals.keyword.value !== "global_defs") continue;
      for (const { args } of allOf(bodyOf(globals), "lvs_sync_daemon")) {
        const at = args.findIndex(({ value }) => value === "inst");
        const word = at === -1 ? undefined : args[at + 1];
        if (word !== undefined && !word.unknown && !names.has(word.value))
          report("undefined", word.place, { name: word.value });
      }
    }
  },
});
