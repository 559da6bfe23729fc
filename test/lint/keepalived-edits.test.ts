/** Fixes of keepalived files: new lines look like those beside them, and nothing that came out of a definition is touched. */
import { describe, expect, test } from "vitest";
import { fix } from "../../src/api/lint.ts";
import { registry } from "../../src/lint/generated/registry.ts";

/** The lines of the first node's file after the fixes of a rule; undefined where there was nothing to fix. */
function fixed(
  rule: string,
  lines: readonly string[],
  ending = "\n",
  other: readonly string[] = [],
): readonly string[] | undefined {
  const files = [lines, other].map((own, at) => {
    return { path: `lb0${at + 1}.conf`, text: own.map((line) => line + ending).join(""), node: `lb0${at + 1}` };
  });
  const rules = registry.filter(({ id }) => id === rule);
  const result = fix(files, { rules, unsafe: true }).texts.get("lb01.conf");
  return result?.split(ending).slice(0, -1);
}

const scripts = ["vrrp_script a {", "  script /a", "}", "vrrp_script b {", "  script /b", "}"];

test.each(["\n", "\r\n"])("several names on a line become a line each: %j", (ending) => {
  const block = (lines: readonly string[]) => [
    ...scripts,
    "vrrp_instance V {",
    "\ttrack_script {",
    ...lines,
    "\t}",
    "}",
  ];
  expect(fixed("keepalived/several-names-on-one-line", block(["\t\ta b # both"]), ending)).toEqual(
    block(["\t\ta", "\t\tb # both"]),
  );
});

test.each(["\n", "\r\n"])("script security comes first in global_defs: %j", (ending) => {
  const file = (lines: readonly string[]) => ["global_defs {", ...lines, "   router_id LB1", "}", ...scripts];
  expect(fixed("keepalived/script-security-disabled", file([]), ending)).toEqual(
    file(["   enable_script_security", "   script_user root"]),
  );
});

test.each(["\n", "\r\n"])("script security brings global_defs with it: %j", (ending) => {
  const globals = ["global_defs {", "    enable_script_security", "    script_user root", "}", ""];
  expect(fixed("keepalived/script-security-disabled", scripts, ending)).toEqual([...globals, ...scripts]);
});

test.each(["\n", "\r\n"])("a peer is added below the last one and its comment: %j", (ending) => {
  const file = (priority: number, own: string, peers: readonly string[]) => [
    "vrrp_instance V {",
    "\tinterface eth0",
    "\tvirtual_router_id 51",
    `\tpriority ${priority}`,
    `\tunicast_src_ip ${own}`,
    "\tunicast_peer {",
    ...peers,
    "\t}",
    "\tvirtual_ipaddress {",
    "\t\t192.0.2.9/24",
    "\t}",
    "}",
  ];
  const first = (peers: readonly string[]) => file(101, "192.0.2.1", ["\t\t192.0.2.3 # lb03", ...peers]);
  const second = file(100, "192.0.2.2", ["\t\t192.0.2.1"]);
  expect(fixed("cluster/unicast-peers-asymmetric", first([]), ending, second)).toEqual(first(["\t\t192.0.2.2"]));
  const closed = first([])
    .map((line) => line.replace(" # lb03", " }"))
    .filter((_, at) => at !== 7);
  expect(fixed("cluster/unicast-peers-asymmetric", closed, ending, second)).toBeUndefined();
});

describe("a definition below the instance", () => {
  const instance = ["vrrp_instance V {", "  interface eth0", "  track_script {", "    a", "  }", "}"];
  const script = ["# looks", "vrrp_script a {", "  script /a", "}  # end"];
  const moved = (lines: readonly string[], ending?: string) => fixed("keepalived/script-after-instance", lines, ending);

  test.each(["\n", "\r\n"])("moves above it with its comments: %j", (ending) => {
    expect(moved(["! first", "", "# the one", ...instance, "", ...script, "", "# last"], ending)).toEqual([
      "! first",
      "",
      ...script,
      "",
      "# the one",
      ...instance,
      "",
      "# last",
    ]);
    expect(moved([...instance, "", ...script], ending)).toEqual([...script, "", ...instance]);
  });

  test("stays where something else stands on its lines", () => {
    expect(moved([...instance, ...script.slice(1, -1), "} vrrp_script b {", "  script /b", "}"])).toBeUndefined();
  });
});

describe("what two nodes say differently", () => {
  const file = (priority: number, addresses: readonly string[], ...settings: readonly string[]) => [
    "vrrp_instance V {",
    "\tinterface eth0",
    "\tvirtual_router_id 51",
    ...settings.map((line) => `\t${line}`),
    `\tpriority ${priority}`,
    "\tvirtual_ipaddress {",
    ...addresses.map((line) => `\t\t${line}`),
    "\t}",
    "}",
  ];
  const [one, two] = ["192.0.2.9/24", "192.0.2.10/24"];

  test("an address is listed with all its words, without their comment", () => {
    expect(
      fixed("cluster/vip-set-mismatch", file(100, [`${one} # a`]), "\n", file(101, [one, `${two} dev eth1 # b`])),
    ).toEqual(file(100, [`${one} # a`, `${two} dev eth1`]));
  });

  test("words of definitions stay as they are", () => {
    const other = file(101, [one]);
    const defined = ["$VIPS=192.0.2.9/25", ...file(100, ["$VIPS"])];
    expect(fixed("cluster/vip-prefix-differs", file(100, ["192.0.2.9/25"]), "\n", other)).toEqual(file(100, [one]));
    expect(fixed("cluster/vip-prefix-differs", defined, "\n", other)).toBeUndefined();
    const id = ["$ID=52", ...file(100, [one]).map((line) => line.replace("51", "$ID"))];
    expect(fixed("cluster/vrid-mismatch", id, "\n", other)).toBeUndefined();
  });

  test("multicast becomes unicast where the other of two nodes says both addresses", () => {
    const unicast = (...peers: readonly string[]) =>
      file(101, [one], "unicast_src_ip 192.0.2.1", "unicast_peer {", ...peers.map((peer) => `\t${peer}`), "}");
    const wanted = file(100, [one]);
    wanted.splice(2, 0, "\tunicast_src_ip 192.0.2.2", "\tunicast_peer {", "\t\t192.0.2.1", "\t}");
    const rule = "cluster/unicast-multicast-mixed";
    expect(fixed(rule, file(100, [one]), "\n", unicast("192.0.2.2"))).toEqual(wanted);
    expect(fixed(rule, file(100, [one]), "\n", unicast("192.0.2.2", "192.0.2.3"))).toBeUndefined();
    expect(fixed(rule, file(100, [one], "unicast_src_ip 192.0.2.7"), "\n", unicast("192.0.2.2"))).toBeUndefined();
  });
});
