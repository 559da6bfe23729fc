import type { EffectiveStatement } from "../../../model/keepalived/effective.ts";
import { booleanWord } from "../../../model/keepalived/numbers.ts";
import { bodyOf, lastOf } from "../../../model/keepalived/settings.ts";
import { remembered } from "../../../text/remembered.ts";
import { instanceWith } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/smtp-alert-without-server",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "Mails are asked for, and there is nobody to send them or to get them.",
  why: `
\`smtp_alert\` needs \`smtp_server\` and \`notification_email\` in global_defs. Without one of them keepalived sends nothing, and says nothing.
`,
  messages: {
    missing: "{keyword} asks for mails, but global_defs has no {what}: none are sent",
  },
  examples: () => [
    {
      title: "no server",
      files: {
        "lb01/keepalived.conf": `global_defs {\n  notification_email {\n    a@example.com\n  }\n}\n${instanceWith("virtual_router_id 51", "smtp_alert")}`,
      },
      expect: ["lb01/keepalived.conf:9:3 missing"],
    },
    {
      title: "all there",
      files: {
        "lb01/keepalived.conf": `global_defs {\n  notification_email {\n    a@example.com\n  }\n  smtp_server 192.0.2.25\n}\n${instanceWith("virtual_router_id 51", "smtp_alert")}`,
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    const statements = node.keepalived?.statements ?? [];
    const globals = statements.filter(({ keyword }) => keyword.value === "global_defs").flatMap((one) => bodyOf(one));
    const what = ["smtp_server", "notification_email"].filter((keyword) => lastOf(globals, keyword) === undefined);
    if (what.length === 0) return;
    for (const line of statements.flatMap(keptAlerts))
      report("missing", line.keyword.place, { keyword: line.keyword.value, what: what.join(" and no ") });
  },
});

const alerts = new Set(["smtp_alert", "smtp_alert_vrrp", "smtp_alert_checker"]);

const keptAlerts = remembered(alertsIn);

function alertsIn(one: EffectiveStatement): readonly EffectiveStatement[] {
  const isOn = booleanWord(one.args[0]?.value) !== false;
  return alerts.has(one.keyword.value) && isOn && !one.entry ? [one] : bodyOf(one).flatMap(alertsIn);
}
