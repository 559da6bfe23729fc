import { instanceWith } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/auth-is-plaintext",
  since: "0.1.0",
  severity: "info",
  scope: "node",
  fix: "none",
  summary: "The password of VRRPv2 travels in the clear.",
  why: `
\`auth_type PASS\` puts the password into every advert, for everybody on the network to read. It keeps apart clusters that were given the same virtual_router_id by mistake; it keeps nobody out who means it. A firewall, unicast
peers with \`check_unicast_src\`, or \`auth_hmac\` (2.4.0) do.
`,
  messages: {
    clear: "the password of {instance} stands in every advert in the clear",
  },
  examples: () => [
    {
      title: "PASS",
      files: {
        "lb01/keepalived.conf": instanceWith(
          "virtual_router_id 51",
          "authentication {",
          "auth_type PASS",
          "auth_pass secret",
          "}",
        ),
      },
      expect: ["lb01/keepalived.conf:4:3 clear"],
    },
    {
      title: "none",
      files: { "lb01/keepalived.conf": instanceWith("virtual_router_id 51") },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const { authentication, name, isSkipped } of node.keepalived?.instances ?? []) {
      if (authentication?.effective === "PASS" && !isSkipped) report("clear", authentication.place, { instance: name });
    }
  },
});
