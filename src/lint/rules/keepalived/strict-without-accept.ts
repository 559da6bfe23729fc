import { instanceWith } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/strict-without-accept",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "In strict mode nobody can reach the virtual addresses.",
  why: `
\`vrrp_strict\` follows the RFC: a master that does not own the address must not accept packets for it. keepalived adds firewall rules that drop them, so the address does not answer, not even to ping, and HAProxy behind it gets
no connection. \`accept\` in the instance lifts that, with VRRPv3; without \`vrrp_strict\` there is no such rule.
`,
  messages: {
    drops:
      "{instance} is strict and does not say accept: packets to its addresses are dropped by a firewall rule of keepalived",
  },
  examples: () => [
    {
      title: "strict",
      files: { "lb01/keepalived.conf": `global_defs {\n  vrrp_strict\n}\n${instanceWith("virtual_router_id 51")}` },
      expect: ["lb01/keepalived.conf:4:15 drops"],
    },
    {
      title: "not strict",
      files: { "lb01/keepalived.conf": instanceWith("virtual_router_id 51") },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const instance of node.keepalived?.instances ?? []) {
      if (instance.isSkipped || !instance.strict || instance.accept || instance.basePriority === 255) continue;
      if (instance.virtualAddresses.length === 0) continue;
      const { strict } = node.keepalived?.globals ?? {};
      report(
        "drops",
        instance.namePlace,
        { instance: instance.name },
        strict === undefined ? {} : { related: [{ ...strict, message: "strict mode" }] },
      );
    }
  },
});
