/** The arguments of a fetch or a converter, held against its entry as the program's argument parser does. */
import type { Call } from "../../ast/haproxy/expression.ts";
import { remembered } from "../../text/remembered.ts";
import type { Entry } from "../entry.ts";
import type { Hole, Pattern } from "../pattern.ts";
import type { LanguageTable } from "../table.ts";
import { Rejection } from "../types/type.ts";
import type { ExpressionProblem } from "./problem.ts";
import { wholeCallFault } from "./whole-call.ts";

interface ArgumentSpec {
  readonly optional: boolean;
  /** A hole, or the words that may stand there. */
  readonly hole?: Hole;
  readonly words?: readonly string[];
}

interface Signature {
  readonly specs: readonly ArgumentSpec[];
  readonly required: number;
  /** The last one may come again. */
  readonly endless: boolean;
}

const none: Signature = { specs: [], required: 0, endless: false };

const signatureOf = remembered(({ call }: Entry): Signature => {
  if (call === undefined) return none;
  const specs: ArgumentSpec[] = [];
  const endless = collect(call, false, specs);
  return { specs, required: specs.filter(({ optional }) => !optional).length, endless };
});

/** Adds the arguments of a pattern in their order. Returns whether the last may come again. */
function collect(pattern: Pattern, optional: boolean, into: ArgumentSpec[]): boolean {
  switch (pattern.kind) {
    case "hole":
      into.push({ optional, hole: pattern });
      return false;
    case "lit":
      if (pattern.text !== ",") into.push({ optional, words: [pattern.text] });
      return false;
    case "any":
      into.push({ optional, words: pattern.of.flatMap((one) => (one.kind === "lit" ? [one.text] : [])) });
      return false;
    case "opt":
      return collect(pattern.of, true, into);
    case "list":
    case "rep":
      collect(pattern.of, optional, into);
      return true;
    case "seq":
    case "joined": {
      let endless = false;
      for (const part of pattern.of) endless = collect(part, optional, into) || endless;
      return endless;
    }
    case "family":
      return false;
  }
}

/** The grammar's type of the first argument, where there is one. */
export function firstArgumentType(entry: Entry): string | undefined {
  return signatureOf(entry).specs[0]?.hole?.type;
}

/** Types that the program reads as something else than text: nothing between commas is no value of theirs. */
const unlikeText = new Set(["int", "ipv4", "ipv6", "ipv4-mask", "ipv6-mask", "protobuf-field"]);

function isText(spec: ArgumentSpec): boolean {
  if (spec.words !== undefined) return !spec.words.every((word) => /^\d+$/.test(word));
  return !unlikeText.has(spec.hole?.type ?? "");
}

/** `what` is what the entry is in messages: `fetch`, `converter`. */
export function checkArguments(call: Call, entry: Entry, what: string, table: LanguageTable): ExpressionProblem[] {
  const { specs, required, endless } = signatureOf(entry);
  const [first] = specs;
  const given = call.args;
  if (given === undefined) {
    if (required === 0 || (required === 1 && first !== undefined && isText(first) && takesNothing(first, table)))
      return together(call, what);
    return [missing(call, what, specs, 0)];
  }
  if (first === undefined)
    return given.length === 0 ? [] : [problem(call, "argument-count", `The ${what} "${call.name}" takes no arguments`)];
  const values = given.length === 0 ? [{ value: "", start: call.end - 1, end: call.end }] : given;
  const problems: ExpressionProblem[] = [];
  for (const [at, argument] of values.entries()) {
    const spec = specs[at] ?? (endless ? specs.at(-1) : undefined);
    if (spec === undefined) {
      const most = specs.length === 1 ? "one argument" : `${specs.length} arguments`;
      problems.push(problem(argument, "argument-count", `The ${what} "${call.name}" takes at most ${most}`));
      return problems;
    }
    if (argument.value === "" && !isText(spec)) {
      if (!spec.optional) problems.push(missing(call, what, specs, at));
      else if (at < values.length - 1)
        problems.push(
          problem(call, "argument-count", `An argument of the ${what} "${call.name}" before the last is empty`),
        );
      break;
    }
    const fault = argumentFault(argument.value, spec, table);
    if (fault !== undefined)
      problems.push(problem(argument, "invalid-value", `Argument ${at + 1} of the ${what} "${call.name}" ${fault}`));
  }
  if (values.length < required && problems.length === 0) problems.push(missing(call, what, specs, values.length));
  return problems.length === 0 ? together(call, what) : problems;
}

function together(call: Call, what: string): ExpressionProblem[] {
  const fault = wholeCallFault(call, what);
  return fault === undefined ? [] : [problem(call, "invalid-value", `The ${what} "${call.name}" ${fault}`)];
}

/** Whether the text that stands for an argument left out is one. */
function takesNothing(spec: ArgumentSpec, table: LanguageTable): boolean {
  return argumentFault("", spec, table) === undefined;
}

const needsText = new Set(["regex", "ref-userlist", "ref-server"]);

function argumentFault(value: string, spec: ArgumentSpec, table: LanguageTable): string | undefined {
  const { hole, words } = spec;
  if (words !== undefined) {
    if (words.includes(value) || (value === "" && spec.optional)) return undefined;
    if (!isText(spec) && words.some((word) => Number(word) === Number(value))) return undefined;
    return words.length === 1 ? `can only be ${words[0]}` : `is none of ${words.join(", ")}`;
  }
  if (hole === undefined) return undefined;
  if (value === "") {
    if (needsText.has(hole.type)) return "is empty";
    if (spec.optional && hole.min === undefined) return undefined;
  }
  const type = table.types.get(hole.type === "int" ? "sample-int" : hole.type);
  if (type === undefined) return undefined;
  const parsed = type.check(value);
  if (parsed instanceof Rejection) return parsed.reason;
  const measured = type.measure?.(parsed);
  if (measured === undefined || Number.isNaN(measured)) return undefined;
  if (hole.min !== undefined && measured < Number(hole.min)) return `is below ${hole.min}`;
  if (hole.max !== undefined && measured > Number(hole.max)) return `is above ${hole.max}`;
  return undefined;
}

function missing(call: Call, what: string, specs: readonly ArgumentSpec[], at: number): ExpressionProblem {
  const spec = specs[at];
  const name = spec?.hole?.label ?? spec?.words?.join("|") ?? "argument";
  const message = `The ${what} "${call.name}" lacks its argument ${at + 1}, <${name}>`;
  return problem(call, "argument-count", message);
}

function problem(
  { start, end }: { readonly start: number; readonly end: number },
  rule: ExpressionProblem["rule"],
  message: string,
): ExpressionProblem {
  return { rule, start, end, message };
}
