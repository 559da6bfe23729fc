import { parseAddress } from "../../../model/address.ts";
import type { EffectiveStatement } from "../../../model/keepalived/effective.ts";
import { bodyOf } from "../../../model/keepalived/settings.ts";
import { withoutSuffix } from "../../../schema/types/keepalived-addresses.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/version-contradiction",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "A version or native_ipv6 contradicts what stands above it.",
  why: `
The first address of an instance fixes its family, and the first \`version\` its version. keepalived reports what contradicts that further down, and ignores it: \`version 2\` below an IPv6 address, \`native_ipv6\` below an IPv4 address, a second
\`version\`. A peer that speaks the other version rejects every advert, and both nodes are master.
`,
  messages: {
    version: "{instance} speaks version {known} by what stands above: keepalived ignores this line",
    native: "{instance} has an IPv4 address above: keepalived ignores native_ipv6",
  },
  examples: () => [
    {
      title: "version 2 below an IPv6 address",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n  interface eth0\n  virtual_router_id 51\n  virtual_ipaddress {\n    fe80::9/64\n  }\n  version 2\n}\n",
      },
      expect: ["lb01/keepalived.conf:7:3 version"],
    },
    {
      title: "above it",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n  interface eth0\n  virtual_router_id 51\n  version 2\n  virtual_ipaddress {\n    fe80::9/64\n  }\n}\n",
      },
      expect: [],
    },
    {
      title: "native_ipv6 below an IPv4 address",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n  interface eth0\n  virtual_router_id 51\n  virtual_ipaddress {\n    192.0.2.9/24\n  }\n  native_ipv6\n}\n",
      },
      expect: ["lb01/keepalived.conf:7:3 native"],
    },
  ],
  check({ node, report }) {
    for (const { statement, name: instance, isSkipped } of node.keepalived?.instances ?? []) {
      if (isSkipped) continue;
      let family: 4 | 6 | undefined;
      let version: string | undefined;
      for (const line of bodyOf(statement)) {
        const keyword = line.keyword.value;
        if (keyword === "native_ipv6") {
          if (family === 4) report("native", line.keyword.place, { instance });
          else [family, version] = [6, version ?? "3"];
        } else if (keyword === "version") {
          const wanted = line.args[0]?.value;
          if (wanted !== "2" && wanted !== "3") continue;
          const known = version ?? (family === 6 ? "3" : wanted);
          if (known !== wanted) report("version", line.keyword.place, { instance, known });
          else version = wanted;
        } else family ??= familyOf(line);
      }
    }
  },
});

/** The family of the first address that a line names, where it fixes that of the instance. */
function familyOf(line: EffectiveStatement): 4 | 6 | undefined {
  const words = lists.has(line.keyword.value)
    ? bodyOf(line).map(({ keyword }) => keyword)
    : addresses.has(line.keyword.value)
      ? line.args.slice(0, 1)
      : [];
  for (const { value } of words) {
    const found = parseAddress(withoutSuffix(value));
    if (found !== undefined) return found.family;
  }
  return undefined;
}
const lists = new Set(["virtual_ipaddress", "unicast_peer"]);
const addresses = new Set(["unicast_src_ip", "mcast_src_ip", "mcast_dst_ip"]);
