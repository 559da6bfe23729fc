import { scriptWith } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/script-without-timeout",
  since: "0.1.0",
  severity: "info",
  scope: "node",
  fix: "none",
  summary: "A check has no timeout of its own.",
  why: `
keepalived kills a check that runs longer than its interval, and counts it as failed. On a loaded node a slow check is then a failed one, and moves the address for nothing. A timeout says how slow is too slow; \`fall\` lets one slow
run pass.
`,
  messages: {
    interval: "a run of {script} that takes longer than {interval} s counts as failed",
  },
  examples: () => [
    {
      title: "no timeout",
      files: { "lb01/keepalived.conf": scriptWith("interval 2") },
      expect: ["lb01/keepalived.conf:1:13 interval"],
    },
    {
      title: "a timeout",
      files: { "lb01/keepalived.conf": scriptWith("interval 2", "timeout 2") },
      expect: [],
    },
    {
      title: "one failure is forgiven",
      files: { "lb01/keepalived.conf": scriptWith("interval 2", "fall 3") },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const { name, namePlace, timeout, interval, fall, script } of node.keepalived?.scripts ?? []) {
      if (timeout !== undefined || script === undefined || (fall?.value ?? 1) > 1) continue;
      report("interval", namePlace, { script: name, interval: interval?.value ?? 1 });
    }
  },
});
