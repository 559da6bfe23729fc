/** What the parts of one statement have to do with each other, beyond the form of each word. */
import { parseIpv4, parseIpv6 } from "../types/inet.ts";
import { compareVersions } from "../version.ts";
import { lineProblem, value } from "./line-words.ts";
import { routeLines, ruleLines } from "./route-lines.ts";
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
  virtual_server_group: groupLines,
  "global_defs/vrrp_ipsets": differentNames,
  "global_defs/vrrp_rx_bufs_policy": oneOnly,
  "global_defs/include_check": oneAbsolute,
  "vrrp_instance/use_ipvlan": oneMode,
  "vrrp_instance/use_vmac": oneName,
  virtual_server: serverFamily,
  vrrp_track_process: quorums,
  "virtual_server/real_server/UDP_CHECK": replyLengths,
  "virtual_server/real_server/UDP_CHECK/payload": lastByte,
  "virtual_server/real_server/UDP_CHECK/require_reply": lastByte,
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
      message: `The password has ${length} bytes, of which keepalived uses the first 8: whatever stands after them adds nothing, and two passwords that begin alike are the same`,
    },
  ];
}

const ipv4Only = ["scope", "label"];
const globalScopes: ReadonlySet<string | undefined> = new Set(["global", "0"]);

function addressLines({ context }: ValuePlace, statement: CheckedStatement): ValueProblem[] {
  const kind = context === "/" ? "invalid-value" : "invalid-vip";
  return (statement.body ?? []).flatMap((line) => {
    const words = [line.keyword, ...line.args];
    const options = line.args.map((word) => word.value);
    const problems: ValueProblem[] = [];
    if (options.filter((word) => word === "dev").length > 1)
      problems.push(lineProblem(kind, line.keyword, "The address names a device twice: keepalived drops it"));
    const track = line.args.find((word) => word.value === "track_group");
    if (track !== undefined && context !== "/")
      problems.push(
        lineProblem(kind, track, "`track_group` is for static addresses only: keepalived ignores the word"),
      );
    const vmac = line.args.find((word) => word.value === "use_vmac");
    if (vmac !== undefined && context === "/")
      problems.push(lineProblem(kind, vmac, "`use_vmac` is for virtual addresses only: keepalived ignores the word"));
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
    problems.push(lineProblem(kind, peer, "The peer is of another family than the address: keepalived ignores it"));
  // The full length is as good as none (keepalived 2.2.7).
  if (peer !== undefined && address.value.includes("/") && !address.value.endsWith(isIpv6 ? "/128" : "/32"))
    problems.push(
      lineProblem(kind, address, "An address with a peer takes no prefix length: keepalived ignores the prefix"),
    );
  if (!isIpv6 || address.unknown) return problems;
  for (const option of ipv4Only) {
    const at = words.findLastIndex((word, index) => index > 0 && word.value === option);
    const found = words[at];
    if (found === undefined) continue;
    // The last one counts, and the scope global is as good as none.
    if (option !== "scope" || !globalScopes.has(words[at + 1]?.value))
      problems.push(lineProblem(kind, found, `IPv6 addresses have no ${option}: keepalived ignores it`));
  }
  const broadcast = words.slice(1).find((word) => word.value === "brd" || word.value === "broadcast");
  if (broadcast !== undefined)
    problems.push(
      lineProblem(kind, broadcast, "IPv6 addresses have no broadcast address: keepalived drops the address"),
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
        "A peer and a broadcast address exclude each other: keepalived ignores the broadcast address",
      ),
    ];
  const prefix = Number(address.value.split("/")[1] ?? "32");
  if ((broadcast.value === "+" || broadcast.value === "-") && prefix > 30)
    return [
      lineProblem(kind, broadcast, `A prefix of ${prefix} bits leaves no broadcast address: keepalived sets none`),
    ];
  return [];
}

function peerLines(_at: ValuePlace, statement: CheckedStatement): ValueProblem[] {
  return (statement.body ?? []).flatMap((line) => {
    const low = Number(value(line.args, "min_ttl")?.value);
    const high = Number(value(line.args, "max_ttl")?.value);
    if (!(low > high)) return [];
    return [
      lineProblem("invalid-value", line.keyword, "`min_ttl` is above `max_ttl`: no advert of this peer is accepted"),
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
      message: `\`${entry.keyword}\` is empty: ${effect}`,
      ...(isMail && { severity: "warning" as const }),
    },
  ];
}

/** A mark of a group with both families has to say which is its own (keepalived 2.2.7). */
function groupLines(at: ValuePlace, statement: CheckedStatement): ValueProblem[] {
  const lines = statement.body ?? [];
  const is = (read: (text: string) => unknown) =>
    lines.some(({ keyword }) => read(keyword.value.split(/[-/]/)[0] ?? "") !== undefined);
  const mark = lines.find(({ keyword, args }) => keyword.value === "fwmark" && args.length === 1);
  if (mark === undefined || !is(parseIpv4) || !is(parseIpv6)) return emptyBlock(at, statement);
  const message = "The group has addresses of both families, and the mark says none: keepalived drops the group";
  return [lineProblem("invalid-value", mark.keyword, message)];
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
    lineProblem("invalid-value", kind, `${message}: keepalived ignores the line`),
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
  return [lineProblem("invalid-value", again, `\`${again.value}\` names two ipsets: keepalived ignores the line`)];
}

/** A size and a policy, or two policies: one of them is dropped (keepalived 2.4.3). */
function oneOnly(_at: ValuePlace, { args }: CheckedStatement): ValueProblem[] {
  const [, second] = args;
  if (second === undefined) return [];
  return [
    lineProblem(
      "invalid-value",
      second,
      `\`${second.value}\` does not go with \`${args[0]?.value ?? ""}\`: keepalived drops one of them`,
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
      `A second type needs + or - before it: keepalived ignores \`${second.value}\``,
    ),
  ];
}

const modes = new Set(["bridge", "private", "vepa"]);
function oneMode(_at: ValuePlace, { args }: CheckedStatement): ValueProblem[] {
  const second = args.filter((word) => modes.has(word.value))[1];
  if (second === undefined) return [];
  return [lineProblem("invalid-value", second, `\`${second.value}\` is a second mode: keepalived ignores it`)];
}

/** keepalived 2.2.7, use_vmac. */
function oneName(_at: ValuePlace, { args }: CheckedStatement): ValueProblem[] {
  const names = args.filter(({ value: word }, at) => {
    return !word.includes(":") && !/^(?:netlink_notify_msg|name|group)$/.test(word) && args[at - 1]?.value !== "group";
  });
  const [, second] = names;
  if (second === undefined || args.some((word) => word.unknown)) return [];
  return [lineProblem("invalid-value", second, `\`${second.value}\` is a second name: keepalived ignores it`)];
}

/** A last byte of ff counts as a mistake before keepalived 2.3.3. */
function lastByte({ lookup: { target } }: ValuePlace, { args }: CheckedStatement): ValueProblem[] {
  const last = args.at(-1);
  if (target === undefined || compareVersions(target, "2.3.3") >= 0 || last === undefined || last.unknown) return [];
  const digits = args.map((word) => word.value).join(" ");
  // Digits pair within a group; a group's odd last one is a byte.
  const group = digits.split(/\s+/).findLast((one) => one !== "") ?? "";
  if (group.length % 2 === 1 || !/ff$/i.test(group)) return [];
  return [
    lineProblem(
      "invalid-value",
      last,
      `keepalived ${target} takes \`ff\` as the last byte for a mistake and ignores the line`,
    ),
  ];
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
      message: `The shortest answer (${low.value}) is longer than the longest (${high?.value ?? 255}): no answer counts`,
    },
  ];
}

/** The family of a server's address is not to be chosen again, and the granularity has the form of the family (keepalived 2.2.7). */
function serverFamily(_at: ValuePlace, { args, body = [] }: CheckedStatement): ValueProblem[] {
  const [address] = args;
  if (address === undefined || address.unknown) return [];
  const family = parseIpv4(address.value) !== undefined ? "inet" : parseIpv6(address.value) && "inet6";
  if (family === undefined) return [];
  return body.flatMap(({ keyword, args: [word] }): ValueProblem[] => {
    if (word === undefined || word.unknown) return [];
    if (keyword.value === "ip_family" && /^inet6?$/.test(word.value) && word.value !== family)
      return [lineProblem("invalid-value", word, `${address.value} is of another family: keepalived ignores the line`)];
    if (keyword.value === "persistence_granularity" && family === "inet6" && word.value.includes("."))
      return [lineProblem("invalid-value", word, "IPv6 has a prefix length here: keepalived ignores the line")];
    return [];
  });
}

/** Each is held against the other as it stands when its line is read (keepalived 2.2.7, vrrp_track_process). */
function quorums(_at: ValuePlace, { body = [] }: CheckedStatement): ValueProblem[] {
  const problems: ValueProblem[] = [];
  let [least, most] = [1, Number.POSITIVE_INFINITY];
  for (const { keyword, args } of body) {
    const [word] = args;
    if (word === undefined || !/^\d+$/.test(word.value) || Number(word.value) > 65535) continue;
    const number = Number(word.value);
    if (keyword.value === "quorum") {
      if (number <= most) least = number;
      else
        problems.push(
          lineProblem("invalid-value", word, `The quorum is above the quorum_max of ${most}: keepalived ignores it`),
        );
    } else if (keyword.value === "quorum_max") {
      if (number >= least || (number === 0 && least <= 1)) {
        most = number;
        least = number === 0 ? 0 : Math.max(least, 1);
      } else
        problems.push(
          lineProblem("invalid-value", word, `quorum_max is below the quorum of ${least}: keepalived ignores it`),
        );
    }
  }
  return problems;
}
