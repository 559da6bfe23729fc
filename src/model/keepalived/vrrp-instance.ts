/** `vrrp_instance` with its values as the daemon completes them: defaults, strict mode, and what excludes what. */
import { readAddressLists } from "./address-lists.ts";
import type { Authentication, Given, KeepalivedGlobals, VrrpInstance } from "./config.ts";
import type { EffectiveStatement } from "./effective.ts";
import { booleanWord, lenientDecimal, lenientInteger, strictInteger } from "./numbers.ts";
import { allOf, bodyOf, lastOf, lastReadable, named, placeOf, present, readValue, textValue } from "./settings.ts";
import { withoutSwallowed } from "./swallowed.ts";
import { readTracks, type Trackables } from "./track.ts";

const owner = 255;

export interface InstanceSurroundings {
  readonly globals: KeepalivedGlobals;
  readonly objects: Trackables;
  /** Position among the statements of the configuration. */
  readonly order: number;
  readonly isSkipped: boolean;
}

export function readInstance(statement: EffectiveStatement, surroundings: InstanceSurroundings): VrrpInstance {
  const { globals, objects, order, isSkipped } = surroundings;
  const body = withoutSwallowed(bodyOf(statement));
  const { family: fixedFamily, native6, version, checksTtl, ...addresses } = readAddressLists(body);
  const family = fixedFamily ?? 4;
  const strict = strictMode(body, globals);
  const effectiveVersion = versionOf(family, version?.value ?? (native6 ? 3 : undefined), strict, globals);
  const state = stateOf(body);
  const priority = readValue(lastOf(body, "priority"), (text) => strictInteger(text, 1, owner) ?? 100);
  const basePriority = priority?.value ?? (state?.value === "MASTER" ? owner : 100);
  const authentication = authenticationOf(body, { strict, version: effectiveVersion, family });
  const initialState = initialStateOf(state?.value, basePriority, strict, authentication);
  const nopreempt = nopreemptOf(body);
  const effectiveNopreempt = nopreempt !== undefined && basePriority !== owner && initialState !== "MASTER";
  const preemptDelay = readValue(lastOf(body, "preempt_delay"), (text) => lenientDecimal(text, 6, 0, 1000) ?? 0);
  const noDelay = initialState === "MASTER" || strict || effectiveNopreempt;
  const advertInterval = lastReadable(body, "advert_int", (text) => lenientDecimal(text, 6, 0.01, 255));
  return {
    ...named(statement),
    ...addresses,
    isSkipped,
    initialState,
    basePriority,
    effectiveAdvertInterval: roundInterval(advertInterval?.value ?? 1, effectiveVersion),
    effectiveVersion,
    family,
    effectiveNopreempt,
    effectivePreemptDelay: noDelay ? 0 : (preemptDelay?.value ?? 0),
    usesUnicast: addresses.unicastPeers.length > 0,
    checkUnicastSource: checksTtl || globals.checkUnicastSource || lastOf(body, "check_unicast_src") !== undefined,
    strict,
    skipCheckAdvertAddress: skipsAddressCheck(body, globals),
    accept: accepts(body, { strict, basePriority, version: effectiveVersion }),
    downTimerAdverts: downTimer(body, strict, globals),
    lowerPriorityNoAdvert: strict || (flagWord(body, "lower_prio_no_advert") ?? globals.lowerPriorityNoAdvert),
    higherPrioritySendAdvert:
      !strict && (flagWord(body, "higher_prio_send_advert") ?? globals.higherPrioritySendAdvert),
    ownerIgnoreAdverts:
      basePriority === owner &&
      (strict || lastOf(body, "owner_ignore_adverts") !== undefined || globals.ownerIgnoreAdverts),
    tracks: readTracks(body, order, objects),
    ...present({
      state,
      interface: textValue(lastOf(body, "interface")),
      virtualRouterId: lastReadable(body, "virtual_router_id", (text) => strictInteger(text, 1, 255)),
      priority,
      advertInterval,
      version,
      authentication,
      nopreempt,
      preemptDelay,
      unicastPeerBlock: placeOf(lastOf(body, "unicast_peer")),
      dontTrackPrimary: placeOf(lastOf(body, "dont_track_primary")),
      useVmac: placeOf(lastOf(body, "use_vmac")),
      noVirtualAddress: placeOf(lastOf(body, "no_virtual_ipaddress")),
    }),
  };
}

/** Once MASTER was said a later BACKUP is ignored; an unknown word means BACKUP. */
function stateOf(body: readonly EffectiveStatement[]): Given<"MASTER" | "BACKUP"> | undefined {
  let state: Given<"MASTER" | "BACKUP"> | undefined;
  for (const line of allOf(body, "state")) {
    const read = readValue(line, (text) => (text === "MASTER" ? "MASTER" : "BACKUP") as "MASTER" | "BACKUP");
    if (read === undefined) continue;
    if (read.text === "BACKUP" && state?.value === "MASTER") continue;
    state = read;
  }
  return state;
}

function initialStateOf(
  state: "MASTER" | "BACKUP" | undefined,
  priority: number,
  strict: boolean,
  authentication: Authentication | undefined,
): "MASTER" | "BACKUP" {
  const byPriority = priority === owner ? "MASTER" : "BACKUP";
  if (state === undefined || strict) return byPriority;
  if (state === "MASTER" && priority !== owner && authentication?.effective === "AH") return "BACKUP";
  return state;
}

function strictMode(body: readonly EffectiveStatement[], globals: KeepalivedGlobals): boolean {
  return flagWord(body, "strict_mode") ?? globals.strict !== undefined;
}

/** The last valid boolean of a keyword. */
function flagWord(body: readonly EffectiveStatement[], keyword: string): boolean | undefined {
  return allOf(body, keyword)
    .map((line) => booleanWord(line.args[0]?.value))
    .findLast((one) => one !== undefined);
}

/** Up to 2.4.3 the instance's keyword is on with any boolean, even `off`. */
function skipsAddressCheck(body: readonly EffectiveStatement[], globals: KeepalivedGlobals): boolean {
  return globals.skipCheckAdvertAddress || flagWord(body, "skip_check_adv_addr") !== undefined;
}

function versionOf(family: 4 | 6, version: 2 | 3 | undefined, strict: boolean, globals: KeepalivedGlobals): 2 | 3 {
  if (family === 6) return version === 2 && !strict ? 2 : 3;
  return version ?? globals.vrrpVersion?.value ?? 2;
}

/** The later of `nopreempt` and `preempt`. */
function nopreemptOf(body: readonly EffectiveStatement[]) {
  const line = body.findLast((one) => one.keyword.value === "nopreempt" || one.keyword.value === "preempt");
  return line?.keyword.value === "nopreempt" ? line.keyword.place : undefined;
}

function authenticationOf(
  body: readonly EffectiveStatement[],
  { strict, version, family }: { strict: boolean; version: 2 | 3; family: 4 | 6 },
): Authentication | undefined {
  const block = lastOf(body, "authentication");
  if (block === undefined) return undefined;
  const lines = allOf(body, "authentication").flatMap(bodyOf);
  const type = lastReadable(lines, "auth_type", (text) => (text === "PASS" || text === "AH" ? text : undefined));
  const password = textValue(lastOf(lines, "auth_pass"));
  const isUnknown = lastOf(lines, "auth_pass")?.args[0]?.unknown === true;
  const isOff = strict || version === 3 || (!password?.value && !isUnknown) || (family === 6 && type?.value === "AH");
  return {
    place: block.keyword.place,
    effective: isOff ? "none" : (type?.value ?? "none"),
    ...present({ type, password }),
  };
}

function roundInterval(seconds: number, version: 2 | 3): number {
  if (version === 2) return Math.min(255, Math.max(1, Math.round(seconds)));
  return Math.min(40.95, Math.max(0.01, Math.round(seconds * 100) / 100));
}

function accepts(
  body: readonly EffectiveStatement[],
  { strict, basePriority, version }: { strict: boolean; basePriority: number; version: 2 | 3 },
): boolean {
  const line = body.findLast((one) => one.keyword.value === "accept" || one.keyword.value === "no_accept");
  const accept = line === undefined ? basePriority === owner || !strict : line.keyword.value === "accept";
  return accept && !(basePriority !== owner && strict && version === 2);
}

function downTimer(body: readonly EffectiveStatement[], strict: boolean, globals: KeepalivedGlobals): number {
  if (strict) return 3;
  const own = lastReadable(body, "down_timer_adverts", (text) => lenientInteger(text, 1, 100));
  return own?.value ?? globals.downTimerAdverts?.value ?? 3;
}
