import { isKnownIn } from "../../../schema/version.ts";
import { instanceWith } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/strict-with-unicast-or-auth",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "Strict mode excludes authentication and unicast.",
  why: `
The RFC has neither. keepalived reports authentication in strict mode and drops it; a peer without strict mode then rejects the adverts. Unicast peers are fatal: keepalived up to 2.2.4 and from 2.4.0 refuses to start with them, the
versions between forgot to look.
`,
  messages: {
    auth: "{instance} is strict: keepalived drops the authentication",
    unicast: "{instance} is strict and has unicast peers: {effect}",
  },
  examples: () => [
    {
      title: "authentication",
      files: {
        "lb01/keepalived.conf": `global_defs {\n  vrrp_strict\n}\n${instanceWith("virtual_router_id 51", "authentication {", "auth_type PASS", "auth_pass secret", "}")}`,
      },
      expect: ["lb01/keepalived.conf:7:3 auth"],
    },
    {
      title: "peers, for 2.4",
      files: {
        "lb01/keepalived.conf": `global_defs {\n  vrrp_strict\n}\n${instanceWith("virtual_router_id 51", "unicast_peer {", "192.0.2.12", "}")}`,
      },
      expect: ["lb01/keepalived.conf:7:3 unicast"],
      targets: { keepalived: "2.4.3" },
    },
    {
      title: "not strict",
      files: {
        "lb01/keepalived.conf": instanceWith(
          "virtual_router_id 51",
          "authentication {",
          "auth_type PASS",
          "auth_pass secret",
          "}",
        ),
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const instance of node.keepalived?.instances ?? []) {
      if (instance.isSkipped || !instance.strict) continue;
      if (instance.authentication !== undefined)
        report("auth", instance.authentication.place, { instance: instance.name });
      if (!instance.usesUnicast || instance.unicastPeerBlock === undefined) continue;
      const target = node.targets.keepalived;
      const isFatal = target !== undefined && !isKnownIn({ since: "2.2.5", until: "2.4.0" }, target);
      const effect = isFatal
        ? `keepalived ${target} refuses to start`
        : "keepalived refuses to start with that, except from 2.2.5 to 2.3.4, which run";
      const severity = isFatal || target === undefined ? "error" : "warning";
      report("unicast", instance.unicastPeerBlock, { instance: instance.name, effect }, { severity });
    }
  },
});
