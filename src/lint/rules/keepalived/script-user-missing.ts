import { instanceWith, scriptWith, tracked } from "../../cluster/example.ts";
import { fixOf, linesInGlobals } from "../../keepalived/edits.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/script-user-missing",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "unsafe",
  summary: "Scripts have no user to run as.",
  why: `
With \`enable_script_security\` and neither \`script_user\` nor a \`user\` of its own, a script runs as \`keepalived_script\` where that account exists, and is removed where it does not: the instance then runs without its check. Distributions do
not make the account. Say \`script_user\`.
`,
  messages: {
    dropped:
      "{script} has no user, and there is no script_user: without an account keepalived_script the check is removed, and {instance} runs without it",
    missing:
      "{script} has no user, and there is no script_user: without an account keepalived_script the check is removed",
  },
  examples: () => [
    {
      title: "security without a user",
      files: { "lb01/keepalived.conf": `global_defs {\n  enable_script_security\n}\n${scriptWith("interval 2")}` },
      expect: ["lb01/keepalived.conf:4:13 missing"],
    },
    {
      title: "one that an instance tracks",
      files: {
        "lb01/keepalived.conf": `global_defs {\n  enable_script_security\n}\n${scriptWith("interval 2")}${instanceWith("virtual_router_id 51", ...tracked)}`,
      },
      expect: ["lb01/keepalived.conf:12:5 dropped"],
    },
    {
      title: "with a user",
      files: {
        "lb01/keepalived.conf": `global_defs {\n  enable_script_security\n  script_user nobody\n}\n${scriptWith("interval 2")}`,
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    const { keepalived } = node;
    if (keepalived?.globals.scriptSecurity === undefined || keepalived.globals.scriptUser !== undefined) return;
    const fix = fixOf("Add script_user root", linesInGlobals(node, ["script_user root"]));
    for (const { name, namePlace, user, script } of keepalived.scripts) {
      if (user !== undefined || script === undefined) continue;
      const related = [{ ...namePlace, message: "the script without a user" }];
      const users = [...keepalived.instances, ...keepalived.syncGroups].flatMap(({ name: instance, tracks }) =>
        tracks
          .filter((track) => track.kind === "script" && track.name === name && track.status === "tracked")
          .map(({ place }) => ({ place, instance })),
      );
      // Where it is tracked the line that then tracks nothing is the one that keepalived reports.
      if (users.length === 0) report("missing", namePlace, { script: name }, fix);
      for (const { place, instance } of users)
        report("dropped", place, { script: name, instance }, { related, ...fix });
    }
  },
});
