/** The names in the arguments of fetches and converters: `nbsrv(app)`, `http_auth(admins)`, `table_conn_rate(abuse)`. */
import type { Call, CallArgument } from "../../ast/haproxy/expression.ts";
import type { Word } from "../../ast/word.ts";
import { callPattern } from "../../schema/call.ts";
import type { Entry } from "../../schema/entry.ts";
import { haproxyTable } from "../../schema/haproxy.ts";
import { matchWords } from "../../schema/match.ts";
import type { Pattern } from "../../schema/pattern.ts";

export interface CallReference {
  /** `ref-backend`… */
  readonly type: string;
  readonly word: Word;
}

const none: readonly CallReference[] = [];
const known = new WeakMap<Entry, boolean>();

export function callReferences(call: Call, context: "fetch" | "converter"): readonly CallReference[] {
  const entry = haproxyTable.find(context, call.name) ?? haproxyTable.find("acl-keyword", call.name);
  const pattern = entry?.call;
  if (entry === undefined || pattern === undefined || call.args === undefined) return none;
  let refers = known.get(entry);
  if (refers === undefined) {
    refers = holdsReference(pattern);
    known.set(entry, refers);
  }
  if (!refers) return none;
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
  if (pattern.kind === "opt") return firstIsReference(pattern.of);
  return pattern.kind === "hole" && pattern.type.startsWith("ref-");
}

function asWord({ start, end, value }: CallArgument): Word {
  return { start, end, value };
}

function holdsReference(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case "hole":
      return pattern.type.startsWith("ref-");
    case "seq":
    case "any":
    case "joined":
      return pattern.of.some(holdsReference);
    case "opt":
    case "rep":
    case "list":
      return holdsReference(pattern.of);
    default:
      return false;
  }
}
