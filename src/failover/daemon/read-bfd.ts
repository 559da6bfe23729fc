/** Reads bfd_instance blocks: the session that the bfd process runs, and what the VRRP process tracks of it. */
import type { EffectiveStatement } from "../../model/keepalived/effective.ts";
import type { DaemonRules } from "../versions.ts";
import { canonical, familyOf } from "./addresses.ts";
import { decimalSeconds, lenientInteger, strictInteger } from "./numbers.ts";
import type { BfdSetting, Micros } from "./settings.ts";

export interface BfdDraft extends BfdSetting {
  readonly weight: number;
  readonly reverse: boolean;
  /** Its events go to the VRRP process: where only `checker` is said, nothing can track it there. */
  readonly tracked: boolean;
}

const longestName = 31;

/** `before`: the sessions above; one more with the same ends is dropped (keepalived 2.2.7, bfd_end_handler). */
export function readBfd(statement: EffectiveStatement, before: readonly BfdDraft[], rules: DaemonRules): BfdDraft {
  const lines = new Map((statement.body ?? []).map(({ keyword, args }) => [keyword.value, args]));
  const value = (keyword: string) => lines.get(keyword)?.[0]?.value;
  const name = statement.args[0]?.value ?? "";
  const neighbor = addressOf(value("neighbor_ip") ?? value("neighbour_ip"));
  const source = addressOf(value("source_ip"));
  const ttl = strictInteger(value("ttl") ?? value("hoplimit"), 1, 255);
  const weight = lenientInteger(value("weight")) ?? 0;
  const draft = {
    name,
    source,
    multihop: rules.knowsMultihop && lines.has("multihop") && !["false", "off", "no"].includes(value("multihop") ?? ""),
    passive: lines.has("passive"),
    ttl: ttl ?? (neighbor?.includes(":") === true ? 64 : 255),
    maxHops: value("max_hops") === "-1" ? undefined : (strictInteger(value("max_hops"), 0, 255) ?? 0),
    minRx: interval(value("min_rx"), 1) ?? 10_000,
    minTx: interval(value("min_tx"), 1) ?? 10_000,
    idleTx: interval(value("idle_tx"), 1000) ?? 1_000_000,
    multiplier: strictInteger(value("multiplier"), 1, 255) ?? 5,
    weight: Math.abs(weight) > 253 ? 0 : weight,
    reverse: lines.get("weight")?.[1]?.value === "reverse",
    tracked: lines.has("vrrp") || !lines.has("checker"),
  };
  const runs =
    neighbor !== undefined &&
    name.length <= longestName &&
    (source === undefined || familyOf(source) === familyOf(neighbor)) &&
    !before.some((other) => other.name === name || sameEnds(other, { ...draft, neighbor }));
  return { ...draft, neighbor: runs ? neighbor : undefined };
}

function sameEnds(
  other: BfdSetting,
  { neighbor, source, multihop }: Pick<BfdSetting, "neighbor" | "source" | "multihop">,
): boolean {
  if (other.neighbor !== neighbor || other.multihop !== multihop) return false;
  return other.source === undefined || source === undefined || other.source === source;
}

function addressOf(text: string | undefined): string | undefined {
  return text === undefined || familyOf(text) === undefined ? undefined : canonical(text);
}

/** Milliseconds with decimals; what is out of range is not taken. */
function interval(text: string | undefined, least: number): Micros | undefined {
  const micros = decimalSeconds(text);
  if (micros === undefined || micros < least * 1_000_000) return undefined;
  return Math.round(micros / 1000);
}
