import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/number-with-unit",
  since: "0.1.0",
  severity: "error",
  scope: "keepalived-file",
  fix: "safe",
  summary: "A number has a unit behind it, which changes its meaning.",
  why: `
keepalived's numbers have no units. \`interval 5s\` is read as five *milliseconds* where the keyword takes three decimal places, and
\`preempt_delay 3x\` as three microseconds where it takes six: the running daemon logs a warning and does that, while \`keepalived -t\` rejects it. A check
script then runs two hundred times a second.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "seconds with an s",
      files: {
        "lb01/keepalived.conf": "vrrp_script chk {\n    script /usr/bin/true\n    interval 5s\n}\n",
      },
      expect: ["lb01/keepalived.conf:3:14 found"],
      targets: { keepalived: "2.4.3" },
    },
    {
      title: "seconds without",
      files: {
        "lb01/keepalived.conf": "vrrp_script chk {\n    script /usr/bin/true\n    interval 5\n}\n",
      },
      expect: [],
    },
  ],
  check: (context) => reportFindings("keepalived/number-with-unit", context),
});
