import { parseAddress } from "../../../model/address.ts";
import type { VrrpInstance } from "../../../model/keepalived/config.ts";
import type { EffectiveStatement, EffectiveWord } from "../../../model/keepalived/effective.ts";
import { booleanWord } from "../../../model/keepalived/numbers.ts";
import { bodyOf, lastOf } from "../../../model/keepalived/settings.ts";
import { isKnownIn } from "../../../schema/version.ts";
import type { Place } from "../../../text/span.ts";
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
    unicastVmac: "unicast over {keyword} needs vmac_xmit_base: keepalived reports that and sets it",
    unicastNoInterface: "{keyword} needs an interface: keepalived ignores it",
    vmacTwice: "{instance} has use_vmac for all its addresses: keepalived reports the word here",
    nameTaken: "{other} has the name {name} already: keepalived ignores it here and makes up another",
    garpTwice: "{name} is in a garp_group already: keepalived ignores it here",
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
      title: "unicast over a VMAC",
      files: {
        "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "use_vmac", "unicast_peer {", "192.0.2.12", "}"),
      },
      expect: ["lb01/keepalived.conf:4:3 unicastVmac"],
    },
    {
      title: "unicast over an ipvlan without an interface",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n  virtual_router_id 51\n  use_ipvlan\n  unicast_src_ip 192.0.2.11\n  unicast_peer {\n    192.0.2.12\n  }\n}\n",
      },
      expect: ["lb01/keepalived.conf:3:3 unicastNoInterface", "lb01/keepalived.conf:3:3 needs"],
    },
    {
      title: "two VMACs of one name",
      files: {
        "lb01/keepalived.conf":
          instanceWith("virtual_router_id 51", "use_vmac vrrp.51") +
          instanceWith("virtual_router_id 52", "use_vmac vrrp.51").replace("VI_1", "VI_2"),
      },
      expect: ["lb01/keepalived.conf:12:12 nameTaken"],
    },
    {
      title: "an interface in two garp_groups",
      files: {
        "lb01/keepalived.conf":
          "garp_group {\n  garp_interval 1\n  interface eth0\n}\ngarp_group {\n  garp_interval 1\n  interfaces {\n    eth0\n    eth1\n  }\n}\n",
      },
      expect: ["lb01/keepalived.conf:8:5 garpTwice"],
    },
    {
      title: "unicast over a VMAC and the base interface",
      files: {
        "lb01/keepalived.conf": instanceWith(
          "virtual_router_id 51",
          "use_vmac",
          "vmac_xmit_base",
          "unicast_peer {",
          "192.0.2.12",
          "}",
        ),
      },
      expect: [],
    },
    {
      title: "a VMAC for an address and for the instance",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n  interface eth0\n  virtual_router_id 51\n  use_vmac\n  virtual_ipaddress {\n    192.0.2.9/24 use_vmac\n    192.0.2.10/24 dev eth1 use_vmac\n  }\n}\n",
      },
      expect: ["lb01/keepalived.conf:6:18 vmacTwice"],
    },
    {
      title: "with nopreempt",
      files: { "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "nopreempt", "timer_expired_backup") },
      expect: [],
      targets: { keepalived: "2.4.3" },
    },
  ],
  check({ node, report }) {
    const instances = (node.keepalived?.instances ?? []).filter(({ isSkipped }) => !isSkipped);
    for (const instance of instances) {
      for (const { keyword } of undoneInStrictMode(instance))
        report("strict", keyword.place, { keyword: keyword.value });
      for (const { keyword, other } of unmetNeeds(instance))
        report("needs", keyword.place, { keyword: keyword.value, other });
      for (const { keyword, other } of exclusions(instance))
        report("excludes", keyword.place, { keyword: keyword.value, other });
      const started = stateInStrictMode(instance);
      if (started !== undefined) report("state", started.place, { instance: instance.name, state: started.state });
      for (const word of addressesWithVmac(instance)) report("vmacTwice", word.place, { instance: instance.name });
    }
    const names = new Map<string, string>();
    for (const { device, instance } of virtualDevices(instances, node.targets.keepalived ?? newest)) {
      const lack = unicastLack(instance);
      if (lack !== undefined) report(lack, device.keyword.place, { keyword: device.keyword.value });
      const name = deviceName(device);
      const other = names.get(name?.value ?? "");
      if (name !== undefined && other !== undefined) report("nameTaken", name.place, { name: name.value, other });
      else if (name !== undefined) names.set(name.value, instance.name);
    }
    const statements = node.keepalived?.statements ?? [];
    const globals = statements.filter(({ keyword }) => keyword.value === "global_defs").flatMap(bodyOf);
    const iptables = lastOf(globals, "vrrp_iptables");
    if (iptables !== undefined && lastOf(globals, "nftables") !== undefined)
      report("firewall", iptables.keyword.place, {});
    for (const again of repeated(garpInterfaces(statements))) report("garpTwice", again.place, { name: again.value });
  },
});

/** A keyword, and the one that it lacks or that it cannot stand with. */
interface Conflict {
  readonly keyword: EffectiveWord;
  readonly other: string;
}

const inStrictMode = new Set([
  "garp_lower_prio_repeat",
  "garp_lower_prio_delay",
  "lower_prio_no_advert",
  "higher_prio_send_advert",
  "down_timer_adverts",
  "vmac_xmit_base",
  "no_virtual_ipaddress",
]);

function undoneInStrictMode({ strict, statement }: VrrpInstance): EffectiveStatement[] {
  return strict ? bodyOf(statement).filter((line) => inStrictMode.has(line.keyword.value) && !isOff(line)) : [];
}

const needs: ReadonlyMap<string, string> = new Map(
  Object.entries({
    timer_expired_backup: "nopreempt",
    thread_timer_expired: "nopreempt",
    vmac_xmit_base: "use_vmac",
    unicast_ttl: "unicast_peer",
  }),
);

function unmetNeeds(instance: VrrpInstance): Conflict[] {
  const body = bodyOf(instance.statement);
  const unmet = body.flatMap((line): Conflict[] => {
    const { keyword } = line;
    if (keyword.value === "owner_ignore_adverts")
      return instance.basePriority === 255 || isOff(line) ? [] : [{ keyword, other: "priority 255" }];
    const other = needs.get(keyword.value);
    if (other === undefined) return [];
    const isThere = other === "unicast_peer" ? instance.usesUnicast : lastOf(body, other) !== undefined;
    return isThere ? [] : [{ keyword, other }];
  });
  const ipvlan = lastOf(body, "use_ipvlan");
  return ipvlan === undefined || hasSource(ipvlan, instance)
    ? unmet
    : [...unmet, { keyword: ipvlan.keyword, other: `an IPv${instance.family} address` }];
}

/** An ipvlan sends from an address of its own; for IPv4 it needs one, for IPv6 one that is given has to be of that family. */
function hasSource({ args }: EffectiveStatement, { family }: VrrpInstance): boolean {
  const own = args.flatMap(({ value }) => parseAddress(value.split("/")[0] ?? "")?.family ?? []);
  return own.includes(family) || (family === 6 && own.length === 0);
}

/** The keyword that keepalived ignores, and the one that it keeps. */
const excludes: readonly (readonly [ignored: string, kept: string])[] = [
  ["vrf", "interface"],
  ["promote_secondaries", "use_vmac"],
  ["authentication", "auth_hmac"],
];

function exclusions({ statement, usesUnicast }: VrrpInstance): Conflict[] {
  const body = bodyOf(statement);
  const pairs = usesUnicast ? [...excludes, ["mcast_dst_ip", "unicast_peer"] as const] : excludes;
  return pairs.flatMap(([ignored, other]) => {
    const line = lastOf(body, ignored);
    const isKept = other === "unicast_peer" || lastOf(body, other) !== undefined;
    return line !== undefined && isKept ? [{ keyword: line.keyword, other }] : [];
  });
}

/** Where `state` says what strict mode does not allow, and what the instance starts as instead. */
function stateInStrictMode(instance: VrrpInstance): { place: Place; state: "MASTER" | "BACKUP" } | undefined {
  const line = lastOf(bodyOf(instance.statement), "state");
  if (!instance.strict || line === undefined || instance.state === undefined || instance.priority === undefined)
    return undefined;
  const state = instance.basePriority === 255 ? "MASTER" : "BACKUP";
  return instance.state.value === state ? undefined : { place: line.keyword.place, state };
}

const newest = "2.4";
const unicastWords = new Set([
  "unicast_peer",
  "unicast_src_ip",
  "unicast_fault_no_peer",
  "check_unicast_src",
  "old_unicast_checksum",
]);

/** The lines that make virtual devices, from the version that checks them on (keepalived 2.2.0). */
function virtualDevices(
  instances: readonly VrrpInstance[],
  version: string,
): { device: EffectiveStatement; instance: VrrpInstance }[] {
  if (!isKnownIn({ since: "2.2.0" }, version)) return [];
  return instances.flatMap((instance) => {
    const body = bodyOf(instance.statement);
    const device = lastOf(body, "use_vmac") ?? lastOf(body, "use_ipvlan");
    return device === undefined ? [] : [{ device, instance }];
  });
}

/** `use_vmac` of addresses on the own interface, where the instance has it too (keepalived 2.2.7). */
function addressesWithVmac(instance: VrrpInstance): EffectiveWord[] {
  const body = bodyOf(instance.statement);
  if (lastOf(body, "use_vmac") === undefined) return [];
  const lists = body.filter(({ keyword }) => /^virtual_ipaddress(?:_excluded)?$/.test(keyword.value));
  return lists.flatMap(bodyOf).flatMap(({ keyword, args }) => {
    const device = args[args.findIndex(({ value }) => value === "dev") + 1]?.value;
    const isElsewhere = args.some(({ value }) => value === "dev") && device !== instance.interface?.value;
    const family = parseAddress(keyword.value.split("/")[0] ?? "")?.family;
    return isElsewhere || family !== instance.family ? [] : args.filter(({ value }) => value === "use_vmac");
  });
}

/** The device's own name, which another instance must not have. */
function deviceName({ args }: EffectiveStatement): EffectiveWord | undefined {
  return args.find(({ value }) => !/[:/.]\d*[:/.]|^netlink_notify_msg$|^(?:bridge|private|vepa)$/.test(value));
}

/** What a VMAC or an ipvlan lacks for unicast. */
function unicastLack(instance: VrrpInstance): "unicastVmac" | "unicastNoInterface" | undefined {
  const body = bodyOf(instance.statement);
  if (!body.some((one) => unicastWords.has(one.keyword.value))) return undefined;
  if (lastOf(body, "interface") === undefined) return "unicastNoInterface";
  return lastOf(body, "vmac_xmit_base") === undefined ? "unicastVmac" : undefined;
}

/** The interfaces of all garp_groups in their order. */
function garpInterfaces(statements: readonly EffectiveStatement[]): EffectiveWord[] {
  return statements
    .filter(({ keyword }) => keyword.value === "garp_group")
    .flatMap((group) => bodyOf(group))
    .flatMap((line) => {
      if (line.keyword.value === "interface") return line.args.slice(0, 1);
      if (line.keyword.value !== "interfaces") return [];
      return bodyOf(line).flatMap((one) => [one.keyword, ...one.args]);
    });
}

function repeated(words: readonly EffectiveWord[]): EffectiveWord[] {
  const seen = new Set<string>();
  return words.filter(({ value }) => {
    const again = seen.has(value);
    seen.add(value);
    return again;
  });
}

/** As strict mode wants it already: switched off, or a count or a delay of 0. */
function isOff({ args }: EffectiveStatement): boolean {
  return args[0]?.value === "0" || booleanWord(args[0]?.value) === false;
}
