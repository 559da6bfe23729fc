/** Fixes that add lines write them as the lines beside them are: indentation, line ends, comments. */
import { expect, test } from "vitest";
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
