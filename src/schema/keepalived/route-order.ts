/** Mistakes of a route that come from the order of its words: each is held against what stands before it. */
import { parseIpv4, parseIpv6 } from "../types/inet.ts";
import { lineProblem } from "./line-words.ts";
import type { CheckedWord, ValueProblem } from "./statement.ts";

type Family = 4 | 6;
const anywhere = new Set(["default", "any", "all"]);
const types = new Set(
  "local nat broadcast brd anycast multicast prohibit unreachable blackhole xresolve unicast throw".split(" "),
);
/** Options with one value, or a lock and a value. */
const valued = new Set(
  "dev oif table protocol scope metric priority preference tos dsfield or vrf track_group mtu hoplimit advmss rtt rttvar reordering window cwnd ssthresh rto_min initcwnd initrwnd features quickack congctl ttl-propagate fastopen_no_cookie".split(
    " ",
  ),
);
const flags = new Set("onlink add prepend append no_track".split(" "));

/**
 * The first word that fits not what stands before it: a family said after the address, `default` after a gateway.
 * keepalived 2.2.7 and 2.4.3 drop the route: a default destination has no family of its own.
 */
export function orderProblem(words: readonly CheckedWord[]): ValueProblem | undefined {
  let family: Family | undefined;
  const drop = (at: number, message: string): ValueProblem | undefined => {
    const word = words[at];
    return word && lineProblem("invalid-value", word, `${message}: keepalived drops the route.`);
  };
  for (let at = 0; at < words.length; at++) {
    const word = words[at]?.value ?? "";
    const next = words[at + 1]?.value ?? "";
    // What stands in an encapsulation or behind a next hop is of no family here.
    if (word === "nexthop" || word === "encap") return undefined;
    if (word === "inet" || word === "inet6") {
      const said: Family = word === "inet" ? 4 : 6;
      if (family !== undefined && family !== said) return drop(at, `\`${word}\` stands in an IPv${family} route`);
      family = said;
      at++;
    } else if (word === "via" || word === "gw") {
      const said = next === "inet" ? 4 : next === "inet6" ? 6 : undefined;
      const gateway = said === undefined ? at + 1 : at + 2;
      const own = familyOf(words[gateway]?.value ?? "");
      if (own !== undefined && (said ?? family ?? own) !== own)
        return drop(gateway, "The gateway is of another family");
      if (said !== undefined && family !== undefined && said !== family)
        return drop(at + 1, "The gateway is of another family");
      family ??= said ?? own;
      at = gateway;
    } else if (word === "from") {
      if (anywhere.has(next)) return drop(at + 1, `\`${next}\` is of no family, and \`from\` is for IPv6`);
      family ??= familyOf(next);
      at++;
    } else if (word === "src") {
      family ??= familyOf(next);
      at++;
    } else if (word === "realms") {
      family ??= 4;
      at++;
    } else if (word === "expires" || word === "pref") {
      family ??= 6;
      at++;
    } else if (valued.has(word)) at += next === "lock" ? 2 : 1;
    else if (!flags.has(word)) {
      if (word === "to") at++;
      if (types.has(words[at]?.value ?? "")) at++;
      const destination = words[at]?.value ?? "";
      if (anywhere.has(destination) && family !== undefined)
        return drop(
          at,
          `\`${destination}\` is of no family here: write it first, or ${family === 4 ? "0.0.0.0/0" : "::/0"}`,
        );
      family ??= familyOf(destination);
    }
  }
  return undefined;
}

function familyOf(text: string): Family | undefined {
  const address = text.split("/")[0] ?? "";
  if (parseIpv4(address) !== undefined) return 4;
  return parseIpv6(address) === undefined ? undefined : 6;
}
