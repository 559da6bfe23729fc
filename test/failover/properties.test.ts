/** Generated clusters: what the election can never do, whatever the configuration. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openWorkspace } from "../../src/api/workspace.ts";
import type { ClusterState } from "../../src/failover/engine/state.ts";
import { type AnalyseOptions, type Analysis, analyse } from "../../src/failover/explore/analyse.ts";

const runs = Number(process.env.HALINT_PROPERTY_RUNS ?? 60);
const patience = 60_000 + runs * 2_000;

interface Instance {
  readonly state: string;
  readonly priority: number;
  readonly extra: string;
  readonly tracks: boolean;
}

const instance: fc.Arbitrary<Instance> = fc.record({
  state: fc.constantFrom("MASTER", "BACKUP"),
  priority: fc.constantFrom(1, 90, 100, 101, 110, 254, 255),
  extra: fc.constantFrom("", "", "nopreempt", "preempt_delay 2", "lower_prio_no_advert true"),
  tracks: fc.boolean(),
});

const node = (instances: number) =>
  fc.record({
    weight: fc.constantFrom(0, -2, -20, 20, -253),
    fall: fc.integer({ min: 1, max: 3 }),
    group: fc.constantFrom("", "", "group", "tracking"),
    instances: fc.array(instance, { minLength: instances, maxLength: instances }),
  });

const cluster = fc
  .integer({ min: 1, max: 2 })
  .chain((instances) => fc.array(node(instances), { minLength: 2, maxLength: 3 }));

type Cluster = typeof cluster extends fc.Arbitrary<infer T> ? T : never;

function textOf({ weight, fall, group, instances }: Cluster[number]): string {
  const lines = [
    `vrrp_script chk {\n  script "/usr/bin/pgrep haproxy"\n  interval 1\n  fall ${fall}\n  weight ${weight}\n}`,
  ];
  if (group !== "" && instances.length > 1) {
    const weights = group === "tracking" ? "  sync_group_tracking_weight\n" : "";
    lines.push(
      `vrrp_sync_group G {\n  group {\n${instances.map((_, at) => `    VI_${at}\n`).join("")}  }\n${weights}}`,
    );
  }
  instances.forEach(({ state, priority, extra, tracks }, at) => {
    const track = tracks ? "  track_script {\n    chk\n  }\n" : "";
    lines.push(
      `vrrp_instance VI_${at} {\n  state ${state}\n  interface eth${at}\n  virtual_router_id ${51 + at}\n  priority ${priority}\n  advert_int 1\n  ${extra}\n${track}  virtual_ipaddress {\n    192.0.${at}.9/24\n  }\n}`,
    );
  });
  return `${lines.join("\n")}\n`;
}

function analysed(nodes: Cluster, options: AnalyseOptions): Analysis {
  const files = nodes.map((one, at) => ({
    path: `lb0${at + 1}/keepalived.conf`,
    text: textOf(one),
    node: `lb0${at + 1}`,
  }));
  return analyse(
    openWorkspace(files).clusters.flatMap((found) => found.nodes),
    options,
  );
}

/** Masters of one virtual router that are connected: same side of every cut, links up, power on. */
function connectedMasters(state: ClusterState, vrid: number): number {
  const sides = new Map<string, number>();
  state.nodes.forEach((host, at) => {
    host.instances.forEach((own, index) => {
      const setting = host.setting.instances[index];
      const device = host.interfaces.find(({ name }) => name === setting?.interface);
      if (setting?.vrid !== vrid || own.state !== "MASTER" || device?.carrier !== true || !host.powered) return;
      const side = `${device.segment} ${state.sides.get(device.segment)?.[at] ?? 0}`;
      sides.set(side, (sides.get(side) ?? 0) + 1);
    });
  });
  return Math.max(0, ...sides.values());
}

describe("generated clusters", () => {
  test.each(["2.2.7", "2.4.3"])(
    "keepalived %s: at rest one master per set of nodes that hear each other",
    (version) => {
      fc.assert(
        fc.property(cluster, (nodes) => {
          const { parts } = analysed(nodes, { version, depth: { pairs: false, recoveries: true, branches: 2 } });
          for (const { exploration, broken } of parts) {
            const { healthy, starts, singles, recoveries } = exploration;
            for (const { state, oscillates } of [
              ...healthy,
              ...[...starts, ...singles, ...recoveries].map(({ to }) => to),
            ]) {
              // Not coming to rest is allowed only where it is said.
              if (oscillates) expect(broken.map(({ rule }) => rule)).toContain("cluster/failover-oscillation");
              else for (const vrid of [51, 52]) expect(connectedMasters(state, vrid)).toBeLessThanOrEqual(1);
            }
          }
        }),
        { numRuns: runs },
      );
    },
  );

  test(
    "the same files give the same answer",
    () => {
      fc.assert(
        fc.property(cluster, (nodes) => {
          const once = analysed(nodes, { depth: { pairs: false, recoveries: true, branches: 1 } });
          const again = analysed(nodes, { depth: { pairs: false, recoveries: true, branches: 1 } });
          const keys = (analysis: Analysis) =>
            analysis.parts.map(({ exploration }) => exploration.singles.map(({ to }) => to.key));
          expect(keys(again)).toEqual(keys(once));
        }),
        { numRuns: Math.ceil(runs / 4) },
      );
    },
    patience,
  );
});
