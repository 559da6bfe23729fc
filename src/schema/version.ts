/** Versions of the two programs: which are supported, how they compare, which have an entry. */
import type { Entry } from "./entry.ts";

/** The released branches that halint knows, oldest first. */
export const supportedVersions = {
  haproxy: ["2.4", "2.5", "2.6", "2.7", "2.8", "2.9", "3.0", "3.1", "3.2", "3.3", "3.4"],
  keepalived: ["2.0", "2.1", "2.2", "2.3", "2.4"],
} as const;

/** Whether a version, of whatever patch level, is of a branch that the grammar knows. */
export function isSupported(language: keyof typeof supportedVersions, version: string): boolean {
  const branch = version.split(".").slice(0, 2).join(".");
  return supportedVersions[language].some((known) => compareVersions(known, branch) === 0);
}

/**
 * Below, equal or above zero as `a` is older, the same or newer. A part that is not given counts as the lowest in
 * `2.10` against `2.10.1`. Anything that is not a number counts as 0.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split("."), b.split(".")];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = partOf(left[at]) - partOf(right[at]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function partOf(text: string | undefined): number {
  const number = Number.parseInt(text ?? "0", 10);
  return Number.isNaN(number) ? 0 : number;
}

/**
 * Whether a version of the program has the entry. A version without a patch level (`2.2`) stands for the newest of its
 * branch: it has what any release of the branch brought, and lacks what one took away.
 */
export function isKnownIn(entry: Pick<Entry, "since" | "until">, version: string): boolean {
  const whole = version.split(".").length >= 3 ? version : `${version}.${Number.MAX_SAFE_INTEGER}`;
  if (entry.since !== undefined && compareVersions(whole, entry.since) < 0) return false;
  return entry.until === undefined || compareVersions(whole, entry.until) < 0;
}

/** Whether the program warns of the entry in a version. */
export function isDeprecatedIn(entry: Pick<Entry, "deprecated">, version: string): boolean {
  const whole = version.split(".").length >= 3 ? version : `${version}.${Number.MAX_SAFE_INTEGER}`;
  return entry.deprecated !== undefined && compareVersions(whole, entry.deprecated) >= 0;
}
