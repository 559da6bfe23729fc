import { instanceWith } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/unicast-without-source",
  since: "0.1.0",
  severity: "info",
  scope: "node",
  fix: "none",
  summary: "Peers are named by address, and the own address is not.",
  why: `
The adverts then come from the first address of the interface. The peers have to list just that address; after a change of addresses, or with several of them, it is another, and with \`check_unicast_src\` they drop the adverts.
`,
  messages: {
    source: "without unicast_src_ip, adverts of {instance} come from the first address of {interface}",
  },
  examples: () => [
    {
      title: "peers only",
      files: { "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "unicast_peer {", "192.0.2.12", "}") },
      expect: ["lb01/keepalived.conf:4:3 source"],
    },
    {
      title: "with the source",
      files: {
        "lb01/keepalived.conf": instanceWith(
          "virtual_router_id 51",
          "unicast_src_ip 192.0.2.11",
          "unicast_peer {",
          "192.0.2.12",
          "}",
        ),
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const instance of node.keepalived?.instances ?? []) {
      if (instance.isSkipped || !instance.usesUnicast || instance.unicastPeerBlock === undefined) continue;
      if (instance.unicastSource !== undefined || instance.multicastSource !== undefined) continue;
      report("source", instance.unicastPeerBlock, {
        instance: instance.name,
        interface: instance.interface?.value ?? "the interface",
      });
    }
  },
});
