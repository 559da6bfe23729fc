import { addressBits, parseAddress } from "../../../model/address.ts";
import { heldAddresses } from "../../../model/instance-addresses.ts";
import type { VirtualAddress } from "../../../model/keepalived/config.ts";
import { instanceFor } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/unusable-vip",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A virtual address is one that no host can have.",
  why: `
keepalived takes any address: the network itself, its broadcast address, a multicast group, 0.0.0.0. The kernel then refuses it, or nobody can reach it.
`,
  messages: {
    unusable: "{address} is {what}: no host can have it",
  },
  examples: () => [
    {
      title: "the address of the network",
      files: { "lb01/keepalived.conf": instanceFor(["192.0.2.0/24"], "virtual_router_id 51") },
      expect: ["lb01/keepalived.conf:5:5 unusable"],
    },
    {
      title: "a host with that prefix",
      files: { "lb01/keepalived.conf": instanceFor(["192.0.2.10/24"], "virtual_router_id 51") },
      expect: [],
    },
    {
      title: "a multicast group",
      files: { "lb01/keepalived.conf": instanceFor(["224.0.0.18/32"], "virtual_router_id 51") },
      expect: ["lb01/keepalived.conf:5:5 unusable"],
    },
  ],
  check({ node, report }) {
    for (const instance of node.keepalived?.instances ?? []) {
      if (instance.isSkipped) continue;
      for (const vip of heldAddresses(instance)) {
        const what = flawOf(vip);
        if (what !== undefined) report("unusable", vip.place, { address: vip.text.split(/\s/)[0] ?? "", what });
      }
    }
  },
});

function flawOf({ address, family, prefix }: VirtualAddress): string | undefined {
  const parsed = parseAddress(address);
  if (parsed === undefined) return undefined;
  const bits = addressBits(parsed);
  if (bits === 0n) return "the address of no host";
  if (family === 6) return address.toLowerCase().startsWith("ff") ? "a multicast group" : undefined;
  if (bits >> 28n === 0xen) return "a multicast group";
  if (prefix === undefined || prefix > 30 || prefix === 0) return undefined;
  const host = bits & ((1n << BigInt(32 - prefix)) - 1n);
  if (host === 0n) return "the address of the network";
  return host === (1n << BigInt(32 - prefix)) - 1n ? "the broadcast address of its network" : undefined;
}
