import { instanceWith } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/auth-with-vrrp-v3",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "VRRPv3 has no authentication.",
  why: `
keepalived reports the block and ignores it with \`version 3\`, with IPv6, and with \`native_ipv6\`. Adverts are accepted from everybody on the network. keepalived 2.4 has \`auth_hmac\` for that.
`,
  messages: {
    ignored: "{instance} uses VRRPv3, which has no authentication: keepalived ignores the block",
  },
  examples: () => [
    {
      title: "with version 3",
      files: {
        "lb01/keepalived.conf": instanceWith(
          "virtual_router_id 51",
          "version 3",
          "authentication {",
          "auth_type PASS",
          "auth_pass secret",
          "}",
        ),
      },
      expect: ["lb01/keepalived.conf:5:3 ignored"],
    },
    {
      title: "with version 2",
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
    for (const { authentication, effectiveVersion, strict, name, isSkipped } of node.keepalived?.instances ?? []) {
      if (authentication === undefined || isSkipped || strict || effectiveVersion !== 3) continue;
      report("ignored", authentication.place, { instance: name });
    }
  },
});
