import { isKnownIn } from "../../../schema/version.ts";
import { isMisspelt } from "../../keepalived/misspelt.ts";
import { lineOf } from "../../keepalived/settings.ts";
import { defineRule } from "../../rule.ts";

const instance = (...lines: string[]) => `vrrp_instance VI_1 {\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;

const unicast = ["unicast_src_ip 192.0.2.1", "unicast_peer {", "  192.0.2.2", "}"] as const;

export default defineRule({
  id: "keepalived/missing-interface",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "An instance has no interface.",
  why: `
Without \`interface\` the daemon refuses to start: no instance and no virtual server of the node runs. From 2.2.8 a unicast instance with \`unicast_src_ip\` and peers
may leave it out; its addresses then need \`dev\`, or keepalived drops them.
`,
  messages: {
    missing: "{name} has no interface: keepalived refuses to start",
    address: "{name} has no interface and {address} no dev: keepalived drops the address",
  },
  examples: () => [
    {
      title: "none",
      files: { "keepalived.conf": instance("virtual_router_id 51", "priority 100") },
      expect: ["keepalived.conf:1:15 missing"],
    },
    { title: "one", files: { "keepalived.conf": instance("interface eth0", "virtual_router_id 51") }, expect: [] },
    {
      title: "unicast with a source address",
      files: {
        "keepalived.conf": instance("virtual_router_id 51", ...unicast),
      },
      expect: [],
    },
    {
      title: "an address on no interface",
      files: {
        "keepalived.conf": instance(
          "virtual_router_id 51",
          ...unicast,
          "virtual_ipaddress {",
          "  192.0.2.9/24 dev eth0",
          "  192.0.2.10/24",
          "}",
        ),
      },
      targets: { keepalived: "2.4" },
      expect: ["keepalived.conf:9:5 address"],
    },
    {
      title: "unicast with a source address, before 2.2.8",
      files: {
        "keepalived.conf": instance("virtual_router_id 51", ...unicast),
      },
      expect: ["keepalived.conf:1:15 missing"],
      targets: { keepalived: "2.2.7" },
    },
  ],
  check({ node, report }) {
    const optional = isKnownIn({ since: "2.2.8" }, node.targets.keepalived ?? "2.4");
    for (const instance of node.keepalived?.instances ?? []) {
      if (instance.isSkipped || instance.statement.body === undefined) continue;
      if (lineOf(instance, "interface") !== undefined || isMisspelt(instance, "vrrp_instance", "interface")) continue;
      const { name, namePlace } = instance;
      if (optional && instance.usesUnicast && (instance.unicastSource ?? instance.multicastSource) !== undefined) {
        for (const { address, device, place } of [...instance.virtualAddresses, ...instance.excludedAddresses]) {
          if (device === undefined) report("address", place, { name, address });
        }
      } else report("missing", namePlace, { name });
    }
  },
});
