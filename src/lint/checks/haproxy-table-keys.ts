/** Whether what is looked up in a stick table can be its key, and whether the table stores what a bandwidth limit counts. */
import type { Statement } from "../../ast/haproxy/statement.ts";
import { isStatic } from "../../ast/word.ts";
import type { Node } from "../../model/cluster.ts";
import type { HaproxyDocument } from "../../model/document.ts";
import type { Reference } from "../../model/haproxy/config.ts";
import { asProxy, isDisabled } from "../../model/haproxy/proxies.ts";
import { haproxyTable } from "../../schema/haproxy.ts";
import { checkExpression } from "../../schema/haproxy-expression/expression.ts";
import { canCast, type SampleType, typeNames } from "../../schema/haproxy-expression/sample-types.ts";
import { placeIn } from "../place.ts";
import type { Finding } from "./finding.ts";

/** The types of keys, and the samples that become them (haproxy 3.4, stick_table.c). */
const keyTypes: ReadonlyMap<string, SampleType> = new Map<string, SampleType>([
  ["ip", "ipv4"],
  ["ipv4", "ipv4"],
  ["ipv6", "ipv6"],
  ["integer", "sint"],
  ["string", "str"],
  ["binary", "bin"],
]);

export function* checkHaproxyTableKeys(document: HaproxyDocument, node: Node): Iterable<Finding> {
  const config = node.haproxy;
  if (config === undefined) return;
  for (const reference of config.openReferences) {
    const { statement, section, name } = reference;
    if (section.document !== document || statement === undefined || !looksUp(reference, statement)) continue;
    const [definition, ...others] = config.resolve(reference);
    const table = definition?.statement;
    if (definition === undefined || others.length > 0 || table === undefined || !isPlain(table)) continue;
    const message = keyFault(statement, table, name, node.targets.haproxy) ?? dataFault(statement, table, name);
    if (message === undefined) continue;
    const related = [{ ...definition.place, message: `the table ${name}` }];
    yield { rule: "haproxy/incompatible-sample-type", place: placeIn(document, reference.word), message, related };
  }
}

/** Rules that track, rules that stick, bandwidth limits; of proxies that run. */
function looksUp({ kinds, section }: Reference, statement: Statement): boolean {
  if (!kinds.includes("table") || !isPlain(statement)) return false;
  const proxy = asProxy(section);
  if (proxy === undefined || proxy.type === "defaults" || isDisabled(proxy)) return false;
  return statement.kind === "StickRule" || isTracking(statement) || limitOf(statement) !== undefined;
}

/** Neither refused for something else, nor in a branch, nor of words that the environment decides. */
function isPlain({ faulty, problems, branch, args }: Statement): boolean {
  return faulty !== true && problems === undefined && branch === undefined && args.every(isStatic);
}

function isTracking(statement: Statement): boolean {
  return "actionName" in statement && statement.actionName?.startsWith("track-sc") === true;
}

/** The direction of a `filter bwlim-in` or `filter bwlim-out`. */
function limitOf({ keyword, args }: Statement): "in" | "out" | undefined {
  if (keyword.value !== "filter") return undefined;
  return args[0]?.value === "bwlim-in" ? "in" : args[0]?.value === "bwlim-out" ? "out" : undefined;
}

function keyFault(statement: Statement, table: Statement, name: string, target: string | undefined) {
  const takes = keyTypes.get(wordAfter(table, "type") ?? "");
  const expression = statement.sentences.find((sentence) => sentence.expression !== undefined)?.expression;
  if (takes === undefined || expression === undefined) return undefined;
  const { type, problems } = checkExpression(expression, { table: haproxyTable, target });
  if (problems.length > 0 || canCast(type, takes)) return undefined;
  return `The keys of the table ${name} are of the type ${typeNames[takes]}, and what is looked up is ${typeNames[type]}`;
}

function dataFault(statement: Statement, table: Statement, name: string): string | undefined {
  const direction = limitOf(statement);
  if (direction === undefined || table.args.some(({ value }) => value.includes(`bytes_${direction}_rate(`)))
    return undefined;
  return `The table ${name} does not store bytes_${direction}_rate, which bwlim-${direction} counts by`;
}

/** The word after an option's name; the first word of a table in a peers section is its own name. */
function wordAfter({ kind, args }: Statement, option: string): string | undefined {
  const at = args.findIndex(({ value }, index) => value === option && (kind === "StickTable" || index > 0));
  return at === -1 ? undefined : args[at + 1]?.value;
}
