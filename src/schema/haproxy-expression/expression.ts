/** A sample expression: its fetch, its converters, their arguments, the types along the chain, and its place. */
import type { Call, SampleExpression } from "../../ast/haproxy/expression.ts";
import { addAll } from "../../text/lists.ts";
import type { Entry } from "../entry.ts";
import type { LanguageTable } from "../table.ts";
import { compareVersions } from "../version.ts";
import { checkArguments, firstArgumentType } from "./arguments.ts";
import { meets, momentOf, type Places, placesOf } from "./places.ts";
import type { ExpressionProblem } from "./problem.ts";
import { canCast, isFreeCast, isSampleType, type SampleType, typeNames } from "./sample-types.ts";
import { versionProblem } from "./versions.ts";

/** What the checks have to know of the place that an expression stands in. */
export interface ExpressionScope {
  readonly table: LanguageTable;
  /** The haproxy version that the file is written for. */
  readonly target?: string | undefined;
  /** The places in one of which the fetch has to have a value; absent: the program does not look. */
  readonly places?: Places | undefined;
  /** What the proxy around it is, for fetches that mean it where they name none. */
  readonly own?: { readonly front: boolean; readonly back: boolean } | undefined;
}

export interface ExpressionResult {
  readonly problems: readonly ExpressionProblem[];
  /** The type that comes out; `any` where a keyword is unknown. */
  readonly type: SampleType;
  readonly fetch?: Entry;
}

/** Fetches and converters that come from Lua scripts: nothing is known of them. */
const isLua = (name: string) => name.startsWith("lua.");

export function checkExpression(expression: SampleExpression, scope: ExpressionScope): ExpressionResult {
  const { fetch: call, converters } = expression;
  if (isLua(call.name)) return checkConverters(converters, "str", scope);
  const entry = scope.table.find("fetch", call.name);
  if (entry === undefined || entry.keyword !== call.name)
    return withProblems(unknownCall(call, "fetch", scope), checkConverters(converters, "any", scope));
  const problems = [
    ...versionProblem(call, entry, "fetch", scope.target),
    ...checkArguments(call, entry, "fetch", scope.table),
    ...placeProblem(call, entry, scope),
    ...ownProblem(call, entry, scope),
  ];
  const rest = checkConverters(converters, fetchType(entry, scope.target), scope);
  return { ...withProblems(problems, rest), fetch: entry };
}

/** The converters after a sample of a type. */
export function checkConverters(
  converters: readonly Call[],
  from: SampleType,
  scope: ExpressionScope,
): ExpressionResult {
  const problems: ExpressionProblem[] = [];
  let type = from;
  for (const call of converters) {
    if (isLua(call.name)) {
      type = "str";
      continue;
    }
    const entry = scope.table.find("converter", call.name);
    if (entry === undefined || entry.keyword !== call.name) {
      addAll(problems, unknownCall(call, "converter", scope));
      type = "any";
      continue;
    }
    addAll(problems, versionProblem(call, entry, "converter", scope.target));
    addAll(problems, checkArguments(call, entry, "converter", scope.table));
    const takes = isSampleType(entry.takes) ? entry.takes : "any";
    if (!canCast(type, takes)) {
      const message = `The converter "${call.name}" takes ${typeNames[takes]}, and what comes before it is ${typeNames[type]}`;
      problems.push({ rule: "incompatible-sample-type", ...call.nameSpan, message });
    }
    type = outputType(entry, type, takes);
  }
  return { problems, type };
}

function outputType(entry: Entry, before: SampleType, takes: SampleType): SampleType {
  if (entry.returns === "same") return isFreeCast(before, takes) ? before : takes;
  return isSampleType(entry.returns) ? entry.returns : "any";
}

/** Before 2.9 addresses were IPv4 addresses to the type checks, which can be integers too. */
function fetchType(entry: Entry, target: string | undefined): SampleType {
  const type = isSampleType(entry.returns) ? entry.returns : "any";
  return type === "addr" && target !== undefined && compareVersions(target, "2.9") < 0 ? "ipv4" : type;
}

function placeProblem(call: Call, entry: Entry, { places, target }: ExpressionScope): ExpressionProblem[] {
  if (places === undefined || entry.where === undefined || meets(placesOf(entry.where), places)) return [];
  if (target !== undefined && widened.has(entry.keyword) && compareVersions(target, "3.4") < 0) return [];
  return [
    {
      rule: "fetch-in-wrong-place",
      ...call.nameSpan,
      message: `"${call.name}" has no value here, ${momentOf(places)}`,
    },
  ];
}

/** `be_conn` alone is about the proxy that it stands in, which has to be a backend. */
export function ownProblem(call: Call, entry: Entry, { own }: ExpressionScope): ExpressionProblem[] {
  if (own === undefined || (call.args?.[0]?.value ?? "") !== "") return [];
  const type = firstArgumentType(entry);
  const side =
    type === "ref-backend" && !own.back ? "backend" : type === "ref-frontend" && !own.front ? "frontend" : "";
  if (side === "") return [];
  const message = `"${call.name}" needs the name of a ${side} here: the proxy around it is none`;
  return [{ rule: "argument-count", start: call.start, end: call.end, message }];
}

/** Fetches that some version before 3.4 allowed in more places. */
const widened = new Set(["bytes_in", "bytes_out", "bs.id", "fs.id", "fc_pp_tlv"]);

/** A name that is neither; says so where it is the other one's. */
function unknownCall(call: Call, what: "fetch" | "converter", { table }: ExpressionScope): ExpressionProblem[] {
  const other = what === "fetch" ? "converter" : "fetch";
  const { name, nameSpan } = call;
  const place = nameSpan.end > nameSpan.start ? nameSpan : call;
  if (table.find(other, name)?.keyword === name) {
    const message = `"${name}" is a ${other}, and a ${what} has to stand here`;
    return [{ rule: "unknown-keyword", start: place.start, end: place.end, message }];
  }
  const near = table.nearest(what, name);
  const message = `"${name}" is no sample ${what}${near === undefined ? "" : `; "${near}" is one`}`;
  const instead = near === undefined ? {} : { instead: near };
  return [{ rule: "unknown-keyword", start: place.start, end: place.end, message, ...instead }];
}

function withProblems(problems: readonly ExpressionProblem[], result: ExpressionResult): ExpressionResult {
  return { ...result, problems: [...problems, ...result.problems] };
}
