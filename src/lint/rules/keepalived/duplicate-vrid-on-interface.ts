import { endpointKey } from "../../../model/instance-addresses.ts";
import type { Given, VrrpInstance } from "../../../model/keepalived/config.ts";
import { defineRule } from "../../rule.ts";

const instance = (name: string, ...lines: string[]) =>
  `vrrp_instance ${name} {\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;

export default defineRule({
  id: "keepalived/duplicate-vrid-on-interface",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "Two instances share a router id on one interface.",
  why: `
The router id tells virtual routers apart on a network. With two instances of one family and one id on an interface keepalived refuses to start, and with it
all other instances and virtual servers. One id may be used on two interfaces, for IPv4 and IPv6, and by unicast instances whose peers differ.
`,
  messages: { duplicate: "{name} has the router id {id} of {other} on {interface}: keepalived refuses to start" },
  examples: () => [
    {
      title: "a copied instance",
      files: {
        "keepalived.conf":
          instance("A", "interface eth0", "virtual_router_id 51") +
          instance("B", "interface eth0", "virtual_router_id 51"),
      },
      expect: ["keepalived.conf:7:21 duplicate"],
    },
    {
      title: "on two interfaces",
      files: {
        "keepalived.conf":
          instance("A", "interface eth0", "virtual_router_id 51") +
          instance("B", "interface eth1", "virtual_router_id 51"),
      },
      expect: [],
    },
    {
      title: "one IPv6 peer in two spellings",
      files: {
        "keepalived.conf":
          instance("A", "interface eth0", "virtual_router_id 51", "unicast_peer {", "2001:db8::2", "}") +
          instance("B", "interface eth0", "virtual_router_id 51", "unicast_peer {", "2001:DB8:0::2", "}"),
      },
      expect: ["keepalived.conf:10:21 duplicate"],
    },
  ],
  check({ node, report }) {
    const instances = (node.keepalived?.instances ?? []).filter((one) => !one.isSkipped);
    const seen = new Map<string, VrrpInstance[]>();
    for (const one of instances) {
      const key = `${one.interface?.value} ${one.virtualRouterId?.value}`;
      const before = seen.get(key) ?? [];
      seen.set(key, before);
      const other = before.find((earlier) => clash(earlier, one));
      before.push(one);
      if (other === undefined || one.virtualRouterId === undefined || other.virtualRouterId === undefined) continue;
      const fill = {
        name: one.name,
        id: one.virtualRouterId.value,
        other: other.name,
        interface: one.interface?.value ?? "",
      };
      const related = [{ ...other.virtualRouterId.place, message: `${other.name} has it` }];
      report("duplicate", one.virtualRouterId.place, fill, { related });
    }
  },
});

/** Both multicast, to the same group; or both unicast from one address with a peer in common. */
function clash(a: VrrpInstance, b: VrrpInstance): boolean {
  if (a.virtualRouterId?.value !== b.virtualRouterId?.value || a.interface === undefined) return false;
  if (a.interface.value !== b.interface?.value || a.family !== b.family || a.usesUnicast !== b.usesUnicast)
    return false;
  if (!a.usesUnicast) return isSame(a.multicastGroup, b.multicastGroup);
  const peers = new Set(a.unicastPeers.map(({ value }) => endpointKey(value)));
  return isSame(a.unicastSource, b.unicastSource) && b.unicastPeers.some(({ value }) => peers.has(endpointKey(value)));
}

/** One address, or none on either side. */
function isSame(a: Given<string> | undefined, b: Given<string> | undefined): boolean {
  return endpointKey(a?.value ?? "") === endpointKey(b?.value ?? "");
}
