/** What the words of a route or a rule have to do with each other. */
import { familyOf, lineProblem, value } from "./line-words.ts";
import { orderProblem } from "./route-order.ts";
import type { CheckedStatement, CheckedWord, ValueProblem } from "./statement.ts";
import type { ValuePlace } from "./values.ts";

/** The families of the addresses that a line names. */
function familiesOf(words: readonly CheckedWord[]): Set<number> {
  return new Set(words.flatMap((word) => familyOf(word.value) ?? []));
}

const destinations = new Set(["default", "any", "all", "default6"]);
/** Options of a route whose value is one word that may look like a destination. */
const routeValues = new Set(
  "src via gw from dev oif table protocol scope metric priority preference tos dsfield or vrf track_group realms".split(
    " ",
  ),
);

export function routeLines({ context }: ValuePlace, statement: CheckedStatement): ValueProblem[] {
  return (statement.body ?? []).flatMap((line) => {
    const words = [line.keyword, ...line.args];
    if (words.some((word) => word.unknown)) return [];
    if (!hasDestination(words))
      return [
        lineProblem(
          "invalid-value",
          line.keyword,
          "The route has no destination: keepalived drops it. (`inet` and `inet6` swallow the word behind them.)",
        ),
      ];
    const flat = words.filter(
      (_, at) => !["inet", "inet6"].includes(words[at - 1]?.value ?? "") || words[at - 2]?.value === "via",
    );
    const cut = flat.findIndex((word) => word.value === "encap");
    if (familiesOf(cut === -1 ? flat : flat.slice(0, cut)).size > 1)
      return [
        lineProblem("invalid-value", line.keyword, "The route mixes IPv4 and IPv6 addresses: keepalived drops it"),
      ];
    const order = orderProblem(words);
    if (order !== undefined) return [order];
    return [
      ...otherFamilyOptions(flat),
      ...deprecatedRouteWords(words),
      ...shortTimes(words),
      ...trackingProblems(context, "route", words),
    ];
  });
}

/** Numbers without a unit are in the kernel's: an eighth, a quarter, a whole millisecond. */
const perMillisecond = new Map([
  ["rtt", 8],
  ["rttvar", 4],
  ["rto_min", 1],
]);

/** Less than 200 ms is raised; keepalived 2.2.7 only logs it, 2.2.8 reports it. */
function shortTimes(words: readonly CheckedWord[]): ValueProblem[] {
  return words.flatMap((option, at) => {
    const parts = perMillisecond.get(option.value);
    if (parts === undefined) return [];
    const word = words[at + (words[at + 1]?.value === "lock" ? 2 : 1)];
    const read = /^\s*\+?(\d+(?:\.\d*)?)(m?s)?/i.exec(word?.value ?? "");
    if (word === undefined || read === null) return [];
    const unit = read[2]?.toLowerCase();
    const milliseconds = Number(read[1]) * (unit === "s" ? 1000 : unit === "ms" ? 1 : 1 / parts);
    if (milliseconds >= 200) return [];
    const message = `${option.value} is at least 200ms: keepalived takes that for \`${word.value}\``;
    return [{ ...lineProblem("invalid-value", word, message), severity: "warning" as const }];
  });
}

/** A virtual route follows its own instance; what is tracked has the protocol of keepalived (keepalived 2.2.7). */
function trackingProblems(context: string, kind: "route" | "rule", words: readonly CheckedWord[]): ValueProblem[] {
  const problems: ValueProblem[] = [];
  const names = kind === "rule" ? ruleNames(words) : words.map((word) => word.value);
  const group = words.find((word) => word.value === "track_group");
  if (group !== undefined && names.includes("track_group") && context !== "/")
    problems.push(lineProblem("invalid-value", group, `Only static ${kind}s have a \`track_group\``));
  const device = kind === "rule" ? ["dev", "iif"] : ["dev", "oif"];
  if (group !== undefined && context === "/" && !names.some((name) => device.includes(name)))
    problems.push({
      ...lineProblem(
        "invalid-value",
        group,
        `A ${kind} without a device has no \`track_group\`: keepalived drops the group`,
      ),
      severity: "warning",
    });
  const protocol = value(words, "protocol");
  if (protocol !== undefined && !names.includes("no_track") && !/^(?:keepalived|18|0x12|022)$/.test(protocol.value))
    problems.push({
      ...lineProblem(
        "invalid-value",
        protocol,
        `A ${kind} that is tracked has the protocol keepalived: write \`no_track\` to keep this one`,
      ),
      severity: "warning",
    });
  return problems;
}

const ipv6Options = new Set(["from", "expires", "pref"]);

/** Options that one family has not (keepalived 2.4.3, alloc of routes). */
function otherFamilyOptions(words: readonly CheckedWord[]): ValueProblem[] {
  const [family] = familiesOf(words);
  if (family === undefined) return [];
  return words.flatMap((word, at) => {
    if (at > 0 && routeValues.has(words[at - 1]?.value ?? "")) return [];
    const wrong = family === 4 ? ipv6Options.has(word.value) : word.value === "realms";
    return wrong
      ? [
          lineProblem(
            "invalid-value",
            word,
            `\`${word.value}\` is not for IPv${family} routes: keepalived drops the route`,
          ),
        ]
      : [];
  });
}

function hasDestination(words: readonly CheckedWord[]): boolean {
  for (let at = 0; at < words.length; at++) {
    const word = words[at]?.value ?? "";
    if (word === "nexthop") return false;
    if (routeValues.has(word)) {
      at += word === "via" && /^inet6?$/.test(words[at + 1]?.value ?? "") ? 2 : 1;
      continue;
    }
    if (word === "inet" || word === "inet6") at++;
    else if (destinations.has(word) || familyOf(word) !== undefined) return true;
    else if (word.includes("/") && /^[\d.:a-f]+\/\d+$/i.test(word)) return true;
  }
  return words.some((word) => /^(?:\d+\.){3}\d+/.test(word.value) && familyOf(word.value) === undefined);
}

const replaced: ReadonlyMap<string, string> = new Map(
  Object.entries({ gw: "via", or: "nexthop", default6: "inet6 default" }),
);
function deprecatedRouteWords(words: readonly CheckedWord[]): ValueProblem[] {
  return words.flatMap((word, at) => {
    const better = replaced.get(word.value);
    if (better === undefined || (at > 0 && routeValues.has(words[at - 1]?.value ?? ""))) return [];
    return [
      {
        kind: "deprecated-keyword" as const,
        place: word.place,
        message: `\`${word.value}\` in a route is deprecated: use \`${better}\``,
        severity: "warning" as const,
      },
    ];
  });
}

const actions = new Set(["table", "lookup", "goto", "nop", "blackhole", "unreachable", "prohibit", "l3mdev"]);
/** What only a rule that names a table takes (keepalived 2.2.7). */
const tableOptions = new Set(["realms", "suppress_prefixlength", "sup_pl", "suppress_ifgroup", "sup_group"]);
/** Words of a rule whose next word is their value. */
const ruleValues = new Set(
  "from to table lookup preference order priority tos dsfield fwmark realms suppress_prefixlength sup_pl suppress_ifgroup sup_group iif dev oif tunnel-id uidrange protocol ipproto sport dport track_group goto".split(
    " ",
  ),
);

export function ruleLines({ context }: ValuePlace, statement: CheckedStatement): ValueProblem[] {
  return (statement.body ?? []).flatMap((line) => {
    const words = [line.keyword, ...line.args];
    if (words.some((word) => word.unknown)) return [];
    const lost = swallowedOption(words);
    if (lost !== undefined) return [lost];
    const names = ruleNames(words);
    const count = names.filter((word) => actions.has(word)).length;
    const drop = (message: string): ValueProblem[] => [
      lineProblem("invalid-value", line.keyword, `${message}: keepalived drops it`),
    ];
    if (count === 0) return drop("The rule says neither which table to look in nor what else to do");
    if (count > 1) return drop("The rule says twice what to do");
    if (familiesOf(words).size > 1) return drop("The rule mixes IPv4 and IPv6 addresses");
    const isTable = names.some((word) => word === "table" || word === "lookup" || word === "l3mdev");
    if (!isTable && names.some((word) => tableOptions.has(word)))
      return drop("`realms` and `suppress_…` are for rules that look in a table");
    if (names.includes("realms") && familiesOf(words).has(6)) return drop("IPv6 rules have no realms");
    const [target, preference] = [numberOf(words, "goto"), numberOf(words, "preference", "order", "priority")];
    if (target <= preference) return drop("A rule cannot go to one that stands before it");
    const hasPreference = names.some((word) => word === "preference" || word === "order" || word === "priority");
    if (names.includes("goto") && !hasPreference) return drop("A rule with goto needs a preference");
    const tracking = trackingProblems(context, "rule", words);
    if (hasPreference || tracking.length > 0) return tracking;
    return [
      {
        kind: "invalid-value" as const,
        place: line.keyword.place,
        severity: "warning" as const,
        message:
          "The rule has no preference: keepalived numbers it downwards from 32765, which is rarely what is meant",
      },
    ];
  });
}

/** `inet` and `inet6` swallow the word behind them; the value of an option that is lost so is no word of a rule (keepalived 2.2.7 and 2.4.3). */
function swallowedOption(words: readonly CheckedWord[]): ValueProblem | undefined {
  for (let at = 0; at + 2 < words.length; at++) {
    const word = words[at]?.value ?? "";
    const next = words[at + 1];
    if (ruleValues.has(word)) at++;
    if (word !== "inet" && word !== "inet6") continue;
    if (next !== undefined && ruleValues.has(next.value))
      return lineProblem(
        "invalid-value",
        next,
        `\`${word}\` swallows the word behind it, here \`${next.value}\`: keepalived drops the rule`,
      );
    at++;
  }
  return undefined;
}

/** The number behind the first of the words that is there; NaN where none is. */
function numberOf(words: readonly CheckedWord[], ...names: string[]): number {
  const found = names.map((name) => value(words, name)).find((word) => word !== undefined);
  return found === undefined ? Number.NaN : Number(found.value);
}

function ruleNames(words: readonly CheckedWord[]): string[] {
  const names: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]?.value ?? "";
    names.push(word);
    if (ruleValues.has(word) || word === "inet" || word === "inet6") at++;
  }
  return names;
}
