import { instanceWith } from "../../cluster/example.ts";
import { lineOf, removal } from "../../keepalived/settings.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/preempt-delay-with-state-master",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "safe",
  summary: "preempt_delay does nothing on an instance that starts as MASTER, has nopreempt, or is strict.",
  why: `
keepalived sets \`preempt_delay\` to 0 with a report where the instance starts as MASTER, never preempts, or follows the RFC to the letter. With MASTER the node takes the address back at once when it returns, before its
services are up; \`state BACKUP\` with the higher priority and a delay is what waits.
`,
  messages: {
    ignored: "keepalived ignores preempt_delay because {instance} {why}",
  },
  examples: () => [
    {
      title: "an instance that starts as MASTER",
      files: {
        "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "state MASTER", "priority 100", "preempt_delay 5"),
      },
      expect: ["lb01/keepalived.conf:6:3 ignored"],
    },
    {
      title: "one that starts as BACKUP",
      files: { "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "state BACKUP", "preempt_delay 5") },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const instance of node.keepalived?.instances ?? []) {
      const line = lineOf(instance, "preempt_delay");
      if (line === undefined || instance.isSkipped || (instance.preemptDelay?.value ?? 0) === 0) continue;
      const why =
        instance.initialState === "MASTER"
          ? "starts as MASTER"
          : instance.strict
            ? "is in strict mode"
            : instance.effectiveNopreempt
              ? "has nopreempt"
              : undefined;
      if (why !== undefined) {
        report("ignored", line.keyword.place, { instance: instance.name, why }, removal(line, "Remove preempt_delay"));
      }
    }
  },
});
