import { scriptWith } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/script-timeout-exceeds-interval",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A check may take longer than the time between two checks.",
  why: `
While a check still runs, the next is left out. A check that hangs is only killed after its timeout: with a timeout of 30 and an interval of 2 seconds, a dead service is noticed half a minute later than the interval promises.
`,
  messages: {
    longer: "the check may take {timeout} s and is to run every {interval} s: a hanging one is noticed that much later",
  },
  examples: () => [
    {
      title: "a longer timeout",
      files: { "lb01/keepalived.conf": scriptWith("interval 2", "timeout 30") },
      expect: ["lb01/keepalived.conf:4:11 longer"],
    },
    {
      title: "a shorter one",
      files: { "lb01/keepalived.conf": scriptWith("interval 2", "timeout 1") },
      expect: [],
    },
    {
      title: "the default interval of one second",
      files: { "lb01/keepalived.conf": scriptWith("timeout 5") },
      expect: ["lb01/keepalived.conf:3:11 longer"],
    },
  ],
  check({ node, report }) {
    for (const { timeout, interval } of node.keepalived?.scripts ?? []) {
      const seconds = interval?.value ?? 1;
      if (timeout === undefined || timeout.value <= seconds) continue;
      const related = interval === undefined ? [] : [{ ...interval.place, message: "the interval" }];
      report("longer", timeout.place, { timeout: timeout.value, interval: seconds }, { related });
    }
  },
});
