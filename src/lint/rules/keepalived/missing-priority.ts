import { isMisspelt } from "../../keepalived/misspelt.ts";
import { lineOf } from "../../keepalived/settings.ts";
import { defineRule } from "../../rule.ts";

const instance = (...lines: string[]) => `vrrp_instance VI_1 {\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;

export default defineRule({
  id: "keepalived/missing-priority",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "An instance has no priority.",
  why: `
Without \`priority\` an instance has 100, but 255 where it says \`state MASTER\`: the priority of the address's owner. Such a node takes over at once from whoever is
master, ignores \`nopreempt\`, and no check ever lowers it, so the address never leaves it while the daemon lives.
`,
  messages: {
    owner:
      "{name} has no priority and says MASTER: it counts as the address's owner with 255, and no check can lower that",
    default: "{name} has no priority: it is 100",
  },
  examples: () => [
    {
      title: "a master",
      files: { "keepalived.conf": instance("state MASTER", "interface eth0") },
      expect: ["keepalived.conf:2:9 owner"],
    },
    {
      title: "a backup",
      files: { "keepalived.conf": instance("state BACKUP", "interface eth0") },
      expect: ["keepalived.conf:1:15 default"],
    },
    { title: "given", files: { "keepalived.conf": instance("state MASTER", "priority 150") }, expect: [] },
  ],
  check({ node, report }) {
    for (const instance of node.keepalived?.instances ?? []) {
      if (instance.isSkipped || instance.statement.body === undefined || lineOf(instance, "priority") !== undefined)
        continue;
      if (isMisspelt(instance, "vrrp_instance", "priority")) continue;
      const { name, state } = instance;
      if (state?.value === "MASTER") report("owner", state.place, { name });
      else report("default", instance.namePlace, { name }, { severity: "info" });
    }
  },
});
