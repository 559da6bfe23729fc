import { instanceWith } from "../../cluster/example.ts";
import { lineOf } from "../../keepalived/settings.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/unicast-empty",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A unicast keyword stands without a peer, and adverts go out by multicast.",
  why: `
\`unicast_src_ip\`, \`unicast_ttl\`, \`check_unicast_src\` and an empty \`unicast_peer\` make nothing unicast. keepalived uses multicast: silently before 2.2.5, with a report of a deprecated use since. Where multicast does not
pass, in most clouds, both nodes become master. \`unicast_fault_no_peer\` goes to FAULT instead.
`,
  messages: {
    multicast: "{instance} has no unicast peer: keepalived uses multicast",
    fault: "{instance} has no unicast peer, and with unicast_fault_no_peer it stays in FAULT",
  },
  examples: () => [
    {
      title: "a source and no peer",
      files: { "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "unicast_src_ip 192.0.2.11") },
      expect: ["lb01/keepalived.conf:4:3 multicast"],
    },
    {
      title: "a source and a peer",
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
    {
      title: "FAULT instead of multicast",
      files: {
        "lb01/keepalived.conf": instanceWith(
          "virtual_router_id 51",
          "unicast_src_ip 192.0.2.11",
          "unicast_fault_no_peer",
        ),
      },
      expect: ["lb01/keepalived.conf:4:3 fault"],
    },
    {
      title: "an empty list",
      files: { "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "unicast_peer {", "}") },
      expect: ["lb01/keepalived.conf:4:3 multicast"],
    },
  ],
  check({ node, report }) {
    for (const instance of node.keepalived?.instances ?? []) {
      if (instance.isSkipped || instance.usesUnicast || instance.refusedPeers.length > 0) continue;
      const line = keywords.map((keyword) => lineOf(instance, keyword)).find((one) => one !== undefined);
      if (line === undefined) continue;
      const fault = lineOf(instance, "unicast_fault_no_peer") !== undefined;
      const place = line.body === undefined ? line.keyword.place : line.place;
      report(fault ? "fault" : "multicast", place, { instance: instance.name });
    }
  },
});

const keywords = [
  "unicast_peer",
  "unicast_src_ip",
  "unicast_fault_no_peer",
  "check_unicast_src",
  "old_unicast_checksum",
];
