import { isKnownIn } from "../../../schema/version.ts";
import { scriptLines } from "../../keepalived/script-lines.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/script-symlinked-directory",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A script stands below a symbolic link, and script security refuses it.",
  why: `
From 2.3.0, with \`enable_script_security\`, keepalived disables a script that runs as root where a folder on the way to it is a symbolic link. On most systems of today \`/bin\`, \`/sbin\` and \`/lib\` are links into \`/usr\`. The check is gone, and the
instance runs as if it were healthy. Write the path below \`/usr\`.
`,
  messages: {
    link: "{folder} is a link into /usr on most systems: with script security keepalived disables the script from 2.3.0. Write /usr{path}",
  },
  examples: () => [
    {
      title: "below /bin",
      files: {
        "lb01/keepalived.conf": `global_defs {\n  enable_script_security\n  script_user root\n}\nvrrp_script chk {\n  script "/bin/true"\n}\n`,
      },
      expect: ["lb01/keepalived.conf:6:10 link"],
    },
    {
      title: "below /usr",
      files: {
        "lb01/keepalived.conf": `global_defs {\n  enable_script_security\n  script_user root\n}\nvrrp_script chk {\n  script "/usr/bin/true"\n}\n`,
      },
      expect: [],
    },
    {
      title: "for an older keepalived",
      files: {
        "lb01/keepalived.conf": `global_defs {\n  enable_script_security\n  script_user root\n}\nvrrp_script chk {\n  script "/bin/true"\n}\n`,
      },
      expect: [],
      targets: { keepalived: "2.2.7" },
    },
  ],
  check({ node, report }) {
    const { keepalived, targets } = node;
    if (keepalived?.globals.scriptSecurity === undefined) return;
    if (targets.keepalived !== undefined && !isKnownIn({ since: "2.3.0" }, targets.keepalived)) return;
    for (const line of scriptLines(keepalived.statements)) {
      const [word] = line.args;
      const [, path = "", folder = ""] = /^((\/(?:bin|sbin|lib|lib64))\/[^\s"']+)/.exec(word?.value ?? "") ?? [];
      if (word !== undefined && path !== "") report("link", word.place, { folder, path });
    }
  },
});
