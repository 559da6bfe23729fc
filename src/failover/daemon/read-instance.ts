/** Reads one vrrp_instance block, line by line, as the daemon's keyword handlers do. */
import type { EffectiveStatement } from "../../model/keepalived/effective.ts";
import { withoutSwallowed } from "../../model/keepalived/swallowed.ts";
import { addAll } from "../../text/lists.ts";
import type { Place } from "../../text/span.ts";
import { canonical, destinationOf, familyOf, isMulticast } from "./addresses.ts";
import { decimalSeconds, flag, strictInteger } from "./numbers.ts";
import { type Reading, Refusal } from "./read-config.ts";
import { type AddressSetting, type Micros, second, type TrackSetting, type TtlLimit } from "./settings.ts";
import { hasInterface, readTracks } from "./tracks.ts";

/** An instance as read; the corrections that need the whole file come later. */
export interface Draft {
  readonly name: string;
  readonly place: Place;
  wanted: "MASTER" | "BACKUP" | undefined;
  interface: string | undefined;
  vrid: number | undefined;
  family: 4 | 6 | undefined;
  version: 2 | 3 | undefined;
  priority: number | undefined;
  advert: Micros | undefined;
  downAdverts: number | undefined;
  authType: "PASS" | "AH" | undefined;
  secret: string;
  addresses: (Omit<AddressSetting, "device"> & { device: string | undefined })[];
  excluded: (Omit<AddressSetting, "device"> & { device: string | undefined })[];
  nopreempt: boolean;
  preemptDelay: Micros;
  unicastKeyword: boolean;
  faultWithoutPeers: boolean;
  peers: string[];
  source: string | undefined;
  group: string | undefined;
  checkUnicastSource: boolean;
  skipAddressCheck: boolean | undefined;
  answersLower: boolean | undefined;
  answersHigher: boolean | undefined;
  trackPrimary: boolean;
  strict: boolean | undefined;
  /** The name in `use_vmac`; the daemon makes one where there is none. */
  vmac: { readonly name: string | undefined } | undefined;
  vmacSendsBelow: boolean;
  /** Interfaces of its routes and rules. */
  routed: string[];
  /** Where its tracked routes lead to. */
  routes: string[];
  /** With which time to live it sends to peers (IPv4). */
  ttl: number;
  ttlLimits: Map<string, TtlLimit>;
  tracks: readonly TrackSetting[];
}

/** Keywords without which value the daemon stops reading and ends. */
const needValue = new Set([
  "state",
  "interface",
  "virtual_router_id",
  "priority",
  "advert_int",
  "version",
  "preempt_delay",
  "mcast_src_ip",
  "unicast_src_ip",
  "down_timer_adverts",
]);

export function readInstance(statement: EffectiveStatement, reading: Reading): Draft {
  const draft: Draft = {
    name: statement.args[0]?.value ?? "",
    place: statement.place,
    wanted: undefined,
    interface: undefined,
    vrid: undefined,
    family: undefined,
    version: undefined,
    priority: undefined,
    advert: undefined,
    downAdverts: undefined,
    authType: undefined,
    secret: "",
    addresses: [],
    excluded: [],
    nopreempt: false,
    preemptDelay: 0,
    unicastKeyword: false,
    faultWithoutPeers: false,
    peers: [],
    source: undefined,
    group: undefined,
    checkUnicastSource: false,
    skipAddressCheck: undefined,
    answersLower: undefined,
    answersHigher: undefined,
    trackPrimary: true,
    strict: undefined,
    vmac: undefined,
    vmacSendsBelow: false,
    routed: [],
    routes: [],
    ttl: 255,
    ttlLimits: new Map(),
    tracks: [],
  };
  for (const line of withoutSwallowed(statement.body ?? [])) {
    const keyword = line.keyword.value;
    if (needValue.has(keyword) && line.args.length === 0) throw new Refusal(`${keyword} has no value`, line.place);
    readLine(draft, line, reading);
    draft.tracks = readTracks(line, { owner: draft.name, before: draft.tracks, reading });
  }
  return draft;
}

function readLine(draft: Draft, line: EffectiveStatement, reading: Reading): void {
  const value = line.args[0]?.value;
  switch (line.keyword.value) {
    case "state":
      readState(draft, value);
      return;
    case "interface":
      if (value !== undefined && hasInterface(value, reading)) draft.interface = value;
      else throw new Refusal(`the interface ${value} does not exist`, line.place);
      return;
    case "virtual_router_id":
      draft.vrid = strictInteger(value, 1, 255) ?? draft.vrid;
      return;
    case "priority":
      draft.priority = strictInteger(value, 1, 255) ?? 100;
      return;
    case "advert_int":
      draft.advert = readAdvert(value) ?? draft.advert;
      return;
    case "version":
      if ((value === "2" || value === "3") && draft.version === undefined && !(value === "2" && draft.family === 6)) {
        draft.version = value === "2" ? 2 : 3;
      }
      return;
    case "native_ipv6":
      if (draft.family === undefined) draft.family = 6;
      draft.version ??= 3;
      return;
    case "authentication":
      for (const inner of line.body ?? []) readAuthentication(draft, inner);
      return;
    case "virtual_ipaddress":
      for (const entry of line.body ?? []) readAddress(draft, entry, reading);
      return;
    case "virtual_ipaddress_excluded":
      for (const entry of line.body ?? []) {
        const address = readVirtual(entry, reading);
        if (address !== undefined) draft.excluded.push(address);
      }
      return;
    case "virtual_routes":
    case "virtual_rules":
      for (const entry of line.body ?? []) addAll(draft.routed, namedInterfaces(entry, reading));
      if (line.keyword.value === "virtual_routes") addAll(draft.routes, (line.body ?? []).flatMap(trackedDestination));
      return;
    default:
      readOption(draft, line, value);
  }
}

function trackedDestination({ keyword, args }: EffectiveStatement): readonly string[] {
  const words = [keyword, ...args].map(({ value }) => value);
  const to = words[words.indexOf("to") + 1] ?? "";
  const isDestination = to === "default" || familyOf(canonical(to)) !== undefined;
  return isDestination && !words.includes("no_track") ? [destinationOf(to)] : [];
}

/** The interfaces that a route, rule or static address names: they are tracked, but for `no_track`. */
export function namedInterfaces({ keyword, args }: EffectiveStatement, reading: Reading): readonly string[] {
  const words = [keyword, ...args].map(({ value }) => value);
  if (words.includes("no_track")) return [];
  return words.flatMap((word, at) => {
    const device = words[at + 1];
    if (device === undefined || !/^(?:dev|oif|iif)$/.test(word)) return [];
    return hasInterface(device, reading) ? [device] : [];
  });
}

/** What is out of range is no delay (keepalived 2.2.7, vrrp_preempt_delay_handler). */
function readPreemptDelay(value: string | undefined): Micros {
  const delay = decimalSeconds(value) ?? 0;
  return delay > 1000 * second ? 0 : delay;
}

function readOption(draft: Draft, line: EffectiveStatement, value: string | undefined): void {
  switch (line.keyword.value) {
    case "nopreempt":
      draft.nopreempt = true;
      return;
    case "preempt":
      draft.nopreempt = false;
      return;
    case "preempt_delay":
      draft.preemptDelay = readPreemptDelay(value);
      return;
    case "down_timer_adverts":
      draft.downAdverts = strictInteger(value, 1, 100) ?? draft.downAdverts;
      return;
    case "unicast_peer":
      draft.unicastKeyword = true;
      for (const entry of line.body ?? []) readPeer(draft, entry);
      return;
    case "unicast_src_ip":
      draft.unicastKeyword = true;
      draft.source = value === undefined ? undefined : canonical(value);
      return;
    case "mcast_src_ip":
      draft.source = value === undefined ? undefined : canonical(value);
      return;
    case "unicast_fault_no_peer":
      draft.unicastKeyword = true;
      draft.faultWithoutPeers = true;
      return;
    case "mcast_dst_ip":
      if (value !== undefined && isMulticast(value)) draft.group = value;
      return;
    case "unicast_ttl":
      draft.ttl = strictInteger(value, 0, 255) ?? draft.ttl;
      return;
    case "check_unicast_src":
      draft.unicastKeyword = true;
      draft.checkUnicastSource = true;
      return;
    case "skip_check_adv_addr":
      draft.skipAddressCheck = true;
      return;
    case "lower_prio_no_advert":
      draft.answersLower = !flag(value);
      return;
    case "higher_prio_send_advert":
      draft.answersHigher = flag(value);
      return;
    case "dont_track_primary":
      draft.trackPrimary = false;
      return;
    case "track_primary":
      draft.trackPrimary = true;
      return;
    case "use_vmac":
      draft.vmac = { name: vmacName(line) };
      return;
    case "vmac_xmit_base":
      draft.vmacSendsBelow = true;
      return;
    case "strict_mode":
      draft.strict = flag(value);
  }
}

/** Among an address, which has colons, and words for the kernel (keepalived 2.4.3, vrrp_vmac_handler). */
function vmacName({ args }: EffectiveStatement): string | undefined {
  const words = args.map(({ value }) => value);
  return words.find(
    (word, at) => !word.includes(":") && !/^(?:name|group|netlink_notify_msg)$/.test(word) && words[at - 1] !== "group",
  );
}

function readState(draft: Draft, value: string | undefined): void {
  if (value === "MASTER") draft.wanted = "MASTER";
  else if (value !== "BACKUP" || draft.wanted !== "MASTER") draft.wanted = "BACKUP";
}

function readAdvert(value: string | undefined): Micros | undefined {
  const read = decimalSeconds(value);
  return read === undefined || read < second / 100 || read > 255 * second ? undefined : read;
}

function readAuthentication(draft: Draft, line: EffectiveStatement): void {
  const value = line.args[0]?.value ?? "";
  if (line.keyword.value === "auth_pass")
    draft.secret = new TextDecoder().decode(new TextEncoder().encode(value).slice(0, 8));
  if (line.keyword.value === "auth_type") {
    if (value === "PASS") draft.authType = "PASS";
    else if (value === "AH") draft.authType = "AH";
  }
}

function readAddress(draft: Draft, entry: EffectiveStatement, reading: Reading): void {
  const address = readVirtual(entry, reading);
  if (address === undefined) return;
  const family = familyOf(address.address);
  draft.family ??= family;
  if (family !== draft.family) {
    reading.notes.push({
      text: `${draft.name}: ${address.address} is ignored: another address family`,
      place: entry.place,
    });
    return;
  }
  if (!reading.rules.keepsRepeatedAddress && draft.addresses.some((other) => other.address === address.address)) return;
  draft.addresses.push(address);
}

function readVirtual(entry: EffectiveStatement, reading: Reading): Draft["addresses"][number] | undefined {
  const address = canonical(entry.keyword.value);
  const words = entry.args.map(({ value }) => value);
  const at = words.indexOf("dev");
  const device = at < 0 ? undefined : words[at + 1];
  if (familyOf(address) === undefined || (at >= 0 && device === undefined)) {
    reading.notes.push({ text: `${entry.keyword.value} is no address and is ignored`, place: entry.place });
    return undefined;
  }
  if (device !== undefined && !hasInterface(device, reading)) {
    throw new Refusal(`the interface ${device} of ${address} does not exist`, entry.place);
  }
  const prefix = /\/(\d+)$/.exec(entry.keyword.value)?.[1];
  const whole = address.includes(":") ? 128 : 32;
  return {
    address,
    prefix: prefix === undefined ? whole : Number(prefix),
    device,
    tracked: !words.includes("no_track"),
  };
}

function readPeer(draft: Draft, entry: EffectiveStatement): void {
  const address = canonical(entry.keyword.value);
  const family = familyOf(address);
  if (family === undefined) return;
  draft.family ??= family;
  if (family !== draft.family) return;
  const limit = (name: string) => {
    const at = entry.args.findIndex(({ value }) => value === name);
    return at < 0 ? undefined : strictInteger(entry.args[at + 1]?.value, 0, 255);
  };
  const low = limit("min_ttl");
  const high = limit("max_ttl");
  if (low !== undefined || high !== undefined) {
    draft.checkUnicastSource = true;
    draft.ttlLimits.set(address, { low: low ?? 0, high: high ?? 255 });
  }
  draft.peers.push(address);
}
