import { lintFindings } from "../../../failover/explore/lint-analysis.ts";
import { instanceWith, scriptWith, tracked } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

const from = (source: string, peer: string) => [`unicast_src_ip ${source}`, "unicast_peer {", `  ${peer}`, "}"];

export default defineRule({
  id: "cluster/dual-master-after-failure",
  since: "0.1.0",
  severity: "error",
  scope: "cluster",
  fix: "none",
  summary: "After a single failure two nodes that are connected hold the same address.",
  why: `
While all is well there is one master. The election was played through from these files: after the failure a second node takes the address, and the first never hears of it and keeps
its own. Both answer for the address, connections break at random, and it lasts until somebody notices.

\`halint failover --trace\` shows each step.
`,
  messages: { dual: "{addresses}: {message} (after {events})" },
  examples: () => [
    {
      title: "the backup's adverts go to an address that nobody has",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight -20") +
          instanceWith("virtual_router_id 51", "priority 110", ...from("192.0.2.2", "192.0.2.3"), ...tracked),
        "lb02/keepalived.conf": instanceWith(
          "virtual_router_id 51",
          "priority 100",
          ...from("192.0.2.3", "192.0.2.33"),
        ),
      },
      expect: ["lb01/keepalived.conf:5:1 dual"],
    },
    {
      title: "the peers name each other",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight -20") +
          instanceWith("virtual_router_id 51", "priority 110", ...from("192.0.2.2", "192.0.2.3"), ...tracked),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100", ...from("192.0.2.3", "192.0.2.2")),
      },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const { place, related, addresses, events, broken } of lintFindings(
      cluster,
      "cluster/dual-master-after-failure",
    )) {
      report("dual", place, { addresses, events, message: broken.message }, { related });
    }
  },
});
