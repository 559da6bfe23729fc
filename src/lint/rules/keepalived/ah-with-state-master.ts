import { instanceWith } from "../../cluster/example.ts";
import { lineOf } from "../../keepalived/settings.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/ah-with-state-master",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "With auth_type AH an instance starts as BACKUP.",
  why: `
AH counts its packets, and only learns the count from a master. keepalived therefore starts such an instance as BACKUP and reports it where the file says MASTER. AH is not part of VRRP any more; the peers need it too.
`,
  messages: {
    backup: "with auth_type AH keepalived starts {instance} as BACKUP",
  },
  examples: () => [
    {
      title: "MASTER",
      files: {
        "lb01/keepalived.conf": instanceWith(
          "virtual_router_id 51",
          "state MASTER",
          "priority 100",
          "authentication {",
          "auth_type AH",
          "auth_pass secret",
          "}",
        ),
      },
      expect: ["lb01/keepalived.conf:4:3 backup"],
    },
    {
      title: "BACKUP",
      files: {
        "lb01/keepalived.conf": instanceWith(
          "virtual_router_id 51",
          "state BACKUP",
          "authentication {",
          "auth_type AH",
          "auth_pass secret",
          "}",
        ),
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const instance of node.keepalived?.instances ?? []) {
      if (instance.isSkipped || instance.authentication?.effective !== "AH") continue;
      const line = lineOf(instance, "state");
      if (instance.state?.value !== "MASTER" || line === undefined || instance.basePriority === 255) continue;
      report("backup", line.keyword.place, { instance: instance.name });
    }
  },
});
