/**
 * The statements that rules read most, with their parts by name. A statement is filled in, not copied: there are as many of
 * them as the file has lines.
 */
import type { Condition } from "../../ast/haproxy/expression.ts";
import type {
  Acl,
  AddressItem,
  Argument,
  Bind,
  DefaultBackend,
  DefaultServer,
  Generic,
  Log,
  LogFormatStatement,
  Mode,
  Option,
  OptionStatement,
  Redirect,
  Rule,
  RulesetKind,
  Server,
  ServerTemplate,
  Statement,
  Stats,
  StickRule,
  StickTable,
  Timeout,
  UseBackend,
  UseServer,
} from "../../ast/haproxy/statement.ts";
import type { SocketAddress } from "../../ast/values.ts";
import type { Word } from "../../ast/word.ts";

/** A node that is still being made. */
export type Draft<Node> = { -readonly [Key in keyof Node]: Node[Key] };
/** What all statements have, as the builder made it. */
export type Base = Draft<Omit<Generic, "kind" | "condition">> & { kind: Statement["kind"] };
type Make = (base: Base, condition: Condition | undefined) => void;

const makers: ReadonlyMap<string, Make> = new Map<string, Make>([
  ["bind", bind],
  ["server", server],
  ["peer", server],
  ["default-server", defaultServer],
  ["server-template", serverTemplate],
  ["acl", acl],
  ["use_backend", useBackend],
  ["default_backend", defaultBackend],
  ["use-server", useServer],
  ["http-request", (base, condition) => rule(base, "HttpRequest", condition)],
  ["http-response", (base, condition) => rule(base, "HttpResponse", condition)],
  ["http-after-response", (base, condition) => rule(base, "HttpAfterResponse", condition)],
  ["tcp-request", (base, condition) => rule(base, "TcpRequest", condition)],
  ["tcp-response", (base, condition) => rule(base, "TcpResponse", condition)],
  ["quic-initial", (base, condition) => rule(base, "QuicInitial", condition)],
  ["redirect", redirect],
  ["timeout", timeout],
  ["option", option],
  ["mode", mode],
  ["log", log],
  ["stats", stats],
  ["stick-table", stickTable],
  ["stick", stickRule],
  ["log-format", logFormat],
  ["log-format-sd", logFormat],
  ["error-log-format", logFormat],
  ["unique-id-format", logFormat],
]);

/** Keywords whose lines may end in a condition, for sections in which the grammar does not know them. */
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

/** Gives a statement its kind and the parts of that kind. `parseCondition` serves where the grammar named no condition. */
export function complete(base: Base, parseCondition: (keyword: Word, words: readonly Word[]) => Condition): Statement {
  const keyword = base.keyword.value;
  const condition = conditionOf(base, keyword, parseCondition);
  const make = makers.get(keyword);
  if (make !== undefined) make(base, condition);
  else if (condition !== undefined) (base as Draft<Generic>).condition = condition;
  return base as Statement;
}

function conditionOf(
  base: Base,
  keyword: string,
  parseCondition: (keyword: Word, words: readonly Word[]) => Condition,
): Condition | undefined {
  for (const { condition } of base.arguments) if (condition !== undefined) return condition;
  if (base.arguments.length > 0 || !conditional.has(keyword)) return undefined;
  for (let at = 1; at < base.args.length; at++) {
    const word = base.args[at];
    if (word?.value === "if" || word?.value === "unless") return parseCondition(word, base.args.slice(at + 1));
  }
  return undefined;
}

function bind(base: Base): void {
  const node = base as Draft<Bind>;
  node.kind = "Bind";
  node.addresses = addressesOf(base);
  node.options = optionsOf(base, 1);
}

function server(base: Base): void {
  const node = base as Draft<Server>;
  const [name] = base.args;
  const address = firstAddress(base);
  node.kind = "Server";
  if (name !== undefined) node.name = name;
  if (address !== undefined) node.address = address;
  node.options = optionsOf(base, 2);
}

function defaultServer(base: Base): void {
  const node = base as Draft<DefaultServer>;
  node.kind = "DefaultServer";
  node.options = optionsOf(base, 0);
}

function serverTemplate(base: Base): void {
  const node = base as Draft<ServerTemplate>;
  const [name, count] = base.args;
  const address = firstAddress(base);
  node.kind = "ServerTemplate";
  if (name !== undefined) node.name = name;
  if (count !== undefined) node.count = count;
  if (address !== undefined) node.address = address;
  node.options = optionsOf(base, 3);
}

function acl(base: Base): void {
  const node = base as Draft<Acl>;
  const [name] = base.args;
  const test = find(base, "acl-test")?.test;
  node.kind = "Acl";
  if (name !== undefined) node.name = name;
  if (test !== undefined) node.test = test;
}

function useBackend(base: Base, condition: Condition | undefined): void {
  const node = base as Draft<UseBackend>;
  const [target] = base.args;
  node.kind = "UseBackend";
  if (target !== undefined) node.target = target;
  node.dynamic = target?.value.includes("%") ?? false;
  if (condition !== undefined) node.condition = condition;
}

function defaultBackend(base: Base): void {
  const node = base as Draft<DefaultBackend>;
  const [target] = base.args;
  node.kind = "DefaultBackend";
  if (target !== undefined) node.target = target;
}

function useServer(base: Base, condition: Condition | undefined): void {
  const node = base as Draft<UseServer>;
  const [target] = base.args;
  node.kind = "UseServer";
  if (target !== undefined) node.target = target;
  if (condition !== undefined) node.condition = condition;
}

function rule(base: Base, kind: RulesetKind, condition: Condition | undefined): void {
  const node = base as Draft<Rule>;
  const layered = kind === "TcpRequest" || kind === "TcpResponse";
  const [layer] = base.args;
  const at = layered && layer?.value !== "inspect-delay" ? 1 : 0;
  const action = layered && at === 0 ? undefined : base.args[at];
  node.kind = kind;
  if (layered && layer !== undefined) node.layer = layer;
  if (action !== undefined) {
    const open = action.value.indexOf("(");
    node.action = action;
    node.actionName = open === -1 ? action.value : action.value.slice(0, open);
    if (open !== -1) node.actionArguments = callWords(base, action, at);
  }
  node.parameters = beforeCondition(base.args, at + 1, condition);
  if (condition !== undefined) node.condition = condition;
}

/** The arguments in the parentheses of an action, as words. */
function callWords(base: Base, word: Word, at: number): readonly Word[] {
  return base.arguments
    .filter(
      ({ firstWord, start, end }) => firstWord === at && end <= word.end && (start > word.start || end < word.end),
    )
    .map(({ start, end, text }) => ({ start, end, value: text }));
}

function redirect(base: Base, condition: Condition | undefined): void {
  const node = base as Draft<Redirect>;
  node.kind = "Redirect";
  if (condition !== undefined) node.condition = condition;
}

function timeout(base: Base): void {
  const node = base as Draft<Timeout>;
  const [name, value] = base.args;
  node.kind = "Timeout";
  if (name !== undefined) node.name = name;
  if (value !== undefined) node.value = value;
}

function option(base: Base): void {
  const node = base as Draft<OptionStatement>;
  const [name] = base.args;
  node.kind = "Option";
  if (name !== undefined) node.name = name;
  node.parameters = base.args.slice(1);
}

function mode(base: Base): void {
  const node = base as Draft<Mode>;
  const [value] = base.args;
  node.kind = "Mode";
  if (value !== undefined) node.value = value;
}

function log(base: Base): void {
  const node = base as Draft<Log>;
  const [target] = base.args;
  const address = firstAddress(base);
  node.kind = "Log";
  if (target !== undefined) node.target = target;
  if (address !== undefined) node.address = address;
}

function stats(base: Base, condition: Condition | undefined): void {
  const node = base as Draft<Stats>;
  const [name] = base.args;
  node.kind = "Stats";
  if (name !== undefined) node.name = name;
  node.parameters = beforeCondition(base.args, 1, condition);
  if (condition !== undefined) node.condition = condition;
}

function stickTable(base: Base): void {
  const node = base as Draft<StickTable>;
  node.kind = "StickTable";
  node.options = optionsOf(base, 0);
}

function stickRule(base: Base, condition: Condition | undefined): void {
  const node = base as Draft<StickRule>;
  const [verb] = base.args;
  const table = base.args[find(base, "ref-table")?.firstWord ?? -1];
  const expression = find(base, "expression")?.expression;
  node.kind = "StickRule";
  if (verb !== undefined) node.verb = verb;
  if (expression !== undefined) node.expression = expression;
  if (table !== undefined) node.table = table;
  if (condition !== undefined) node.condition = condition;
}

function logFormat(base: Base): void {
  const node = base as Draft<LogFormatStatement>;
  const format = find(base, "log-format")?.format;
  node.kind = "LogFormat";
  if (format !== undefined) node.format = format;
}

function find(base: Base, type: string): Argument | undefined {
  for (const argument of base.arguments) if (argument.type === type) return argument;
  return undefined;
}

function beforeCondition(words: readonly Word[], from: number, condition: Condition | undefined): readonly Word[] {
  let end = words.length;
  if (condition !== undefined) while (end > from && (words[end - 1]?.start ?? 0) >= condition.start) end--;
  return words.slice(from, end);
}

const noWords: readonly Word[] = [];

/** The options of a line: what the grammar found, or, where it found nothing, every word behind the fixed ones. */
function optionsOf(base: Base, fixed: number): readonly Option[] {
  const options: Option[] = [];
  let next = fixed;
  for (const { keyword, firstWord, endWord } of base.arguments) {
    const name = base.args[firstWord];
    if (keyword === undefined || firstWord < next || name === undefined) continue;
    const values = endWord === firstWord + 1 ? noWords : base.args.slice(firstWord + 1, endWord);
    options.push({ start: name.start, end: (values.at(-1) ?? name).end, name, values });
    next = endWord;
  }
  if (base.arguments.length > 0) return options.slice();
  return base.args.slice(fixed).map((name) => ({ start: name.start, end: name.end, name, values: [] }));
}

/** Every address of a line; `bind` takes a list of them in one word. */
function addressesOf(base: Base): readonly AddressItem[] {
  const items: AddressItem[] = [];
  for (const argument of base.arguments) {
    const { type, value, start, end } = argument;
    if (!type.includes("address")) continue;
    if (Array.isArray(value)) pushList(argument, base, items);
    else if (isSocketAddress(value)) items.push({ start, end, address: value });
  }
  return items.slice();
}

function pushList({ value, text, start, end, firstWord }: Argument, base: Base, items: AddressItem[]): void {
  const addresses: readonly unknown[] = Array.isArray(value) ? value : [];
  const parts = base.args[firstWord]?.quoted === true ? [] : text.split(",");
  let at = start;
  for (const [index, address] of addresses.entries()) {
    const part = parts[index];
    const place = part === undefined ? { start, end } : { start: at, end: at + part.length };
    if (isSocketAddress(address)) items.push({ ...place, address });
    at += (part?.length ?? 0) + 1;
  }
}

function firstAddress(base: Base): AddressItem | undefined {
  for (const { type, value, start, end } of base.arguments) {
    if (isSocketAddress(value) && type.includes("address")) return { start, end, address: value };
  }
  return undefined;
}

function isSocketAddress(value: unknown): value is SocketAddress {
  return typeof value === "object" && value !== null && "family" in value && "host" in value;
}
