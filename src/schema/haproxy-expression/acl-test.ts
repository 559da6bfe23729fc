/** What an `acl` line or an anonymous ACL tests: the criterion, the flags, the match method, the patterns. */
import type { AclFlag, AclTest, Call, SampleExpression } from "../../ast/haproxy/expression.ts";
import { isStatic } from "../../ast/word.ts";
import { addAll } from "../../text/lists.ts";
import type { Entry } from "../entry.ts";
import { checkArguments } from "./arguments.ts";
import { checkConverters, checkExpression, type ExpressionScope, ownProblem } from "./expression.ts";
import { checkPatterns, isMatchMethod, type MatchMethod, methodTypes } from "./patterns.ts";
import type { ExpressionProblem } from "./problem.ts";
import { canCast, isSampleType, type SampleType, typeNames } from "./sample-types.ts";

export interface AclResult {
  readonly problems: readonly ExpressionProblem[];
  /** The fetch that is tested, for the places it works in. */
  readonly fetch?: Entry;
}

interface Criterion {
  readonly problems: readonly ExpressionProblem[];
  readonly type: SampleType;
  /** The method that applies where no `-m` says another. */
  readonly method: MatchMethod | undefined;
  readonly fetch?: Entry;
}

const nothing: AclResult = { problems: [] };

export function checkAclTest(test: AclTest, scope: ExpressionScope): AclResult {
  if (test.expression === undefined || !isStatic(test.criterion)) return nothing;
  const criterion = criterionOf(test, test.expression, scope);
  const problems = [...criterion.problems];
  const resolves = !test.flags.some(({ flag }) => flag.value === "-n");
  const chosen = checkFlags(test, criterion, problems);
  if (chosen !== undefined) addAll(problems, checkPatterns(test.patterns, chosen, resolves));
  addAll(problems, patternWarning(test, criterion));
  return { problems, ...(criterion.fetch === undefined ? {} : { fetch: criterion.fetch }) };
}

/** Criteria without a problem, by their text: a file says `hdr(host)` once for each of its sites. */
const flawless = new WeakMap<ExpressionScope, Map<string, Criterion>>();

function criterionOf(test: AclTest, expression: SampleExpression, scope: ExpressionScope): Criterion {
  if (continuesInPatterns(test)) return readCriterion(test, expression, scope);
  let known = flawless.get(scope);
  if (known === undefined) {
    known = new Map();
    flawless.set(scope, known);
  }
  const { value } = test.criterion;
  const before = known.get(value);
  if (before !== undefined) return before;
  const criterion = readCriterion(test, expression, scope);
  if (criterion.problems.length === 0) known.set(value, criterion);
  return criterion;
}

function readCriterion(test: AclTest, expression: SampleExpression, scope: ExpressionScope): Criterion {
  const derived = scope.table.find("acl-keyword", expression.fetch.name);
  const isDerived = derived !== undefined && derived.keyword === expression.fetch.name;
  const unplaced = scope.places === undefined ? scope : { ...scope, places: undefined };
  if (isDerived) return derivedCriterion(expression.fetch, expression.converters, derived, unplaced);
  const result = checkExpression(expression, unplaced);
  // An older version does not know the word, and so compares with it.
  const isPattern =
    continuesInPatterns(test) && result.problems.some(({ rule }) => rule === "keyword-newer-than-target");
  return isPattern ? { problems: [], type: "any", method: "found" } : plainCriterion(result);
}

/** A converter in a word of its own changes the type, and is a pattern as well. */
function continuesInPatterns({ expression, criterion }: AclTest): boolean {
  return expression !== undefined && expression.end > criterion.end;
}

/** `path_beg`: a fetch and a method in one word. Converters after it take its method away. */
function derivedCriterion(call: Call, converters: readonly Call[], derived: Entry, scope: ExpressionScope): Criterion {
  const [name = "", , method = ""] = (derived.replacement ?? "").split(" ");
  const fetch = scope.table.find("fetch", name);
  if (fetch === undefined) return { problems: [], type: "any", method: "found" };
  const type = isSampleType(fetch.returns) ? fetch.returns : "any";
  const rest = checkConverters(converters, type, scope);
  const ofCall = [...checkArguments(call, fetch, "test", scope.table), ...ownProblem(call, fetch, scope)];
  const problems = [...ofCall, ...rest.problems];
  if (converters.length > 0) return { problems, type: rest.type, method: defaultMethod(rest.type), fetch };
  const own = versionTests.has(derived.keyword) ? "version" : isMatchMethod(method) ? method : "found";
  return { problems, type, method: own, fetch };
}

/** They compare with versions such as 3.1, not with integers. */
const versionTests = new Set(["req.ssl_ver", "req_ssl_ver"]);

function plainCriterion({ problems, type, fetch }: ReturnType<typeof checkExpression>): Criterion {
  const unknown = problems.some(({ rule }) => rule === "unknown-keyword");
  const method = unknown ? "found" : defaultMethod(type);
  return { problems, type: unknown ? "any" : type, method, ...(fetch === undefined ? {} : { fetch }) };
}

function defaultMethod(type: SampleType): MatchMethod | undefined {
  switch (type) {
    case "bool":
      return "bool";
    case "sint":
      return "int";
    case "addr":
    case "ipv4":
    case "ipv6":
      return "ip";
    case "str":
      return "str";
    default:
      return undefined;
  }
}

/** The match method in force after the flags; nothing where it cannot be told. */
function checkFlags(test: AclTest, criterion: Criterion, problems: ExpressionProblem[]): MatchMethod | undefined {
  let method = criterion.method;
  let forced = false;
  let loaded = false;
  const needsMethod = () => `The test has ${typeNames[criterion.type]}, so it needs "-m" and a match method`;
  for (const flag of test.flags) {
    const { start, end } = flag.flag;
    switch (flag.flag.value) {
      case "-f":
        if (method === undefined) {
          problems.push({ rule: "invalid-value", start, end, message: `${needsMethod()} before "-f"` });
          return undefined;
        }
        if (flag.value === undefined) problems.push(flagNeeds(flag, "the name of a file"));
        loaded = true;
        break;
      case "-m": {
        const fault = methodFault(flag, criterion, forced, loaded);
        if (fault !== undefined) problems.push(fault);
        const name = flag.value?.value ?? "";
        if (flag.value === undefined || !isStatic(flag.value) || !isMatchMethod(name)) return undefined;
        method = name;
        forced = true;
        break;
      }
      case "-u":
        if (flag.value !== undefined && isStatic(flag.value) && !/^[+-]?\d*$/.test(flag.value.value))
          problems.push({
            rule: "invalid-value",
            start: flag.value.start,
            end: flag.value.end,
            message: `"-u" takes a number`,
          });
        break;
      case "-i":
      case "-n":
      case "-M":
      case "--":
        break;
      default:
        if (isStatic(flag.flag)) {
          const message = `"${flag.flag.value}" is no ACL flag; write "--" before patterns that begin with "-"`;
          problems.push({ rule: "invalid-value", start, end, message });
        }
        return undefined;
    }
  }
  if (method === undefined) {
    const { start, end } = test.criterion;
    problems.push({ rule: "incompatible-sample-type", start, end, message: needsMethod() });
  }
  return method;
}

function flagNeeds({ flag: { start, end, value } }: AclFlag, what: string): ExpressionProblem {
  return { rule: "argument-count", start, end, message: `"${value}" needs ${what} after it` };
}

function methodFault(
  flag: AclFlag,
  criterion: Criterion,
  forced: boolean,
  loaded: boolean,
): ExpressionProblem | undefined {
  const { start, end } = flag.flag;
  if (loaded) return { rule: "invalid-value", start, end, message: `"-m" has to stand before "-f"` };
  if (forced)
    return { rule: "invalid-value", start, end, message: `A test has one match method, and this is a second "-m"` };
  if (flag.value === undefined) return flagNeeds(flag, "a match method");
  if (!isStatic(flag.value)) return undefined;
  const { value: name, start: from, end: to } = flag.value;
  if (!isMatchMethod(name)) {
    const message = `"${name}" is no match method; they are ${Object.keys(methodTypes)
      .filter((one) => one !== "version")
      .join(", ")}`;
    return { rule: "invalid-value", start: from, end: to, message };
  }
  if (name === "found" || canCast(criterion.type, methodTypes[name])) return undefined;
  const message = `The match method "${name}" compares ${typeNames[methodTypes[name]]}, and the test has ${typeNames[criterion.type]}`;
  return { rule: "incompatible-sample-type", start: from, end: to, message };
}

function patternWarning(test: AclTest, { method, type }: Criterion): ExpressionProblem[] {
  if (test.flags.length > 0 || test.patterns.length > 0 || method === undefined || type === "bool" || type === "any")
    return [];
  const { start, end, value } = test.criterion;
  const message = `No pattern follows "${value}", so it never matches; "-m found" tests whether there is a value`;
  return [{ rule: "acl-without-pattern", severity: "warning", start, end, message }];
}
