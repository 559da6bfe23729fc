/** The statements that rules read most, with their parts by name. */
import type { Condition } from "../../ast/haproxy/expression.ts";
import type { AddressItem, Argument, Generic, Option, RulesetKind, Statement } from "../../ast/haproxy/statement.ts";
import type { SocketAddress } from "../../ast/values.ts";
import type { Word } from "../../ast/word.ts";

/** What all statements have, as the builder made it. */
export type Base = Omit<Generic, "kind" | "condition">;
/** Parses a condition where the grammar did not name one. */
type ParseCondition = (keyword: Word, words: readonly Word[]) => Condition;
type Make = (base: Base, condition: Condition | undefined) => Statement;

const makers: ReadonlyMap<string, Make> = new Map<string, Make>([
  ["bind", (base) => ({ ...base, kind: "Bind", addresses: addressesOf(base), options: optionsOf(base, 1) })],
  ["server", server],
  ["peer", server],
  ["default-server", (base) => ({ ...base, kind: "DefaultServer", options: optionsOf(base, 0) })],
  [
    "server-template",
    (base) => ({
      ...base,
      kind: "ServerTemplate",
      ...present("name", base.args[0]),
      ...present("count", base.args[1]),
      ...present("address", addressesOf(base)[0]),
      options: optionsOf(base, 3),
    }),
  ],
  [
    "acl",
    (base) => ({
      ...base,
      kind: "Acl",
      ...present("name", base.args[0]),
      ...present("test", find(base, "acl-test")?.test),
    }),
  ],
  ["use_backend", useBackend],
  ["default_backend", (base) => ({ ...base, kind: "DefaultBackend", ...present("target", base.args[0]) })],
  [
    "use-server",
    (base, condition) => ({
      ...base,
      kind: "UseServer",
      ...present("target", base.args[0]),
      ...present("condition", condition),
    }),
  ],
  ["http-request", (base, condition) => rule(base, "HttpRequest", false, condition)],
  ["http-response", (base, condition) => rule(base, "HttpResponse", false, condition)],
  ["http-after-response", (base, condition) => rule(base, "HttpAfterResponse", false, condition)],
  ["tcp-request", (base, condition) => rule(base, "TcpRequest", true, condition)],
  ["tcp-response", (base, condition) => rule(base, "TcpResponse", true, condition)],
  ["quic-initial", (base, condition) => rule(base, "QuicInitial", false, condition)],
  ["redirect", (base, condition) => ({ ...base, kind: "Redirect", ...present("condition", condition) })],
  [
    "timeout",
    (base) => ({ ...base, kind: "Timeout", ...present("name", base.args[0]), ...present("value", base.args[1]) }),
  ],
  ["option", (base) => ({ ...base, kind: "Option", ...present("name", base.args[0]), parameters: base.args.slice(1) })],
  ["mode", (base) => ({ ...base, kind: "Mode", ...present("value", base.args[0]) })],
  [
    "log",
    (base) => ({
      ...base,
      kind: "Log",
      ...present("target", base.args[0]),
      ...present("address", addressesOf(base)[0]),
    }),
  ],
  [
    "stats",
    (base, condition) => ({
      ...base,
      kind: "Stats",
      ...present("name", base.args[0]),
      parameters: beforeCondition(base.args, 1, condition),
      ...present("condition", condition),
    }),
  ],
  ["stick-table", (base) => ({ ...base, kind: "StickTable", options: optionsOf(base, 0) })],
  ["stick", stickRule],
  ["log-format", logFormat],
  ["log-format-sd", logFormat],
  ["error-log-format", logFormat],
  ["unique-id-format", logFormat],
]);

/** Keywords whose lines may end in a condition, for files that use them where the grammar does not know them. */
const conditional: ReadonlySet<string> = new Set([
  "use_backend",
  "use-server",
  "http-request",
  "http-response",
  "http-after-response",
  "tcp-request",
  "tcp-response",
  "quic-initial",
  "redirect",
  "stick",
  "force-persist",
  "ignore-persist",
  "monitor",
]);

export function typedParts(base: Base, parseCondition: ParseCondition): Statement {
  const keyword = base.keyword.value;
  const condition = conditionOf(base, keyword, parseCondition);
  const make = makers.get(keyword);
  if (make !== undefined) return make(base, condition);
  return { ...base, kind: "Generic", ...present("condition", condition) };
}

function conditionOf(base: Base, keyword: string, parseCondition: ParseCondition): Condition | undefined {
  for (const { condition } of base.arguments) if (condition !== undefined) return condition;
  if (!conditional.has(keyword)) return undefined;
  for (let at = 1; at < base.args.length; at++) {
    const word = base.args[at];
    if (word?.value === "if" || word?.value === "unless") return parseCondition(word, base.args.slice(at + 1));
  }
  return undefined;
}

function server(base: Base): Statement {
  const address = addressesOf(base)[0];
  return {
    ...base,
    kind: "Server",
    ...present("name", base.args[0]),
    ...present("address", address),
    options: optionsOf(base, 2),
  };
}

function useBackend(base: Base, condition: Condition | undefined): Statement {
  const [target] = base.args;
  const dynamic = target?.value.includes("%") ?? false;
  return { ...base, kind: "UseBackend", ...present("target", target), dynamic, ...present("condition", condition) };
}

function rule(base: Base, kind: RulesetKind, layered: boolean, condition: Condition | undefined): Statement {
  const [first] = base.args;
  const at = layered && first?.value !== "inspect-delay" ? 1 : 0;
  const action = layered && first?.value === "inspect-delay" ? undefined : base.args[at];
  const open = action?.value.indexOf("(") ?? -1;
  return {
    ...base,
    kind,
    ...(layered ? present("layer", first) : {}),
    ...present("action", action),
    ...(action === undefined ? {} : { actionName: open === -1 ? action.value : action.value.slice(0, open) }),
    ...present("actionArguments", action && open !== -1 ? callWords(base, at) : undefined),
    parameters: beforeCondition(base.args, at + 1, condition),
    ...present("condition", condition),
  };
}

/** The arguments in the parentheses of an action, as words. */
function callWords(base: Base, at: number): readonly Word[] {
  const word = base.args[at];
  return base.arguments
    .filter(
      ({ firstWord, endWord, start, end }) =>
        firstWord === at && endWord === at + 1 && word !== undefined && (start > word.start || end < word.end),
    )
    .map(({ start, end, text }) => ({ start, end, value: text }));
}

function stickRule(base: Base, condition: Condition | undefined): Statement {
  const table = find(base, "ref-table");
  const word = table && base.args[table.firstWord];
  return {
    ...base,
    kind: "StickRule",
    ...present("verb", base.args[0]),
    ...present("expression", find(base, "expression")?.expression),
    ...present("table", word),
    ...present("condition", condition),
  };
}

function logFormat(base: Base): Statement {
  return { ...base, kind: "LogFormat", ...present("format", find(base, "log-format")?.format) };
}

function find(base: Base, type: string): Argument | undefined {
  return base.arguments.find((argument) => argument.type === type);
}

function beforeCondition(words: readonly Word[], from: number, condition: Condition | undefined): readonly Word[] {
  const end = condition === undefined ? words.length : words.findIndex(({ start }) => start === condition.start);
  return words.slice(from, end === -1 ? undefined : end);
}

/** The options of a line: what the grammar found, or, where it found none, every word behind the fixed ones. */
function optionsOf(base: Base, fixed: number): readonly Option[] {
  const options: Option[] = [];
  let next = fixed;
  for (const { keyword, firstWord, endWord } of base.arguments) {
    const name = base.args[firstWord];
    if (keyword === undefined || firstWord < next || name === undefined) continue;
    const values = base.args.slice(firstWord + 1, endWord);
    options.push({ start: name.start, end: (values.at(-1) ?? name).end, name, values });
    next = endWord;
  }
  if (options.length > 0 || base.arguments.length > 0) return options;
  return base.args.slice(fixed).map((name) => ({ start: name.start, end: name.end, name, values: [] }));
}

function addressesOf(base: Base): readonly AddressItem[] {
  const items: AddressItem[] = [];
  for (const { type, value, start, end } of base.arguments) {
    if (!type.includes("address") || !isSocketAddress(value)) continue;
    items.push({ start, end, address: value });
  }
  return items;
}

function isSocketAddress(value: unknown): value is SocketAddress {
  return typeof value === "object" && value !== null && "family" in value && "host" in value;
}

/** An object with the one field, or without it where there is no value. */
function present<Key extends string, Value>(key: Key, value: Value | undefined): { readonly [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [K in Key]?: Value });
}
