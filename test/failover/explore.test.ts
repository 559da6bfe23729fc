/** The exploration: the article's cluster, assumptions, questions of one's own, and the size that it has to bear. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { openWorkspace } from "../../src/api/workspace.ts";
import { type AnalyseOptions, type Analysis, analyse, clusterNodes } from "../../src/failover/explore/analyse.ts";
import { askable, operationOf } from "../../src/failover/explore/ask.ts";
import { assumedSurroundings } from "../../src/failover/explore/assumed-processes.ts";
import { componentsOf } from "../../src/failover/explore/components.ts";
import { prepareCluster } from "../../src/failover/replay/cluster.ts";
import { replay } from "../../src/failover/replay/replay.ts";
import type { Node } from "../../src/model/cluster.ts";

const article = path.resolve(import.meta.dirname, "../../fixtures/article");

function nodesOf(texts: Readonly<Record<string, string>>): readonly Node[] {
  const files = Object.entries(texts).map(([node, text]) => ({ path: `${node}/keepalived.conf`, text, node }));
  return openWorkspace(files).clusters.flatMap(({ nodes }) => nodes);
}

function articleNodes(variant = ""): readonly Node[] {
  const read = (node: string) => readFileSync(path.join(article, variant, node, "keepalived.conf"), "utf8");
  return nodesOf({ lb01: read("lb01"), lb02: read("lb02") });
}

function instance(priority: number, extra = "", address = "192.0.2.9/24"): string {
  return `vrrp_instance VI_1 {\n  interface eth0\n  virtual_router_id 51\n  priority ${priority}\n  ${extra}\n  virtual_ipaddress {\n    ${address}\n  }\n}\n`;
}

function outcome(
  analysis: Analysis,
  label: string,
): { holders: readonly string[]; none: readonly number[] | undefined } {
  const [part] = analysis.parts;
  const single = part?.exploration.singles.find(({ event }) => event?.label === label);
  const holders = (single?.to.holders[0] ?? []).map((node) => analysis.names[node] ?? "");
  return { holders, none: single?.gaps[0]?.none };
}

function broken(texts: Readonly<Record<string, string>>, options: AnalyseOptions = {}): readonly string[] {
  return analyse(nodesOf(texts), options).parts.flatMap((part) =>
    part.broken.map(({ rule, events }) => `${rule} ${events.join(" + ")}`),
  );
}

describe("the article's cluster", () => {
  const analysis = analyse(articleNodes());

  test("a node dies: 3 s and the skew, less what has passed since the last advert", () => {
    const { holders, none } = outcome(analysis, "lb01 dies");
    expect(holders).toEqual(["lb02"]);
    expect(none?.[0]).toBeCloseTo(2 + 156 / 256, 1);
    expect(none?.[1]).toBeCloseTo(3 + 156 / 256, 1);
  });

  test("keepalived stops: the skew only", () => {
    expect(outcome(analysis, "lb01: keepalived stops").none?.[1]).toBeCloseTo(156 / 256, 2);
  });

  test("a weighted check moves the address without a gap, and it goes back", () => {
    expect(outcome(analysis, "lb01: chk_haproxy fails")).toMatchObject({ holders: ["lb02"], none: [0, 0] });
    const back = analysis.parts[0]?.exploration.recoveries.find(
      ({ event }) => event?.label === "lb01: chk_haproxy fails",
    );
    expect(back?.to.holders).toEqual([[0]]);
    const states = back?.from.state.nodes.map(({ instances }) => instances[0]?.state);
    expect(states).toEqual(["BACKUP", "MASTER"]);
  });

  test("nothing is broken, and where the check is not defined the dead service keeps the address", () => {
    expect(analysis.parts.flatMap((part) => part.broken)).toEqual([]);
    const dangling = analyse(articleNodes("dangling"));
    expect(dangling.parts[0]?.broken.map(({ rule, events }) => [rule, ...events])).toEqual([
      ["stack/service-dead-but-vip-stays", "lb01: chk_haproxy fails"],
    ]);
  });

  test("what the files do not say is an assumption, and can be stated", () => {
    expect(analysis.assumptions.join("\n")).toMatch(/enp0s8/);
    const addresses = new Map([
      ["lb01/enp0s8", ["192.168.56.2/24"]],
      ["lb02/enp0s8", ["192.168.56.3/24"]],
    ]);
    expect(analyse(articleNodes(), { version: "2.2.7", addresses }).assumptions.join("\n")).not.toMatch(
      /are not in the files/,
    );
  });
});

describe("properties", () => {
  test("two masters that do not understand each other are broken before anything fails", () => {
    const auth = (secret: string) => `authentication {\n  auth_type PASS\n  auth_pass ${secret}\n  }`;
    expect(broken({ lb01: instance(110, auth("one")), lb02: instance(100, auth("two")) })).toContain(
      "cluster/dual-master-after-failure ",
    );
  });

  test("a network that is cut has two masters by nature", () => {
    expect(broken({ lb01: instance(110), lb02: instance(100) })).toEqual([]);
  });

  test("other addresses: two masters up to 2.3.2, an address that nobody holds from 2.3.3 on", () => {
    const texts = { lb01: instance(110), lb02: instance(100, "", "192.0.2.9/24\n    192.0.2.10/24") };
    expect(broken(texts, { version: "2.3.2" })[0]).toMatch(/dual-master/);
    expect(broken(texts, { version: "2.3.3" })[0]).toMatch(/no-master/);
  });

  test("a daemon that refuses its configuration is said to", () => {
    const { refusals } = analyse(
      nodesOf({ lb01: instance(110).replace("virtual_router_id 51", ""), lb02: instance(100) }),
    );
    expect(refusals.map(({ node, note }) => [node, note.text])).toEqual([
      ["lb01", "VI_1 has no valid virtual_router_id"],
    ]);
  });
});

describe("questions", () => {
  const { nodes } = clusterNodes(articleNodes(), {});
  test.each([
    ["lb01: chk_haproxy fails", "script_fail lb01 chk_haproxy"],
    ["LB01 chk_haproxy recovers", "script_ok lb01 chk_haproxy"],
    ["lb02 crashes", "crash lb02"],
    ["the network parts: lb01 | lb02", "partition lb01|lb02"],
    ["the network is whole again", "heal"],
    ["node_down lb01", "node_down lb01"],
  ])("%s", (text, operation) => {
    expect(operationOf(text, nodes)).toBe(operation);
  });

  test("what cannot be understood is not guessed", () => {
    expect(operationOf("lb07 dies", nodes)).toBeUndefined();
    expect(askable(nodes)).toContain("lb02: enp0s8 goes down");
  });
});

test("five nodes and ten instances: every instance is explored, alike ones once", () => {
  const text = (node: number) =>
    Array.from({ length: 10 }, (_, at) =>
      instance(100 + 10 * ((node + at) % 5), "", `192.0.${at}.9/24`)
        .replace("VI_1", `VI_${at}`)
        .replace("virtual_router_id 51", `virtual_router_id ${51 + at}`),
    ).join("");
  const { parts } = analyse(nodesOf(Object.fromEntries([0, 1, 2, 3, 4].map((node) => [`lb0${node + 1}`, text(node)]))));
  expect(parts).toHaveLength(10);
  for (const { exploration, broken: found, addresses } of parts) {
    expect(found).toEqual([]);
    expect(exploration.pairs.length).toBeGreaterThan(100);
    const moved = exploration.singles.flatMap(({ changes }) =>
      changes.flatMap((change) => (change.kind === "address" ? [change.address] : [])),
    );
    expect(new Set(moved)).toEqual(new Set(addresses));
  }
});

// keepalived 2.2.7, vrrp_preempt_delay_handler: at most 1000 seconds.
test.each([
  ["1000", 1_000_000_000],
  ["1000.5", 0],
  ["2000", 0],
])("preempt_delay %s", (text, delay) => {
  const { nodes } = clusterNodes(nodesOf({ lb01: instance(100, `preempt_delay ${text}`) }), {});
  expect(nodes[0]?.daemon.setting.instances.map(({ preemptDelay }) => preemptDelay)).toEqual([delay]);
});

// These have no clock: what tried every order, or every pair, would not come to an end.
describe("clusters of any size are answered", () => {
  const texts = (count: number, text: (node: number) => string) =>
    nodesOf(Object.fromEntries(Array.from({ length: count }, (_, node) => [`lb${node + 10}`, text(node)])));

  test("twenty nodes", () => {
    const { parts, assumptions } = analyse(texts(20, (node) => instance(100 + node)));
    expect(parts[0]?.exploration.healthy.map(({ holders }) => holders)).toContainEqual([[19]]);
    expect(assumptions).toContain("of the orders in which the nodes can start, some are tried");
  });

  // Each is MASTER for itself, and one of them says so a hundred times a second while another waits 40 s.
  const unlike = (node: number) =>
    instance(100, `version 3\n  advert_int ${node === 0 ? 40 : 0.01}`, `192.0.${node >> 8}.${node & 255}`);

  test("of nodes whose start cannot be followed nothing is said, and that is said", () => {
    const nodes = texts(40, unlike);
    const { parts, assumptions } = analyse(nodes, { version: "2.2.7", work: 10_000 });
    expect(parts).toEqual([]);
    expect(assumptions.slice(2)).toEqual([
      "nothing is said of 192.0.0.0 and 39 more addresses: too many instances hang together, up to 40, to follow their start",
    ]);
    expect(analyse(texts(2, unlike), { version: "2.2.7", work: 1_000_000 }).parts).toHaveLength(1);
  });

  test("a replay ends where it becomes too long, and says so", () => {
    const { nodes } = clusterNodes(texts(3, unlike), {});
    const events = ["boot", "node_down lb10", "node_up lb10"].map((text) => ({ text, settle: undefined }));
    const ask = (most?: number) =>
      replay(
        { prepared: prepareCluster(nodes), events, vips: ["192.0.0.1"], around: assumedSurroundings(nodes) },
        most,
      );
    expect(ask().map(({ leftOut }) => leftOut)).toEqual([undefined, undefined, undefined]);
    const cut = ask(800_000);
    expect([cut[0]?.leftOut, cut[2]?.leftOut, cut[2]?.holders]).toEqual([undefined, true, {}]);
  });

  test("three hundred checks", () => {
    const numbers = Array.from({ length: 300 }, (_, at) => at);
    const checks = numbers.map((at) => `vrrp_script c${at} {\n  script "/usr/bin/c${at}"\n  interval 60\n}\n`).join("");
    const tracks = numbers.map((at) => `    c${at}\n`).join("");
    const nodes = texts(1, () => `${checks}${instance(100, `track_script {\n${tracks}  }`)}`);
    const { parts, assumptions } = analyse(nodes);
    expect(parts[0]?.exploration.events.filter(({ kind }) => kind === "check")).toHaveLength(64);
    expect(assumptions).toContain("of each node's checks, processes, files and links the first 64 of a kind fail");
  });

  test("twenty thousand addresses", () => {
    const addresses = Array.from({ length: 20_000 }, (_, at) => `10.${at >> 8}.${at & 255}.1`).join("\n    ");
    const { nodes } = clusterNodes(
      texts(2, () => instance(100, "", addresses)),
      {},
    );
    expect(componentsOf(nodes).map(({ vips }) => vips.length)).toEqual([20_000]);
  });
});

describe("a tracked process", () => {
  const tracking = (state: string, priority: number) =>
    `vrrp_track_process app {\n  process myapp\n  quorum 2\n}\n${instance(priority, `state ${state}\n  nopreempt\n  track_process {\n    app\n  }`)}`;
  const cluster = { lb01: tracking("BACKUP", 110), lb02: tracking("BACKUP", 100) };

  test("starts again with its node, as many as the quorum wants", () => {
    expect(broken(cluster)).toEqual([]);
    const [part] = analyse(nodesOf(cluster)).parts;
    const states = part?.exploration.recoveries.flatMap(({ to }) =>
      to.state.nodes.flatMap(({ instances }) => instances.map(({ state }) => state)),
    );
    expect(states).not.toContain("FAULT");
  });
});

test("an interface whose IPv4 address is stated has a link-local address all the same", () => {
  const addresses = new Map([
    ["lb01/eth0", ["192.0.2.2/24"]],
    ["lb02/eth0", ["192.0.2.3/24"]],
  ]);
  const six = (priority: number) => instance(priority, "", "2001:db8::9/64");
  expect(broken({ lb01: six(110), lb02: six(100) }, { addresses })).toEqual([]);
});

describe("stated addresses", () => {
  const unicast = (priority: number, source: string, peer: string, address: string) =>
    instance(priority, `unicast_src_ip ${source}\n  unicast_peer {\n    ${peer}\n  }`, address);

  test("of one family say nothing of a source of the other", () => {
    const six = {
      lb01: unicast(110, "2001:db8::2", "2001:db8::3", "2001:db8::9/64"),
      lb02: unicast(100, "2001:db8::3", "2001:db8::2", "2001:db8::9/64"),
    };
    const addresses = new Map([
      ["lb01/eth0", ["192.0.2.2/24"]],
      ["lb02/eth0", ["192.0.2.3/24"]],
    ]);
    expect(broken(six, { addresses })).toEqual([]);
  });

  test("on an interface that no instance names are the node's all the same", () => {
    const other = {
      lb01: unicast(110, "198.51.100.2", "198.51.100.3", "192.0.2.9/24"),
      lb02: unicast(100, "198.51.100.3", "198.51.100.2", "192.0.2.9/24"),
    };
    const addresses = new Map([
      ["lb01/eth0", ["192.0.2.2/24"]],
      ["lb01/eth1", ["198.51.100.2/24"]],
      ["lb02/eth0", ["192.0.2.3/24"]],
      ["lb02/eth1", ["198.51.100.3/24"]],
    ]);
    expect(broken(other, { addresses })).toEqual([]);
    expect(broken(other, { addresses: new Map([["lb01/eth0", ["192.0.2.2/24"]]]) })).toContain(
      "cluster/single-failure-not-survived lb02 dies",
    );
  });
});

test("a startup delay that lower adverts lengthen is waited for: the higher node takes the address in the end", () => {
  const delayed = "global_defs {\n  vrrp_startup_delay 2\n}\n";
  expect(broken({ lb01: delayed + instance(110), lb02: instance(100) }, { version: "2.2.7" })).toEqual([]);
});

describe("BFD sessions", () => {
  const session = (own: string, other: string) => `bfd_instance b1 {\n  neighbor_ip ${other}\n  source_ip ${own}\n}\n`;
  const tracked = "track_bfd {\n b1\n }";

  test("between the nodes they follow what happens to these", () => {
    const texts = {
      lb01: session("192.0.2.2", "192.0.2.3") + instance(110, tracked),
      lb02: session("192.0.2.3", "192.0.2.2") + instance(100, tracked),
    };
    const analysis = analyse(nodesOf(texts));
    // Who is left alone goes to FAULT.
    expect(outcome(analysis, "lb02 dies").holders).toEqual([]);
    expect(analysis.assumptions.join("\n")).not.toMatch(/BFD/);
    expect(askable(clusterNodes(nodesOf(texts), {}).nodes).join("\n")).not.toMatch(/b1/);
  });

  test("to somebody else they fail by themselves, and it is said so", () => {
    const texts = { lb01: session("192.0.2.2", "192.0.2.1") + instance(110, tracked), lb02: instance(100) };
    const analysis = analyse(nodesOf(texts));
    expect(outcome(analysis, "lb02 dies").holders).toEqual(["lb01"]);
    expect(outcome(analysis, "lb01: b1 goes down").holders).toEqual(["lb02"]);
    expect(analysis.assumptions).toContain(
      "lb01: no node is known to have 192.0.2.1, so the BFD session b1 is up until it fails by itself",
    );
  });
});
