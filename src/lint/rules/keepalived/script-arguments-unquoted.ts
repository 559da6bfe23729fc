import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/script-arguments-unquoted",
  since: "0.1.0",
  severity: "warning",
  scope: "keepalived-file",
  fix: "safe",
  summary: "The arguments of a script are not in quotes, and are dropped.",
  why: `
The command of \`script\` and \`misc_path\` is one word. \`script /usr/bin/killall -0 haproxy\` runs killall without arguments, which fails, or worse, a check
without its arguments succeeds always. After \`notify\` and its kind, the second word is the user that the script runs as, and the third the group.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "a check with arguments",
      files: {
        "lb01/keepalived.conf": "vrrp_script chk {\n    script /usr/bin/killall -0 haproxy\n}\n",
      },
      expect: ["lb01/keepalived.conf:2:29 found"],
    },
    {
      title: "the same in quotes",
      files: {
        "lb01/keepalived.conf": 'vrrp_script chk {\n    script "/usr/bin/killall -0 haproxy"\n}\n',
      },
      expect: [],
    },
  ],
  check: (context) => reportFindings("keepalived/script-arguments-unquoted", context),
});
