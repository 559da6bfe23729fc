/** Cases of our own making, recorded with real daemons, against the model; and all other recordings where they are at hand. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { replayCase } from "../../src/cli/commands/failover-replay.ts";
import type { Step } from "../../src/failover/replay/replay.ts";
import type { Io } from "../../src/host/io.ts";

const root = path.resolve(import.meta.dirname, "../..");
const own = path.join(root, "fixtures/failover");
const shared = path.resolve(root, "../shared/lab/cases");
const versions = ["2.2.7", "2.4.3"] as const;

/** The recording machine's own time: a daemon that starts under load is up to a second late. */
const slack = { usual: 0.25, start: 1 };

function replayed(folder: string, version: string): readonly Step[] {
  const io: Io = {
    cwd: folder,
    env: {},
    out: () => undefined,
    err: () => undefined,
    stdin: () => new Uint8Array(),
    outIsTerminal: false,
    width: 80,
  };
  const nodes = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  return replayCase("case.json", nodes, version, io).steps;
}

function json(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}

function sorted(holders: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(holders).map(([vip, nodes]) => [vip, [...nodes].sort()]));
}

interface OwnEvent {
  readonly event: string;
  readonly holders: Record<string, string[]>;
  readonly states: Record<string, Record<string, string> | null>;
  readonly none: Record<string, number>;
  readonly racy?: string;
}

const cases = readdirSync(own).sort();

test("there are enough cases of our own", () => {
  expect(cases.length).toBeGreaterThanOrEqual(30);
});

describe.each(cases)("%s", (name) => {
  const folder = path.join(own, name);
  const truth = json(path.join(folder, "truth.json")) as Record<string, readonly OwnEvent[]>;
  test.each(versions)("keepalived %s", (version) => {
    const steps = replayed(folder, version);
    let raced = false;
    (truth[version] ?? []).forEach((recorded, at) => {
      const step = steps[at];
      const label = `${recorded.event} (${at})`;
      if (recorded.racy !== undefined) {
        raced = true;
        expect((step?.outcomes ?? [step?.holders ?? {}]).map(sorted), label).toContainEqual(sorted(recorded.holders));
        return;
      }
      expect(sorted(step?.holders ?? {}), label).toEqual(sorted(recorded.holders));
      expect(step?.states, label).toEqual(recorded.states);
      if (raced) return;
      for (const [vip, seconds] of Object.entries(recorded.none)) {
        const [low, high] = step?.gap[vip]?.none ?? [Number.NaN, Number.NaN];
        const starts = /^(boot|start|restart|node_up)\b/.test(recorded.event);
        expect(seconds, `${label} ${vip}`).toBeGreaterThanOrEqual(low - slack.usual);
        expect(seconds, `${label} ${vip}`).toBeLessThanOrEqual(high + (starts ? slack.start : slack.usual));
      }
    });
  });
});

interface SharedEvent {
  readonly event: string;
  readonly deterministic: boolean;
  readonly racy: boolean;
  readonly holders: readonly Record<string, string[]>[];
  readonly gap_none_dual: Record<string, readonly (readonly [number, number])[]>;
}

/** Recordings that cannot be replayed from what is kept of them. */
const excluded: Readonly<Record<string, string>> = {
  d45_script_security_writable: "the script was writable by all when it was recorded; its mode is not kept",
};

describe.skipIf(!existsSync(shared))("the recordings beside this project (skipped where they are not at hand)", () => {
  const names = existsSync(shared) ? readdirSync(shared).sort() : [];
  test.each(names.filter((name) => excluded[name] === undefined))("%s", (name) => {
    const folder = path.join(shared, name);
    for (const version of versions) {
      const file = path.join(folder, version === "2.2.7" ? "truth.json" : `truth-${version}.json`);
      if (!existsSync(file)) continue;
      const steps = replayed(folder, version);
      (json(file) as { events: readonly SharedEvent[] }).events.forEach((recorded, at) => {
        if (!recorded.deterministic || recorded.racy) return;
        const label = `${version} ${recorded.event} (${at})`;
        expect(sorted(steps[at]?.holders ?? {}), label).toMatchObject(sorted(recorded.holders[0] ?? {}));
        for (const [vip, gaps] of Object.entries(recorded.gap_none_dual)) {
          const [low, high] = steps[at]?.gap[vip]?.none ?? [Number.NaN, Number.NaN];
          for (const [none] of gaps) {
            expect(none, `${label} ${vip}`).toBeGreaterThanOrEqual(low - slack.usual);
            expect(none, `${label} ${vip}`).toBeLessThanOrEqual(high + slack.usual);
          }
        }
      });
    }
  });
});
