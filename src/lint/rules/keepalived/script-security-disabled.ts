import type { Node } from "../../../model/cluster.ts";
import type { EffectiveStatement } from "../../../model/keepalived/effective.ts";
import { scriptWith } from "../../cluster/example.ts";
import { linesAbove, textOf } from "../../keepalived/new-lines.ts";
import { scriptLines } from "../../keepalived/script-lines.ts";
import type { ReportDetails } from "../../rule.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/script-security-disabled",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "unsafe",
  summary: "Scripts run as root without a look at who may change them.",
  why: `
Without \`enable_script_security\` keepalived runs every script, as root where no user is given, even one that any user of the node can write to; \`keepalived -t\` ends with 6 for that. With it, scripts and the folders above them have
to belong to root, and not be writable for others, or they are not run. Say \`script_user\` as well.
`,
  messages: {
    off: "scripts run without enable_script_security: whoever can write to one of them is root",
  },
  examples: () => [
    {
      title: "a script and no security",
      files: { "lb01/keepalived.conf": scriptWith("interval 2") },
      expect: ["lb01/keepalived.conf:2:3 off"],
    },
    {
      title: "with security",
      files: {
        "lb01/keepalived.conf": `global_defs {\n  enable_script_security\n  script_user root\n}\n${scriptWith("interval 2")}`,
      },
      expect: [],
    },
    {
      title: "no script at all",
      files: { "lb01/keepalived.conf": "global_defs {\n  router_id LB1\n}\n" },
      expect: [],
    },
  ],
  check({ node, report }) {
    const { keepalived } = node;
    if (keepalived === undefined || keepalived.globals.scriptSecurity !== undefined) return;
    const [first] = scriptLines(keepalived.statements);
    if (first === undefined) return;
    const globals = keepalived.statements.find((one) => one.keyword.value === "global_defs" && one.body !== undefined);
    report("off", first.keyword.place, {}, enabling(globals, node));
  },
});

/** Puts the keyword in front of the first line of global_defs, indented as that. Without a user the checks would be removed. */
function enabling(globals: EffectiveStatement | undefined, node: Node): ReportDetails {
  const first = globals?.body?.[0];
  const lines = [
    "enable_script_security",
    ...(node.keepalived?.globals.scriptUser === undefined ? ["script_user root"] : []),
  ];
  const title = `Add ${lines.join(" and ")}`;
  if (first === undefined) {
    const [document] = node.keepalivedFiles;
    if (document === undefined || globals !== undefined) return {};
    const ending = /^[^\n]*\r\n/.test(document.source.text) ? "\r\n" : "\n";
    const newText = ["global_defs {", ...lines.map((line) => `    ${line}`), "}", "", ""].join(ending);
    return { fix: { title, edits: [{ path: document.source.path, span: { start: 0, end: 0 }, newText }] } };
  }
  if (first.keyword.expanded) return {};
  const text = textOf(node, first.place.path);
  // A block whose brace is missing is read on, but the daemon does not know what stands in it.
  if (text?.slice(globals?.keyword.place.span.end, first.place.span.start).includes("{") !== true) return {};
  const edit = linesAbove(node, first.place, lines);
  return edit === undefined ? {} : { fix: { title, edits: [edit] } };
}
