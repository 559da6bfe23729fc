import { isMisspelt } from "../../keepalived/misspelt.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/instance-without-vip",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "An instance has no virtual address.",
  why: `
There is nothing to fail over. With VRRPv3 or in strict mode keepalived refuses to start; with VRRPv2 it reports it and runs. \`no_virtual_ipaddress\` (2.2.8) says that it is meant.
`,
  messages: {
    none: "{instance} has no virtual address: keepalived reports it and runs",
    fatal: "{instance} has no virtual address: with {why}, keepalived refuses to start and all instances are lost",
  },
  examples: () => [
    {
      title: "VRRPv2",
      files: { "lb01/keepalived.conf": "vrrp_instance VI_1 {\n  interface eth0\n  virtual_router_id 51\n}\n" },
      expect: ["lb01/keepalived.conf:1:15 none"],
    },
    {
      title: "VRRPv3",
      files: {
        "lb01/keepalived.conf": "vrrp_instance VI_1 {\n  interface eth0\n  virtual_router_id 51\n  version 3\n}\n",
      },
      expect: ["lb01/keepalived.conf:1:15 fatal"],
    },
    {
      title: "one that is meant",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n  interface eth0\n  virtual_router_id 51\n  no_virtual_ipaddress\n}\n",
      },
      expect: [],
      targets: { keepalived: "2.4.3" },
    },
  ],
  check({ node, report }) {
    for (const instance of node.keepalived?.instances ?? []) {
      if (instance.isSkipped || instance.virtualAddresses.length > 0) continue;
      if (instance.noVirtualAddress !== undefined && !instance.strict) continue;
      // An address that cannot be read is reported where it stands.
      if (instance.refusedAddresses.length > 0) continue;
      if (isMisspelt(instance, "vrrp_instance", "virtual_ipaddress")) continue;
      const why = instance.strict ? "strict mode" : instance.effectiveVersion === 3 ? "VRRPv3" : undefined;
      if (why === undefined) report("none", instance.namePlace, { instance: instance.name });
      else report("fatal", instance.namePlace, { instance: instance.name, why }, { severity: "error" });
    }
  },
});
