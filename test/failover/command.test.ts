/** `halint failover` from its arguments to its exit code. */
import path from "node:path";
import { describe, expect, test } from "vitest";
import { run } from "../../src/cli/program.ts";
import { folderWith, goodHaproxy, halint as halintIn, keepalived } from "../cli/in-process.ts";

const root = path.resolve(import.meta.dirname, "../..");

async function halint(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: "", err: "" };
  const code = await run(["failover", "--no-config", ...args], {
    cwd: root,
    env: { NO_COLOR: "1" },
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    stdin: () => new Uint8Array(),
    outIsTerminal: false,
    width: 80,
  });
  return { code, ...said };
}

const fine = ["fixtures/article/lb01", "fixtures/article/lb02"] as const;
const dangling = ["fixtures/article/dangling/lb01", "fixtures/article/dangling/lb02"] as const;

/** Other addresses and other ids: two clusters. */
const twoClusters = [...fine, "fixtures/failover/ipv6/lb01", "fixtures/failover/ipv6/lb02"] as const;

describe("exit codes", () => {
  test("0 where every property holds, 1 where one does not, unless nothing may fail", async () => {
    expect((await halint(...fine)).code).toBe(0);
    expect((await halint(...dangling)).code).toBe(1);
    expect((await halint("--fail-on", "never", ...dangling)).code).toBe(0);
  });

  test.each([
    [["fixtures/article/lb01/haproxy.cfg"], /no vrrp_instance/],
    [["--event", "lb09 dies", ...fine], /lb01: chk_haproxy fails/],
    [["--address", "lb01=1.2.3.4", ...fine], /NODE\/INTERFACE=ADDRESS/],
    [["--replay", "package.json", "fixtures/article/lb01"], /nodes and events/],
    [
      ["--replay", "fixtures/failover/ipv6/case.json", "fixtures/failover/ipv6/lb01"],
      /no folder is given for the node lb02/,
    ],
    [["--format", "pdf", ...fine], /pretty, json/],
    [["--format", "html", "--event", "lb01 dies", ...fine], /--format with --event or --replay: expected pretty, json/],
    [["--event", "lb09 dies", ...twoClusters], /nothing is called 'lb09 dies'/],
    [
      ["--format", "json", "--event", "the network is whole again", ...twoClusters],
      /several clusters know 'the network/,
    ],
    [["--event", "lb01 dies", ...fine, "no/such/folder"], /does not exist/],
  ])("2 for %j", async (args, message) => {
    const { code, err } = await halint(...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});

describe("formats", () => {
  test("json is one object with tables and broken properties", async () => {
    const { out } = await halint("--format", "json", ...dangling);
    const read = JSON.parse(out) as {
      version: number;
      clusters: { parts: object[] }[];
      broken: { rule: string; events: string[] }[];
    };
    expect(read.version).toBe(1);
    expect(read.clusters[0]?.parts).toHaveLength(1);
    expect(read.broken.map(({ rule, events }) => [rule, ...events])).toEqual([
      ["stack/service-dead-but-vip-stays", "lb01: chk_haproxy fails"],
    ]);
  });

  test.each([
    ["markdown", /^## article: lb01, lb02\n/],
    ["html", /^<!doctype html>/],
    ["mermaid", /^stateDiagram-v2\n/],
  ])("%s", async (format, start) => {
    expect((await halint("--format", format, ...fine)).out).toMatch(start);
  });

  test("no password gets out", async () => {
    for (const format of ["pretty", "json", "markdown", "html", "mermaid"]) {
      const { out } = await halint("--format", format, "--trace", "fixtures/failover/v2-unicast-auth-differs");
      expect(out).not.toMatch(/\b(one|two)\b(?! )/);
      expect(out).toContain("10.77.0.100");
    }
  });

  test("the trace says who becomes what, when and why", async () => {
    const { out } = await halint("--trace", ...fine);
    expect(out).toMatch(/lb01: VI_1 has priority 99 instead of 101: the check chk_haproxy\s+fails/);
  });
});

test("a replayed case keeps to the contract", async () => {
  const folder = "fixtures/failover/owner-starts";
  const { code, out } = await halint(
    "--replay",
    `${folder}/case.json`,
    "--format",
    "json",
    `${folder}/lb01`,
    `${folder}/lb02`,
  );
  expect(code).toBe(0);
  const { steps } = JSON.parse(out) as { steps: Record<string, unknown>[] };
  expect(steps[1]).toMatchObject({
    event: "stop lb01",
    settled: true,
    holders: { "10.77.0.100": ["lb02"] },
    states: { lb01: null, lb02: { VI_1: "MASTER" } },
    priority: { lb02: { VI_1: 100 } },
  });
  expect(Object.keys(steps[1] ?? {})).toEqual(["event", "holders", "states", "priority", "settled", "gap"]);
});

test("a node with haproxy and without any check keeps the address when haproxy dies", async () => {
  const { out } = await halint("fixtures/failover-service");
  expect(out).toMatch(/✗ lb01: haproxy dies/);
});

test("states that nobody can tell apart have one table", async () => {
  const cwd = folderWith({
    "lb01/keepalived.conf": keepalived("MASTER", 101),
    "lb02/keepalived.conf": keepalived("BACKUP", 100),
    "lb01/haproxy.cfg": goodHaproxy,
    "lb02/haproxy.cfg": goodHaproxy,
  });
  const { out } = await halintIn(["failover", "--no-config", "lb01", "lb02"], { cwd });
  expect(out.match(/^while lb01 holds it:$/gm)).toHaveLength(1);
  expect(out).toMatch(/^✗ lb01: haproxy dies/m);
});
