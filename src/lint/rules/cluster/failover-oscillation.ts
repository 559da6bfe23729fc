import { lintFindings } from "../../../failover/explore/lint-analysis.ts";
import { instanceFor } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

const second = (...lines: readonly string[]) =>
  instanceFor(["198.51.100.9/24"], ...lines)
    .replace("VI_1", "VI_2")
    .replace("eth0", "eth1");
const group = "vrrp_sync_group G {\n  group {\n    VI_1\n    VI_2\n  }\n}\n";
const node = (one: number, two: number) =>
  group +
  instanceFor(["192.0.2.9/24"], "virtual_router_id 51", `priority ${one}`) +
  second("virtual_router_id 52", `priority ${two}`);
const leader = node(120, 120);

export default defineRule({
  id: "cluster/failover-oscillation",
  since: "0.1.0",
  severity: "error",
  scope: "cluster",
  fix: "none",
  summary: "After some event the address moves to and fro, and only chance lets it come to rest.",
  why: `
The election was played through from these files, and it repeats itself: nodes become master and step back again and again. Each turn breaks connections and floods the network with
gratuitous ARP; only chance, a timer that is late by a fraction of a millisecond, ends it. Crossed priorities in a sync group do it: each node wins one member and loses the other,
and the group goes with the loser.

\`halint failover --trace\` shows each step.
`,
  messages: { oscillates: "after {events}, {message}" },
  examples: () => [
    {
      title: "when lb01 is gone, lb02 wins one member of the group and lb03 the other",
      files: {
        "lb01/keepalived.conf": leader,
        "lb02/keepalived.conf": node(100, 90),
        "lb03/keepalived.conf": node(90, 110),
      },
      expect: ["lb01/keepalived.conf:7:1 oscillates"],
    },
    {
      title: "lb02 is second in both",
      files: {
        "lb01/keepalived.conf": leader,
        "lb02/keepalived.conf": node(110, 110),
        "lb03/keepalived.conf": node(90, 90),
      },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const { place, related, events, broken } of lintFindings(cluster, "cluster/failover-oscillation")) {
      report(
        "oscillates",
        place,
        { events: events === "" ? "a common start" : events, message: broken.message },
        { related },
      );
    }
  },
});
