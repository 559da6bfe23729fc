/** What is known of `.if` branches without running the program. */
import type { Branch } from "../../ast/haproxy/directive.ts";
import type { Predicate } from "../../ast/haproxy/predicate.ts";

/** The program's version where it is known: `3.4`. */
interface BranchTarget {
  readonly haproxy?: string;
}

/** Whether the lines of a branch are read: known to be, known not to be, or not known from the files. No branch is always read. */
export function isRead(branch: Branch | undefined, target: BranchTarget): boolean | undefined {
  let known: boolean | undefined = true;
  for (let one = branch; one !== undefined; one = one.outer) {
    for (const { holds, predicate } of one.conditions) {
      const value = predicate === undefined ? undefined : evaluate(predicate, target);
      if (value === undefined) known = undefined;
      else if (value !== holds) return false;
    }
  }
  return known;
}

/** Whether no configuration reads both lines of one file: they stand in different branches of one block. */
export function areExclusive(a: Branch | undefined, b: Branch | undefined): boolean {
  const arms = new Map<number, number>();
  for (let one = a; one !== undefined; one = one.outer) arms.set(one.block, one.arm);
  for (let one = b; one !== undefined; one = one.outer) {
    const arm = arms.get(one.block);
    if (arm !== undefined && arm !== one.arm) return true;
  }
  return false;
}

/** The value of a predicate, `undefined` where it depends on the machine. */
function evaluate(predicate: Predicate, target: BranchTarget): boolean | undefined {
  switch (predicate.kind) {
    case "Any":
      return join(predicate.terms, target, true);
    case "All":
      return join(predicate.terms, target, false);
    case "Not": {
      const value = evaluate(predicate.term, target);
      return value === undefined ? undefined : !value;
    }
    case "Constant":
      return predicate.text !== "" && Number(predicate.text) !== 0;
    case "Call":
      return call(predicate.name, predicate.args, target);
  }
}

/** `decisive` is the value that settles the whole, whatever the others are. */
function join(terms: readonly Predicate[], target: BranchTarget, decisive: boolean): boolean | undefined {
  let known = true;
  for (const term of terms) {
    const value = evaluate(term, target);
    if (value === decisive) return decisive;
    if (value === undefined) known = false;
  }
  return known ? !decisive : undefined;
}

function call(name: string, args: readonly string[], { haproxy }: BranchTarget): boolean | undefined {
  const [a = "", b = ""] = args;
  if (a.includes("$") || b.includes("$")) return undefined;
  switch (name) {
    case "streq":
      return a === b;
    case "strneq":
      return a !== b;
    case "strstr":
      return a.includes(b);
    case "version_atleast":
      return atLeast(haproxy, a);
    case "version_before": {
      const later = atLeast(haproxy, a);
      return later === undefined ? undefined : !later;
    }
    default:
      return undefined;
  }
}

/** Whether a release branch is at or above a version; unknown where the answer lies in its patch level. */
function atLeast(version: string | undefined, wanted: string): boolean | undefined {
  if (version === undefined) return undefined;
  const have = version.split(".").map(Number);
  const want = wanted.split(/[.-]/).map(Number);
  for (let at = 0; at < want.length; at++) {
    const is = have[at];
    const least = want[at] ?? 0;
    if (is === undefined) return least === 0 ? true : undefined;
    if (Number.isNaN(is) || Number.isNaN(least)) return undefined;
    if (is !== least) return is > least;
  }
  return true;
}
