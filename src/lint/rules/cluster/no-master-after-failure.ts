import { lintFindings } from "../../../failover/explore/lint-analysis.ts";
import { instanceFor } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "cluster/no-master-after-failure",
  since: "0.1.0",
  severity: "error",
  scope: "cluster",
  fix: "none",
  summary: "An address is on no node, although a healthy node has it in its configuration.",
  why: `
The election was played through from these files. It comes to rest in a state in which no node holds the address, and the node that could hold it is up, with nothing failed on it:
it hears a master that does not bring this address, or its sync group waits for a member that never wins. Clients get no answer, and nothing in the logs looks wrong.

\`halint failover --trace\` shows each step.
`,
  messages: { nobody: "nobody holds {addresses}, although {when}" },
  examples: () => [
    {
      title: "only the backup knows the second address (from 2.3.3 on adverts with other addresses are accepted)",
      files: {
        "lb01/keepalived.conf": instanceFor(["192.0.2.9/24"], "virtual_router_id 51", "priority 110"),
        "lb02/keepalived.conf": instanceFor(["192.0.2.9/24", "192.0.2.10/24"], "virtual_router_id 51", "priority 100"),
      },
      targets: { keepalived: "2.4.3" },
      expect: ["lb02/keepalived.conf:1:1 nobody"],
    },
    {
      title: "both know both",
      files: {
        "lb01/keepalived.conf": instanceFor(["192.0.2.9/24", "192.0.2.10/24"], "virtual_router_id 51", "priority 110"),
        "lb02/keepalived.conf": instanceFor(["192.0.2.10/24", "192.0.2.9/24"], "virtual_router_id 51", "priority 100"),
      },
      targets: { keepalived: "2.4.3" },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const { place, related, addresses, events } of lintFindings(cluster, "cluster/no-master-after-failure")) {
      const when = events === "" ? "nothing has failed" : `all is well again (${events})`;
      report("nobody", place, { addresses, when }, { related });
    }
  },
});
