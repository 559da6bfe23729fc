/** What the parts of one statement have to do with each other, beyond the form of each word. */
import { parseIpv4, parseIpv6 } from "../types/inet.ts";
import type { CheckedStatement, CheckedWord, ValueProblem } from "./statement.ts";
import type { ValuePlace } from "./values.ts";

export function checkRelations(at: ValuePlace, statement: CheckedStatement): ValueProblem[] {
  const key = at.context === "/" ? at.entry.keyword : `${at.context}/${at.entry.keyword}`;
  return relations[key]?.(at, statement) ?? [];
}

type Relation = (at: ValuePlace, statement: CheckedStatement) => ValueProblem[];

const relations: Readonly<Record<string, Relation>> = {
  "vrrp_instance/authentication/auth_pass": authPass,
  "vrrp_instance/virtual_ipaddress": addressLines,
  "vrrp_instance/virtual_ipaddress_excluded": addressLines,
  static_ipaddress: addressLines,
  "vrrp_instance/virtual_routes": routeLines,
  static_routes: routeLines,
  "vrrp_instance/virtual_rules": ruleLines,
  static_rules: ruleLines,
  "vrrp_instance/unicast_peer": peerLines,
  "vrrp_sync_group/group": emptyBlock,
  "track_group/group": emptyBlock,
  "garp_group/interfaces": emptyBlock,
  "global_defs/notification_email": emptyBlock,
  virtual_server_group: emptyBlock,
  "global_defs/vrrp_ipsets": differentNames,
  "global_defs/vrrp_rx_bufs_policy": oneOnly,
  "global_defs/include_check": oneAbsolute,
  "vrrp_instance/use_ipvlan": oneMode,
  "vrrp_instance/use_vmac": oneName,
  "virtual_server/real_server/UDP_CHECK": replyLengths,
  "virtual_server/lb_kind": tunnel,
  "virtual_server/lvs_method": tunnel,
  "virtual_server/sorry_server_lvs_method": tunnel,
  "virtual_server/real_server/lvs_method": tunnel,
};

const encoder = new TextEncoder();

/** Eight bytes go into an advert; the rest is cut with a report (keepalived 2.2.7, auth_pass). */
function authPass(_at: ValuePlace, statement: CheckedStatement): ValueProblem[] {
  const [word] = statement.args;
  if (word === undefined || word.unknown) return [];
  const length = encoder.encode(word.value).length;
  if (length <= 8) return [];
  return [
    {
      kind: "auth-pass-truncated",
      place: word.place,
      message: `The password has ${length} bytes, of which keepalived uses the first 8: whatever stands after them adds nothing, and two passwords that begin alike are the same.`,
    },
  ];
}

function value(words: readonly CheckedWord[], option: string): CheckedWord | undefined {
  const at = words.findIndex((word) => word.value === option);
  return at === -1 ? undefined : words[at + 1];
}

function lineProblem(kind: ValueProblem["kind"], word: CheckedWord, message: string): ValueProblem {
  return { kind, place: word.place, message };
}

const ipv4Only = ["scope", "label"];

function addressLines({ context }: ValuePlace, statement: CheckedStatement): ValueProblem[] {
  const kind = context === "/" ? "invalid-value" : "invalid-vip";
  return (statement.body ?? []).flatMap((line) => {
    const words = [line.keyword, ...line.args];
    const options = line.args.map((word) => word.value);
    const problems: ValueProblem[] = [];
    if (options.filter((word) => word === "dev").length > 1)
      problems.push(lineProblem(kind, line.keyword, "The address names a device twice: keepalived drops it."));
    const track = line.args.find((word) => word.value === "track_group");
    if (track !== undefined && context !== "/")
      problems.push(
        lineProblem(kind, track, "`track_group` is for static addresses only: keepalived ignores the word."),
      );
    const vmac = line.args.find((word) => word.value === "use_vmac");
    if (vmac !== undefined && context === "/")
      problems.push(lineProblem(kind, vmac, "`use_vmac` is for virtual addresses only: keepalived ignores the word."));
    problems.push(...familyProblems(kind, line.keyword, words), ...broadcastProblems(kind, line.keyword, words));
    return problems;
  });
}

function familyProblems(
  kind: ValueProblem["kind"],
  address: CheckedWord,
  words: readonly CheckedWord[],
): ValueProblem[] {
  const isIpv6 = address.value.includes(":");
  const problems: ValueProblem[] = [];
  const peer = value(words, "peer");
  if (peer !== undefined && !peer.unknown && peer.value.includes(":") !== isIpv6)
    problems.push(lineProblem(kind, peer, "The peer is of another family than the address: keepalived ignores it."));
  if (peer !== undefined && address.value.includes("/"))
    problems.push(
      lineProblem(kind, address, "An address with a peer takes no prefix length: keepalived ignores the prefix."),
    );
  if (!isIpv6 || address.unknown) return problems;
  for (const option of ipv4Only) {
    const found = words.slice(1).find((word) => word.value === option);
    if (found !== undefined && value(words, option)?.value !== "global")
      problems.push(lineProblem(kind, found, `IPv6 addresses have no ${option}: keepalived ignores it.`));
  }
  const broadcast = words.slice(1).find((word) => word.value === "brd" || word.value === "broadcast");
  if (broadcast !== undefined)
    problems.push(
      lineProblem(kind, broadcast, "IPv6 addresses have no broadcast address: keepalived drops the address."),
    );
  return problems;
}

function broadcastProblems(
  kind: ValueProblem["kind"],
  address: CheckedWord,
  words: readonly CheckedWord[],
): ValueProblem[] {
  const broadcast = value(words, "brd") ?? value(words, "broadcast");
  if (broadcast === undefined || address.value.includes(":") || address.unknown) return [];
  if (words.some((word) => word.value === "peer"))
    return [
      lineProblem(
        kind,
        broadcast,
        "A peer and a broadcast address exclude each other: keepalived ignores the broadcast address.",
      ),
    ];
  const prefix = Number(address.value.split("/")[1] ?? "32");
  if ((broadcast.value === "+" || broadcast.value === "-") && prefix > 30)
    return [
      lineProblem(kind, broadcast, `A prefix of ${prefix} bits leaves no broadcast address: keepalived sets none.`),
    ];
  return [];
}

/** The families of the addresses that a line names. */
function familiesOf(words: readonly CheckedWord[]): Set<number> {
  const families = new Set<number>();
  for (const word of words) {
    const address = word.value.split("/")[0] ?? "";
    if (parseIpv4(address) !== undefined) families.add(4);
    else if (parseIpv6(address) !== undefined) families.add(6);
  }
  return families;
}

const destinations = new Set(["default", "any", "all", "default6"]);
/** Options of a route whose value is one word that may look like a destination. */
const routeValues = new Set(
  "src via gw from dev oif table protocol scope metric priority preference tos dsfield or vrf track_group realms".split(
    " ",
  ),
);

function routeLines(_at: ValuePlace, statement: CheckedStatement): ValueProblem[] {
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
        lineProblem("invalid-value", line.keyword, "The route mixes IPv4 and IPv6 addresses: keepalived drops it."),
      ];
    return [...otherFamilyOptions(flat), ...deprecatedRouteWords(words)];
  });
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
            `\`${word.value}\` is not for IPv${family} routes: keepalived drops the route.`,
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
    else if (destinations.has(word) || familiesOf([words[at] ?? noWord]).size > 0) return true;
    else if (word.includes("/") && /^[\d.:a-f]+\/\d+$/i.test(word)) return true;
  }
  return words.some((word) => /^(?:\d+\.){3}\d+/.test(word.value) && familiesOf([word]).size === 0);
}
const noWord: CheckedWord = {
  value: "",
  place: { path: "", span: { start: 0, end: 0 } },
  quoted: false,
  expanded: false,
  unknown: false,
};

const replaced: Readonly<Record<string, string>> = { gw: "via", or: "nexthop", default6: "inet6 default" };
function deprecatedRouteWords(words: readonly CheckedWord[]): ValueProblem[] {
  return words.flatMap((word, at) => {
    const better = replaced[word.value];
    if (better === undefined || (at > 0 && routeValues.has(words[at - 1]?.value ?? ""))) return [];
    return [
      {
        kind: "deprecated-keyword" as const,
        place: word.place,
        message: `\`${word.value}\` in a route is deprecated: use \`${better}\`.`,
        severity: "warning" as const,
      },
    ];
  });
}

const actions = new Set(["table", "lookup", "goto", "nop", "blackhole", "unreachable", "prohibit", "l3mdev"]);
/** Words of a rule whose next word is their value. */
const ruleValues = new Set(
  "from to table lookup preference order priority tos dsfield fwmark realms suppress_prefixlength sup_pl suppress_ifgroup sup_group iif dev oif tunnel-id uidrange protocol ipproto sport dport track_group goto".split(
    " ",
  ),
);

function ruleLines(_at: ValuePlace, statement: CheckedStatement): ValueProblem[] {
  return (statement.body ?? []).flatMap((line) => {
    const words = [line.keyword, ...line.args];
    if (words.some((word) => word.unknown)) return [];
    const names = ruleNames(words);
    const count = names.filter((word) => actions.has(word)).length;
    const drop = (message: string): ValueProblem[] => [
      lineProblem("invalid-value", line.keyword, `${message}: keepalived drops it.`),
    ];
    if (count === 0) return drop("The rule says neither which table to look in nor what else to do");
    if (count > 1) return drop("The rule says twice what to do");
    if (familiesOf(words).size > 1) return drop("The rule mixes IPv4 and IPv6 addresses");
    const [target, preference] = [numberOf(words, "goto"), numberOf(words, "preference", "order", "priority")];
    if (target <= preference) return drop("A rule cannot go to one that stands before it");
    const hasPreference = names.some((word) => word === "preference" || word === "order" || word === "priority");
    if (names.includes("goto") && !hasPreference) return drop("A rule with goto needs a preference");
    if (hasPreference) return [];
    return [
      {
        kind: "invalid-value" as const,
        place: line.keyword.place,
        severity: "warning" as const,
        message:
          "The rule has no preference: keepalived numbers it downwards from 32765, which is rarely what is meant.",
      },
    ];
  });
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

function peerLines(_at: ValuePlace, statement: CheckedStatement): ValueProblem[] {
  return (statement.body ?? []).flatMap((line) => {
    const low = Number(value(line.args, "min_ttl")?.value);
    const high = Number(value(line.args, "max_ttl")?.value);
    if (!(low > high)) return [];
    return [
      lineProblem("invalid-value", line.keyword, "`min_ttl` is above `max_ttl`: no advert of this peer is accepted."),
    ];
  });
}

function emptyBlock({ entry }: ValuePlace, statement: CheckedStatement): ValueProblem[] {
  if (statement.body === undefined || statement.body.length > 0) return [];
  const isMail = entry.keyword === "notification_email";
  const effect = isMail ? "keepalived reports it and sends no mail" : "keepalived drops what it belongs to";
  return [
    {
      kind: "argument-count",
      place: statement.place,
      message: `\`${entry.keyword}\` is empty: ${effect}.`,
      ...(isMail && { severity: "warning" as const }),
    },
  ];
}

/** The options of a tunnel depend on its type (keepalived 2.4.3, lvs_method). */
function tunnel(_at: ValuePlace, statement: CheckedStatement): ValueProblem[] {
  const { args } = statement;
  if (args.some((word) => word.unknown)) return [];
  const [kind] = args;
  if (kind === undefined || args.length === 1) return [];
  const type = value(args, "type")?.value ?? "ipip";
  const has = (word: string): boolean => args.some((one) => one.value === word);
  const report = (message: string): ValueProblem[] => [
    lineProblem("invalid-value", kind, `${message}: keepalived ignores the line.`),
  ];
  if ((type === "gue") !== has("port"))
    return report(type === "gue" ? "A gue tunnel needs a port" : "Only a gue tunnel takes a port");
  if (type === "ipip" && (has("csum") || has("remcsum"))) return report("An ipip tunnel has no checksum");
  if (type === "gre" && has("remcsum")) return report("A gre tunnel has no remote checksum");
  return [];
}

/** keepalived 2.4.3, vrrp_ipsets. */
function differentNames(_at: ValuePlace, { args }: CheckedStatement): ValueProblem[] {
  const again = args.find((word, at) => args.findIndex((one) => one.value === word.value) < at);
  if (again === undefined) return [];
  return [lineProblem("invalid-value", again, `\`${again.value}\` names two ipsets: keepalived ignores the line.`)];
}

/** A size and a policy, or two policies: one of them is dropped (keepalived 2.4.3). */
function oneOnly(_at: ValuePlace, { args }: CheckedStatement): ValueProblem[] {
  const [, second] = args;
  if (second === undefined) return [];
  return [
    lineProblem(
      "invalid-value",
      second,
      `\`${second.value}\` does not go with \`${args[0]?.value ?? ""}\`: keepalived drops one of them.`,
    ),
  ];
}

/** The types of include_check add up only where they have a sign. */
function oneAbsolute(_at: ValuePlace, { args }: CheckedStatement): ValueProblem[] {
  const second = args.filter((word) => /^[a-z]/.test(word.value))[1];
  if (second === undefined) return [];
  return [
    lineProblem(
      "invalid-value",
      second,
      `A second type needs + or - before it: keepalived ignores \`${second.value}\`.`,
    ),
  ];
}

const modes = new Set(["bridge", "private", "vepa"]);
function oneMode(_at: ValuePlace, { args }: CheckedStatement): ValueProblem[] {
  const second = args.filter((word) => modes.has(word.value))[1];
  if (second === undefined) return [];
  return [lineProblem("invalid-value", second, `\`${second.value}\` is a second mode: keepalived ignores it.`)];
}

/** keepalived 2.2.7, use_vmac. */
function oneName(_at: ValuePlace, { args }: CheckedStatement): ValueProblem[] {
  const names = args.filter(({ value: word }, at) => {
    return !word.includes(":") && !/^(?:netlink_notify_msg|name|group)$/.test(word) && args[at - 1]?.value !== "group";
  });
  const [, second] = names;
  if (second === undefined || args.some((word) => word.unknown)) return [];
  return [lineProblem("invalid-value", second, `\`${second.value}\` is a second name: keepalived ignores it.`)];
}

function replyLengths(_at: ValuePlace, { body = [] }: CheckedStatement): ValueProblem[] {
  const word = (keyword: string) => body.findLast((line) => line.keyword.value === keyword)?.args[0];
  const [low, high] = [word("min_reply_length"), word("max_reply_length")];
  if (low === undefined || !(Number(low.value) > Number(high?.value ?? 255)) || Number(low.value) > 65535) return [];
  return [
    {
      kind: "invalid-value",
      place: low.place,
      severity: "warning",
      message: `The shortest answer (${low.value}) is longer than the longest (${high?.value ?? 255}): no answer counts.`,
    },
  ];
}
