/** The names in the arguments of fetches and converters: `nbsrv(app)`, `http_auth(admins)`, `table_conn_rate(abuse)`. */
import type { Call, CallArgument } from "../../ast/haproxy/expression.ts";
import type { Word } from "../../ast/word.ts";
import { callPattern } from "../../schema/call.ts";
import type { Entry } from "../../schema/entry.ts";
import { haproxyTable } from "../../schema/haproxy.ts";
import { matchWords } from "../../schema/match.ts";
import { type Hole, holesOf, type Pattern } from "../../schema/pattern.ts";
import { remembered } from "../../text/remembered.ts";

export interface CallReference {
  /** `ref-backend`… */
  readonly type: string;
  readonly word: Word;
}

const none: readonly CallReference[] = [];
const holdsReference = remembered(({ call }: Entry) => call !== undefined && holesOf(call).some(isReference));

export function callReferences(call: Call, context: "fetch" | "converter"): readonly CallReference[] {
  const entry = haproxyTable.find(context, call.name) ?? haproxyTable.find("acl-keyword", call.name);
  const pattern = entry?.call;
  if (entry === undefined || pattern === undefined || call.args === undefined || !holdsReference(entry)) return none;
  const { layout } = matchWords(callPattern(pattern), call.args, { table: haproxyTable });
  return layout.parts.flatMap(({ type, first }) => {
    const argument = call.args?.[first];
    return argument === undefined || !type.startsWith("ref-") || argument.value === ""
      ? []
      : [{ type, word: asWord(argument) }];
  });
}

/** `src_conn_rate` and `src,table_conn_rate` without a table in parentheses: they look into that of the proxy they stand in. */
export function usesOwnTable({ name, args = [] }: Call, context: "fetch" | "converter"): boolean {
  const ofTable = name.startsWith("table_");
  const looksUp = ofTable || (context === "fetch" ? name.startsWith("src_") : name === "in_table");
  if (!looksUp || args.some(({ value }) => value !== "")) return false;
  const pattern = haproxyTable.find(context, name)?.call;
  return pattern !== undefined && firstIsReference(pattern);
}

function firstIsReference(pattern: Pattern): boolean {
  return pattern.kind === "opt" ? firstIsReference(pattern.of) : pattern.kind === "hole" && isReference(pattern);
}

function isReference({ type }: Hole): boolean {
  return type.startsWith("ref-");
}

function asWord({ start, end, value }: CallArgument): Word {
  return { start, end, value };
}
