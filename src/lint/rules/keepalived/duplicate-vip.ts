import { isLinkLocal } from "../../../model/address.ts";
import { addressKey, heldAddresses } from "../../../model/instance-addresses.ts";
import type { VirtualAddress, VrrpInstance } from "../../../model/keepalived/config.ts";
import { isKnownIn } from "../../../schema/version.ts";
import type { Place } from "../../../text/span.ts";
import { instanceFor, instanceWith } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/duplicate-vip",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A virtual address stands twice.",
  why: `
Twice in one instance: from keepalived 2.3.3 the second is reported and ignored; before, both are counted, and a peer that has the address once discards the adverts. In two instances of one node: whichever changes state last
adds or removes the address under the other.
`,
  messages: {
    same: "{address} stands twice in {instance}: {effect}",
    other: "{address} is also an address of {other}: the two instances take it away from each other",
  },
  examples: () => [
    {
      title: "twice in one instance",
      files: { "lb01/keepalived.conf": instanceFor(["192.0.2.9/24", "192.0.2.9/24"], "virtual_router_id 51") },
      expect: ["lb01/keepalived.conf:6:5 same"],
    },
    {
      title: "two instances",
      files: {
        "lb01/keepalived.conf":
          instanceWith("virtual_router_id 51") + instanceWith("virtual_router_id 52").replace("VI_1", "VI_2"),
      },
      expect: ["lb01/keepalived.conf:12:5 other"],
    },
    {
      title: "two instances that a sync group moves together",
      files: {
        "lb01/keepalived.conf": `${instanceWith("virtual_router_id 51")}${instanceWith("virtual_router_id 52").replace("VI_1", "VI_2")}vrrp_sync_group G {\n  group {\n    VI_1\n    VI_2\n  }\n}\n`,
      },
      expect: [],
    },
    {
      title: "one link-local address on two links",
      files: {
        "lb01/keepalived.conf":
          instanceFor(["fe80::9/64", "2001:db8::9/64"], "virtual_router_id 51") +
          instanceFor(["fe80::9/64", "2001:db8:1::9/64"], "virtual_router_id 51")
            .replace("VI_1", "VI_2")
            .replace("eth0", "eth1"),
      },
      expect: [],
    },
    {
      title: "two addresses",
      files: { "lb01/keepalived.conf": instanceFor(["192.0.2.9/24", "192.0.2.10/24"], "virtual_router_id 51") },
      expect: [],
    },
  ],
  check({ node, report }) {
    const target = node.targets.keepalived;
    const isReported = target === undefined || isKnownIn({ since: "2.3.3" }, target);
    const groups = (node.keepalived?.syncGroups ?? []).map(({ members }) => members.map(({ value }) => value));
    const owners = new Map<string, { readonly instance: string; readonly place: Place }>();
    for (const instance of node.keepalived?.instances ?? []) {
      if (instance.isSkipped) continue;
      for (const address of heldAddresses(instance)) {
        const key = keyOf(address, instance);
        const known = owners.get(key);
        if (known === undefined) owners.set(key, { instance: instance.name, place: address.place });
        else {
          const related = [{ ...known.place, message: "the first one" }];
          const isTogether = groups.some((names) => names.includes(known.instance) && names.includes(instance.name));
          if (known.instance !== instance.name && isTogether) continue;
          if (known.instance !== instance.name)
            report("other", address.place, { address: address.address, other: known.instance }, { related });
          else
            report(
              "same",
              address.place,
              { address: address.address, instance: instance.name, effect: effectOf(isReported) },
              { related },
            );
        }
      }
      for (const { reason, place, text } of instance.refusedAddresses) {
        if (reason === "duplicate")
          report("same", place, {
            address: text.split(/[\s/]/)[0] ?? "",
            instance: instance.name,
            effect: effectOf(isReported),
          });
      }
    }
  },
});

function effectOf(isReported: boolean): string {
  return isReported
    ? "keepalived reports the second and ignores it"
    : "keepalived counts both, and a peer that has it once discards the adverts";
}

/** Link-local addresses stand on every link, each for itself. */
function keyOf(vip: VirtualAddress, instance: VrrpInstance): string {
  const link = vip.device?.value ?? (isLinkLocal(vip.address) ? instance.interface?.value : undefined);
  return `${addressKey(vip)} ${link ?? ""}`;
}
