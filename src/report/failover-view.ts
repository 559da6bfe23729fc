/** What the failover command shows, in words and numbers: each renderer draws the same view. */

export interface FailoverView {
  readonly cluster: string;
  readonly nodes: readonly string[];
  readonly parts: readonly FailoverPart[];
  readonly assumptions: readonly string[];
  /** Daemons that refuse their configuration, and what daemons ignore. */
  readonly notes: readonly { readonly node: string; readonly text: string; readonly refuses: boolean }[];
  /** What answers on the addresses, and what becomes of it when a server fails. */
  readonly services: readonly FailoverService[];
}

/** Addresses that always move together. */
export interface FailoverPart {
  readonly addresses: readonly string[];
  readonly instances: readonly string[];
  readonly tables: readonly FailoverTable[];
  readonly broken: readonly FailoverBroken[];
  /** Which single failures were tried: of large clusters not all are. */
  readonly tried: "all" | "some" | "none";
  /** Pairs of failures that were tried. */
  readonly pairs: number;
}

/** The failures from one state in which nothing has failed. */
export interface FailoverTable {
  readonly holders: readonly string[];
  readonly rows: readonly FailoverRow[];
}

export interface FailoverRow {
  readonly event: string;
  readonly holders: readonly string[];
  /** Seconds, lowest and highest; absent where it did not move. */
  readonly none?: readonly [number, number];
  readonly dual?: readonly [number, number];
  /** From the failure to the last change of holder: until then clients reach what has failed, or nothing. */
  readonly moved?: readonly [number, number];
  /** Who holds it when the failure is over. */
  readonly after: readonly string[];
  readonly recovery: string;
  readonly verdict: "holds" | "expected" | "broken";
  readonly note: string;
  readonly trace: readonly FailoverTraceLine[];
}

export interface FailoverTraceLine {
  /** Seconds after the event. */
  readonly at: number;
  readonly node: string;
  readonly text: string;
}

export interface FailoverBroken {
  readonly rule: string;
  readonly events: readonly string[];
  readonly message: string;
  readonly trace: readonly FailoverTraceLine[];
}

export interface FailoverService {
  readonly node: string;
  readonly address: string;
  /** `web (http, :80)`; empty where nothing answers. */
  readonly listeners: readonly string[];
  readonly loss: readonly string[];
}

/** `2.6–3.6 s`; a dash where there is no gap. */
export function seconds(range: readonly [number, number] | undefined): string {
  if (range === undefined || range[1] < 0.01) return "–";
  const [low, high] = range.map(rounded);
  return low === high ? `${high} s` : `${low}–${high} s`;
}

function rounded(value: number): string {
  return value >= 10 ? value.toFixed(0) : value >= 0.995 ? value.toFixed(1) : value.toFixed(2);
}

/** `lb01`, `lb01 and lb02`, `nobody`. */
export function holdersText(holders: readonly string[]): string {
  if (holders.length === 0) return "nobody";
  const last = holders.at(-1) ?? "";
  return holders.length === 1 ? last : `${holders.slice(0, -1).join(", ")} and ${last}`;
}

/** What holds of a part of which nothing is broken. */
export function fineText({ tried, pairs }: FailoverPart): string {
  if (tried === "none") return "! no failure was tried: too many instances hang together";
  const singles = tried === "all" ? "all single failures" : "the single failures that were tried";
  return `✓ a node that can hold it does, and one only: after ${singles}${pairs === 0 ? "" : ` and ${pairs} pairs`}`;
}

/** How the state after the recovery compares with the one before the failure. */
export function afterText(row: FailoverRow, before: readonly string[]): string {
  if (row.after.length === 0 && row.holders.length > 0) return "nobody";
  const same = (one: readonly string[], other: readonly string[]) => one.join() === other.join();
  if (same(row.after, row.holders)) return same(row.holders, before) ? "stays" : "stays there";
  return same(row.after, before) ? "goes back" : holdersText(row.after);
}

export const verdictMarks = { holds: "✓", expected: "~", broken: "✗" } as const;
