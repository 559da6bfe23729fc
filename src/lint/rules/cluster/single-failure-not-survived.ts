import { lintFindings } from "../../../failover/explore/lint-analysis.ts";
import { instanceFor } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

const second = (...lines: readonly string[]) =>
  instanceFor(["198.51.100.9/24"], ...lines)
    .replace("VI_1", "VI_2")
    .replace("eth0", "eth1");
const group = "vrrp_sync_group G {\n  group {\n    VI_1\n    VI_2\n  }\n}\n";
const high = ["virtual_router_id 51", "priority 110"] as const;
const low = ["virtual_router_id 51", "priority 100"] as const;
const other = (lines: readonly string[]) => lines.map((line) => line.replace("51", "52"));

export default defineRule({
  id: "cluster/single-failure-not-survived",
  since: "0.1.0",
  severity: "error",
  scope: "cluster",
  fix: "none",
  summary: "After one failure on one node nobody holds an address, although another node could.",
  why: `
The election was played through from these files. One thing fails on one node, the node gives the address up, and the other node, on which nothing has failed, does not take it. The
cluster was built for exactly this moment.

A sync group that only one node has does this: a member there waits until all members win, and the others still hear a master.

\`halint failover --trace\` shows each step.
`,
  messages: { lost: "{addresses}: {message} (after {events})" },
  examples: () => [
    {
      title: "only lb02 has the sync group",
      files: {
        "lb01/keepalived.conf": instanceFor(["192.0.2.9/24"], ...high) + second(...other(high)),
        "lb02/keepalived.conf": group + instanceFor(["192.0.2.9/24"], ...low) + second(...other(low)),
      },
      expect: ["lb01/keepalived.conf:1:1 lost"],
    },
    {
      title: "both have it",
      files: {
        "lb01/keepalived.conf": group + instanceFor(["192.0.2.9/24"], ...high) + second(...other(high)),
        "lb02/keepalived.conf": group + instanceFor(["192.0.2.9/24"], ...low) + second(...other(low)),
      },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const { place, related, addresses, events, broken } of lintFindings(
      cluster,
      "cluster/single-failure-not-survived",
    )) {
      report("lost", place, { addresses, events, message: broken.message }, { related });
    }
  },
});
