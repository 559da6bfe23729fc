/** Mistakes of a route that come from the order of its words: each is held against what stands before it. */
import { familyOf, lineProblem } from "./line-words.ts";
import type { CheckedWord, ValueProblem } from "./statement.ts";

type Family = 4 | 6;

/** Destinations without a family of their own. */
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
 * The first word that contradicts those before it: a family said after an address, `default` after a gateway. keepalived 2.2.7
 * and 2.4.3 drop the route.
 */
export function orderProblem(words: readonly CheckedWord[]): ValueProblem | undefined {
  const route = new RouteReader(words);
  for (let word = route.take(); word !== undefined; word = route.take()) {
    // What stands in an encapsulation or behind a next hop is of no family here.
    if (word === "nexthop" || word === "encap") return undefined;
    const problem = (readers.get(word) ?? readOther)(route, word);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Reads an option's value, behind the word that names it. */
type Reader = (route: RouteReader, word: string) => ValueProblem | undefined;

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["inet", (route) => readSaidFamily(route, 4)],
  ["inet6", (route) => readSaidFamily(route, 6)],
  ["via", readGateway],
  ["gw", readGateway],
  ["from", readSource],
  ["src", (route) => void route.settle(familyOf(route.take() ?? ""))],
  ["realms", (route) => readOfFamily(route, 4)],
  ["expires", (route) => readOfFamily(route, 6)],
  ["pref", (route) => readOfFamily(route, 6)],
]);

/** Goes over the words; the first that has a family settles that of the route. */
class RouteReader {
  readonly #words: readonly CheckedWord[];
  #at = -1;
  family: Family | undefined;

  constructor(words: readonly CheckedWord[]) {
    this.#words = words;
  }

  take(): string | undefined {
    this.#at++;
    return this.#words[this.#at]?.value;
  }

  get next(): string | undefined {
    return this.#words[this.#at + 1]?.value;
  }

  settle(family: Family | undefined): void {
    this.family ??= family;
  }

  /** The problem of the word that was taken last. */
  drop(message: string): ValueProblem | undefined {
    const word = this.#words[this.#at];
    return word && lineProblem("invalid-value", word, `${message}: keepalived drops the route`);
  }
}

/** `inet` and `inet6` swallow the word behind them. */
function readSaidFamily(route: RouteReader, said: Family): ValueProblem | undefined {
  if (route.family !== undefined && route.family !== said)
    return route.drop(`\`inet${said === 6 ? "6" : ""}\` stands in an IPv${route.family} route`);
  route.settle(said);
  route.take();
  return undefined;
}

function readGateway(route: RouteReader): ValueProblem | undefined {
  const said = route.next === "inet" ? 4 : route.next === "inet6" ? 6 : undefined;
  const expected = said ?? route.family;
  if (said !== undefined) {
    route.take();
    if (route.family !== undefined && route.family !== said) return route.drop("The gateway is of another family");
  }
  const own = familyOf(route.take() ?? "");
  if (own !== undefined && own !== (expected ?? own)) return route.drop("The gateway is of another family");
  route.settle(said ?? own);
  return undefined;
}

function readSource(route: RouteReader): ValueProblem | undefined {
  const source = route.take() ?? "";
  if (anywhere.has(source)) return route.drop(`\`${source}\` is of no family, and \`from\` is for IPv6`);
  route.settle(familyOf(source));
  return undefined;
}

function readOfFamily(route: RouteReader, family: Family): undefined {
  route.settle(family);
  route.take();
}

/** An option that says no family, or the destination, with its type before it. */
function readOther(route: RouteReader, word: string): ValueProblem | undefined {
  if (flags.has(word)) return undefined;
  if (!valued.has(word)) return readDestination(route, word);
  if (route.take() === "lock") route.take();
  return undefined;
}

function readDestination(route: RouteReader, first: string): ValueProblem | undefined {
  let destination = first === "to" ? (route.take() ?? "") : first;
  if (types.has(destination)) destination = route.take() ?? "";
  const { family } = route;
  if (anywhere.has(destination) && family !== undefined)
    return route.drop(
      `\`${destination}\` is of no family here: write it first, or ${family === 4 ? "0.0.0.0/0" : "::/0"}`,
    );
  route.settle(familyOf(destination));
  return undefined;
}
