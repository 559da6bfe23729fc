import { parseAddress } from "../../../model/address.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/smtp-server-by-name",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "The mail server is named, not given by its address.",
  why: `
keepalived looks the name up once, while it reads the file. Where that fails, at boot before the name server can be reached for one, it reports the server as invalid and sends no mail until it is reloaded.
`,
  messages: {
    name: "keepalived looks {host} up only while it starts: where that fails no mail is sent",
  },
  examples: () => [
    {
      title: "a name",
      files: { "lb01/keepalived.conf": "global_defs {\n  smtp_server mail.example.com\n}\n" },
      expect: ["lb01/keepalived.conf:2:15 name"],
    },
    {
      title: "an address",
      files: { "lb01/keepalived.conf": "global_defs {\n  smtp_server 192.0.2.25\n}\n" },
      expect: [],
    },
    {
      title: "this host",
      files: { "lb01/keepalived.conf": "global_defs {\n  smtp_server localhost\n}\n" },
      expect: [],
    },
  ],
  check({ node, report }) {
    const { smtpServer } = node.keepalived?.globals ?? {};
    if (smtpServer === undefined || smtpServer.value === "localhost") return;
    if (parseAddress(smtpServer.value) === undefined) report("name", smtpServer.place, { host: smtpServer.value });
  },
});
