import { isMisspelt } from "../../keepalived/misspelt.ts";
import { lineOf } from "../../keepalived/settings.ts";
import { defineRule } from "../../rule.ts";

const instance = (...lines: string[]) => `vrrp_instance VI_1 {\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;

export default defineRule({
  id: "keepalived/missing-virtual-router-id",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "An instance has no router id.",
  why: `
Without \`virtual_router_id\` the daemon refuses to start: no instance and no virtual server of the node runs.
`,
  messages: { missing: "{name} has no virtual_router_id: keepalived refuses to start" },
  examples: () => [
    {
      title: "none",
      files: { "keepalived.conf": instance("interface eth0", "priority 100") },
      expect: ["keepalived.conf:1:15 missing"],
    },
    { title: "one", files: { "keepalived.conf": instance("interface eth0", "virtual_router_id 51") }, expect: [] },
  ],
  check({ node, report }) {
    for (const instance of node.keepalived?.instances ?? []) {
      if (instance.isSkipped || instance.statement.body === undefined) continue;
      if (
        lineOf(instance, "virtual_router_id") !== undefined ||
        isMisspelt(instance, "vrrp_instance", "virtual_router_id")
      )
        continue;
      report("missing", instance.namePlace, { name: instance.name });
    }
  },
});
