import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

const server = (...lines: readonly string[]) =>
  `virtual_server 192.0.2.9 80 {\n  protocol TCP\n${lines.map((line) => `  ${line}\n`).join("")}  real_server 192.0.2.20 80 {\n  }\n}\n`;

export default defineRule({
  id: "keepalived/removed-keyword",
  since: "0.1.0",
  severity: "error",
  scope: "keepalived-file",
  fix: "safe",
  summary: "The keyword was removed before keepalived 2.0.",
  why: `
Configurations are copied from tutorials of the 1.x years. keepalived reports the word at every start and goes on without the line. From 2.0 to 2.4 no keyword was removed: old names are
reported as deprecated and work.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "the mask of the first LVS tutorials",
      files: { "lb01/keepalived.conf": server("nat_mask 255.255.255.0") },
      expect: ["lb01/keepalived.conf:3:3 found"],
    },
    {
      title: "an old name",
      files: { "lb01/keepalived.conf": "global_defs {\n  lvs_id LB01\n}\n" },
      expect: ["lb01/keepalived.conf:2:3 found"],
    },
    { title: "without it", files: { "lb01/keepalived.conf": server("lb_kind NAT") }, expect: [] },
  ],
  check: (context) => reportFindings("keepalived/removed-keyword", context),
});
