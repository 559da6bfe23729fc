import { type LintFinding, lintFindings } from "../../../failover/explore/lint-analysis.ts";
import { instanceFor, scriptWith, tracked } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

const group = (...lines: readonly string[]) =>
  `vrrp_sync_group G {\n  group {\n    VI_1\n    VI_2\n  }\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;
const second = (...lines: readonly string[]) => instanceFor(["192.0.2.10/24"], ...lines).replace("VI_1", "VI_2");
const node = (priority: number, lines: readonly string[]) =>
  scriptWith("weight -20") +
  group("sync_group_tracking_weight") +
  instanceFor(["192.0.2.9/24"], "virtual_router_id 51", `priority ${priority}`, ...tracked) +
  second("virtual_router_id 52", `priority ${priority}`, ...lines);

export default defineRule({
  id: "stack/service-dead-but-vip-stays",
  since: "0.1.0",
  severity: "error",
  scope: "cluster",
  fix: "none",
  summary:
    "A check fails, the other node has the higher priority then, and the address stays where the service is dead.",
  why: `
The check works and lowers the priority below the other node's. That should move the address, and the election that was played through from these files shows that it does not: a
sync group waits for a member that does not follow, or the other node does not take over for another reason. Clients keep arriving at the dead service.

Weights that are too small are told by \`cluster/weight-cannot-trigger-failover\`. \`halint failover --trace\` shows each step.
`,
  messages: {
    stays: "{node} keeps {addresses} after {events}, although another node then has the higher priority",
  },
  examples: () => [
    {
      title: "one member of the sync group tracks the check, the other holds it back",
      files: { "lb01/keepalived.conf": node(110, []), "lb02/keepalived.conf": node(100, []) },
      expect: ["lb01/keepalived.conf:12:1 stays"],
    },
    {
      title: "both members track it",
      files: { "lb01/keepalived.conf": node(110, tracked), "lb02/keepalived.conf": node(100, tracked) },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const found of lintFindings(cluster, "stack/service-dead-but-vip-stays", isUnexplained)) {
      const { place, related, addresses, events, broken, part } = found;
      const node = part.exploration.world.names[broken.node ?? 0] ?? "";
      report("stays", place, { addresses, events, node }, { related });
    }
  },
});

/** Another node has more then, and would take it: neither the weight nor nopreempt explains why it stays. */
function isUnexplained({ broken, part }: Pick<LintFinding, "broken" | "part">): boolean {
  const vip = part.exploration.component.vips[broken.addresses[0] ?? 0];
  const seats = broken.transition.to.state.nodes.map(({ setting, instances }) => {
    const at = setting.instances.findIndex(({ addresses }) => addresses.some(({ address }) => address === vip));
    return { setting: setting.instances[at], own: instances[at] };
  });
  const holder = seats[broken.node ?? -1]?.own?.effective ?? 0;
  return seats.some(
    ({ setting, own }, node) =>
      node !== broken.node && own !== undefined && setting?.nopreempt === false && own.effective > holder,
  );
}
