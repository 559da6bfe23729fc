import { parseAddress } from "../../../model/address.ts";
import type { EffectiveStatement } from "../../../model/keepalived/effective.ts";
import { bodyOf, lastOf } from "../../../model/keepalived/settings.ts";
import { instanceWith } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/setting-without-effect",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A setting does not go together with another one, and keepalived undoes it.",
  why: `
keepalived completes an instance after it has read it, and takes back what the RFC forbids in strict mode, what needs another keyword, or what contradicts one. It reports each, and runs with something else than the file says.
`,
  messages: {
    strict: "strict mode takes {keyword} back",
    needs: "{keyword} needs {other}: keepalived ignores it",
    excludes: "{keyword} and {other} exclude each other: keepalived ignores {keyword}",
    state: "in strict mode only priority 255 starts as MASTER: {instance} starts as {state}",
    firewall: "vrrp_iptables and nftables exclude each other: keepalived uses nftables",
  },
  examples: () => [
    {
      title: "answers in strict mode",
      files: {
        "lb01/keepalived.conf": `global_defs {\n  vrrp_strict\n}\n${instanceWith("virtual_router_id 51", "garp_lower_prio_repeat 2")}`,
      },
      expect: ["lb01/keepalived.conf:7:3 strict"],
    },
    {
      title: "a timer without nopreempt",
      files: { "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "timer_expired_backup") },
      expect: ["lb01/keepalived.conf:4:3 needs"],
      targets: { keepalived: "2.4.3" },
    },
    {
      title: "a group for unicast",
      files: {
        "lb01/keepalived.conf": instanceWith(
          "virtual_router_id 51",
          "mcast_dst_ip 224.0.0.19",
          "unicast_peer {",
          "192.0.2.12",
          "}",
        ),
      },
      expect: ["lb01/keepalived.conf:4:3 excludes"],
    },
    {
      title: "MASTER in strict mode",
      files: {
        "lb01/keepalived.conf": `global_defs {\n  vrrp_strict\n}\n${instanceWith("virtual_router_id 51", "state MASTER", "priority 100")}`,
      },
      expect: ["lb01/keepalived.conf:7:3 state"],
    },
    {
      title: "two firewalls",
      files: { "lb01/keepalived.conf": "global_defs {\n  nftables\n  vrrp_iptables\n}\n" },
      expect: ["lb01/keepalived.conf:3:3 firewall"],
    },
    {
      title: "with nopreempt",
      files: { "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "nopreempt", "timer_expired_backup") },
      expect: [],
      targets: { keepalived: "2.4.3" },
    },
  ],
  check({ node, report }) {
    for (const instance of node.keepalived?.instances ?? []) {
      if (instance.isSkipped) continue;
      const body = bodyOf(instance.statement);
      const has = (keyword: string) => lastOf(body, keyword) !== undefined;
      for (const line of body) {
        const keyword = line.keyword.value;
        const place = line.keyword.place;
        if (instance.strict && inStrictMode.has(keyword) && !isOff(line)) report("strict", place, { keyword });
        const wanted = needs[keyword];
        if (wanted !== undefined && !has(wanted)) report("needs", place, { keyword, other: wanted });
        if (keyword === "owner_ignore_adverts" && instance.basePriority !== 255 && !isOff(line))
          report("needs", place, { keyword, other: "priority 255" });
        if (keyword === "mcast_dst_ip" && instance.usesUnicast)
          report("excludes", place, { keyword, other: "unicast_peer" });
        if (keyword === "vrf" && has("interface")) report("excludes", place, { keyword, other: "interface" });
        if (keyword === "promote_secondaries" && has("use_vmac"))
          report("excludes", place, { keyword, other: "use_vmac" });
        if (keyword === "auth_hmac" && has("authentication"))
          report("excludes", lastOf(body, "authentication")?.keyword.place ?? place, {
            keyword: "authentication",
            other: "auth_hmac",
          });
      }
      const ipvlan = lastOf(body, "use_ipvlan");
      const own = ipvlan?.args.flatMap(({ value }) => parseAddress(value.split("/")[0] ?? "")?.family ?? []);
      if (
        ipvlan !== undefined &&
        own !== undefined &&
        !own.includes(instance.family) &&
        (instance.family === 4 || own.length > 0)
      )
        report("needs", ipvlan.keyword.place, { keyword: "use_ipvlan", other: `an IPv${instance.family} address` });
      const state = lastOf(body, "state");
      const wrong =
        instance.strict &&
        instance.state !== undefined &&
        (instance.state.value === "MASTER") !== (instance.basePriority === 255);
      if (wrong && state !== undefined && instance.priority !== undefined)
        report("state", state.keyword.place, {
          instance: instance.name,
          state: instance.basePriority === 255 ? "MASTER" : "BACKUP",
        });
    }
    const globals = (node.keepalived?.statements ?? []).filter(({ keyword }) => keyword.value === "global_defs");
    const lines = globals.flatMap((one) => bodyOf(one));
    const iptables = lastOf(lines, "vrrp_iptables");
    if (iptables !== undefined && lastOf(lines, "nftables") !== undefined)
      report("firewall", iptables.keyword.place, {});
  },
});

const inStrictMode = new Set([
  "garp_lower_prio_repeat",
  "garp_lower_prio_delay",
  "lower_prio_no_advert",
  "higher_prio_send_advert",
  "down_timer_adverts",
  "vmac_xmit_base",
  "no_virtual_ipaddress",
]);

const needs: Readonly<Record<string, string>> = {
  timer_expired_backup: "nopreempt",
  vmac_xmit_base: "use_vmac",
  unicast_ttl: "unicast_peer",
};

function isOff({ args }: EffectiveStatement): boolean {
  return ["off", "false", "no", "0"].includes(args[0]?.value ?? "");
}
