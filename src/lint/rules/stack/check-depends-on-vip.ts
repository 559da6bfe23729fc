import { canonicalAddress } from "../../../model/address.ts";
import { addressKey, heldAddresses } from "../../../model/instance-addresses.ts";
import { tracksInForce } from "../../../model/keepalived/sync-groups.ts";
import { instanceFor, tracked } from "../../cluster/example.ts";
import { related } from "../../cluster/members.ts";
import { defineRule } from "../../rule.ts";
import { checkedBy, checkedByGroup } from "../../stack/example.ts";
import { probeOf } from "../../stack/probe.ts";

export default defineRule({
  id: "stack/check-depends-on-vip",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "A check asks the virtual address whether the node is healthy.",
  why: `
The virtual address is on the master, so the backup asks the master, not itself. When the master's service dies, the check fails on both nodes alike: with a weight their order stays as it is, and without one both go
to FAULT and nobody holds the address. A check is to ask the node it runs on, at 127.0.0.1 or its own address.
`,
  messages: {
    vip: "the check asks {address}, which only the master has: it fails on all nodes at once, and says nothing of this one",
  },
  examples: () => [
    {
      title: "curl to the virtual address",
      files: { "lb01/keepalived.conf": checkedBy("/usr/bin/curl -fs http://192.0.2.9/health") },
      expect: ["lb01/keepalived.conf:2:10 vip"],
    },
    {
      title: "a ping of the virtual address",
      files: { "lb01/keepalived.conf": checkedBy("/bin/ping -c 1 -W 1 192.0.2.9") },
      expect: ["lb01/keepalived.conf:2:10 vip"],
    },
    {
      title: "a ping from the virtual address, and a header that names it",
      files: {
        "lb01/keepalived.conf": checkedBy("/bin/ping -c 1 -I 192.0.2.9 192.0.2.1"),
        "lb02/keepalived.conf": checkedBy("/usr/bin/curl -fs -H 'Referer: http://192.0.2.9/' http://127.0.0.1/"),
      },
      expect: [],
    },
    {
      title: "curl to itself",
      files: { "lb01/keepalived.conf": checkedBy("/usr/bin/curl -fs http://127.0.0.1/health") },
      expect: [],
    },
    {
      title: "an IPv6 address in another spelling",
      files: {
        "lb01/keepalived.conf":
          'vrrp_script chk {\n  script "/usr/bin/curl -fs http://[2001:DB8:0::9]/health"\n}\n' +
          instanceFor(["2001:db8::9/64"], "virtual_router_id 51", "priority 101", ...tracked),
      },
      expect: ["lb01/keepalived.conf:2:10 vip"],
    },
    {
      title: "a script that the sync group tracks",
      files: { "lb01/keepalived.conf": checkedByGroup("/usr/bin/curl -fs http://192.0.2.9/health") },
      expect: ["lb01/keepalived.conf:2:10 vip"],
    },
    {
      title: "an address that is not advertised",
      files: {
        "lb01/keepalived.conf": checkedBy("/usr/bin/curl -fs http://192.0.2.9/health").replace(
          "virtual_ipaddress {",
          "virtual_ipaddress {\n192.0.2.8\n}\nvirtual_ipaddress_excluded {",
        ),
      },
      expect: ["lb01/keepalived.conf:2:10 vip"],
    },
  ],
  check({ node, report }) {
    const { keepalived } = node;
    for (const { name, script } of keepalived?.scripts ?? []) {
      const probe = script === undefined ? undefined : probeOf(script.value);
      if (script === undefined || probe === undefined) continue;
      const asked = canonicalAddress(probe.host);
      for (const instance of keepalived?.instances ?? []) {
        const tracks = tracksInForce(keepalived, instance);
        if (!tracks.some((track) => track.kind === "script" && track.name === name)) continue;
        const vip = heldAddresses(instance).find((one) => addressKey(one) === asked);
        if (vip !== undefined) {
          report("vip", script.place, { address: probe.host }, { related: related(vip.place, "the virtual address") });
          break;
        }
      }
    }
  },
});
