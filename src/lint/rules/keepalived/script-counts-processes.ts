import { commandWords, scriptText, shellText } from "../../keepalived/command.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/script-counts-processes",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A check wants exactly one process of HAProxy.",
  why: `
HAProxy runs as a master and a worker, and as more of them during a reload. A check that counts processes and wants one fails on a healthy node; counted with \`ps | grep\`, it counts itself as well. Ask whether it answers, or use \`killall -0
haproxy\`, \`pgrep -x haproxy\` or a \`vrrp_track_process\`.
`,
  messages: {
    one: "this check counts processes and wants one: HAProxy has a master and a worker",
  },
  examples: () => [
    {
      title: "a count equal to one",
      files: {
        "lb01/keepalived.conf": "vrrp_script chk {\n  script \"/bin/sh -c '[ $(pgrep haproxy | wc -l) -eq 1 ]'\"\n}\n",
      },
      expect: ["lb01/keepalived.conf:2:10 one"],
    },
    {
      title: "at least one",
      files: {
        "lb01/keepalived.conf": "vrrp_script chk {\n  script \"/bin/sh -c '[ $(pgrep haproxy | wc -l) -ge 1 ]'\"\n}\n",
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const { script } of node.keepalived?.scripts ?? []) {
      if (script === undefined) continue;
      const words = commandWords(script.value);
      const text = shellText(words) ?? scriptText(node, words[0]?.text ?? "", script.place.path) ?? "";
      if (counts.test(text) && wantsOne.test(text)) report("one", script.place, {});
    }
  },
});

const counts = /\b(?:ps|pgrep|pidof)\b[^\n]{0,200}(?:\bwc\b|\bgrep\s+-\w*c)|\bpgrep\s+-\w*c/;
const wantsOne = /(?:-eq|==?|-ne|!=)\s*["']?1\b/;
