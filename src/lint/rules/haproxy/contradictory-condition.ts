import type { AclTest, ConditionTerm } from "../../../ast/haproxy/expression.ts";
import { ofKind } from "../../../model/haproxy/by-kind.ts";
import type { LocatedSection } from "../../../model/haproxy/config.ts";
import { conditionsIn, criterionName, hasFlag, matchMethod, writtenPatterns } from "../../haproxy/acl-tests.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/contradictory-condition",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "Two ACLs of one condition cannot both be true.",
  why: `
ACLs side by side must all be true. A path that equals two different texts, or an ACL together with its negation, is never true, so the rule never applies. Usually \`or\` was meant.
`,
  messages: {
    negated: "{name} and !{name} are never both true: the condition never holds",
    disjoint: "{first} and {second} are never both true: the condition never holds",
  },
  examples: () => [
    {
      title: "two paths at once",
      files: {
        "haproxy.cfg":
          "frontend web\n  mode http\n  acl a path /a\n  acl b path /b\n  use_backend x if a b\nbackend x\n  server s 192.0.2.1:80\n",
      },
      expect: ["haproxy.cfg:5:22 disjoint"],
    },
    {
      title: "one or the other",
      files: {
        "haproxy.cfg":
          "frontend web\n  mode http\n  acl a path /a\n  acl b path /b\n  use_backend x if a or b\nbackend x\n  server s 192.0.2.1:80\n",
      },
      expect: [],
    },
    {
      title: "an ACL and its negation",
      files: {
        "haproxy.cfg": "frontend web\n  mode http\n  acl a path /a\n  http-request deny if a !a\n",
      },
      expect: ["haproxy.cfg:4:26 negated"],
    },
  ],
  check({ node, report }) {
    for (const section of node.haproxy?.sections ?? []) {
      const named = namedTests(section);
      for (const condition of conditionsIn(section)) {
        for (const terms of condition.alternatives) {
          const clash = findClash(terms, named);
          if (clash === undefined) continue;
          const place = placeIn(section.document, clash.second);
          const first = nameOf(clash.first);
          if (clash.kind === "negated") report("negated", place, { name: first });
          else report("disjoint", place, { first, second: nameOf(clash.second) });
        }
      }
    }
  },
});

/** A name defined several times is true when any of its lines is. */
function namedTests({ statements }: LocatedSection): ReadonlyMap<string, readonly AclTest[]> {
  const named = new Map<string, AclTest[]>();
  for (const { name, test } of ofKind(statements, "Acl")) {
    if (name === undefined || test === undefined) continue;
    const tests = named.get(name.value);
    if (tests === undefined) named.set(name.value, [test]);
    else tests.push(test);
  }
  return named;
}

type Clash = { readonly kind: "negated" | "disjoint"; readonly first: ConditionTerm; readonly second: ConditionTerm };

function findClash(terms: readonly ConditionTerm[], named: ReadonlyMap<string, readonly AclTest[]>): Clash | undefined {
  for (const [index, second] of terms.entries()) {
    for (const first of terms.slice(0, index)) {
      if (isNegation(first, second)) return { kind: "negated", first, second };
      if (first.negated || second.negated) continue;
      const a = exactValues(first, named);
      const b = exactValues(second, named);
      if (a === undefined || b === undefined || a.criterion !== b.criterion) continue;
      if (![...a.values].some((value) => b.values.has(value))) return { kind: "disjoint", first, second };
    }
  }
  return undefined;
}

function isNegation(a: ConditionTerm, b: ConditionTerm): boolean {
  return (
    a.kind === "AclReference" && b.kind === "AclReference" && a.name.value === b.name.value && a.negated !== b.negated
  );
}

/** Fetches that have one value for a request: equal to one text, they are not equal to another. */
const single = new Set(["path", "method", "dst_port", "src", "url", "ssl_fc_sni", "req.ssl_sni", "req_ssl_sni"]);

function exactValues(term: ConditionTerm, named: ReadonlyMap<string, readonly AclTest[]>) {
  const tests = term.kind === "AnonymousAcl" ? [term.test] : (named.get(term.name.value) ?? []);
  const [test] = tests;
  if (test === undefined || tests.length !== 1) return undefined;
  const name = criterionName(test);
  const exact = single.has(name) && matchMethod(test) === "str" && (test.expression?.converters.length ?? 0) === 0;
  const patterns = writtenPatterns(test);
  if (!exact || patterns.length === 0 || patterns.length !== test.patterns.length) return undefined;
  if (hasFlag(test, "-f") || hasFlag(test, "-M") || hasFlag(test, "-m")) return undefined;
  // Networks and ranges may hold one another.
  if (patterns.some(({ value }) => /[/:]/.test(value) && name !== "path" && name !== "url")) return undefined;
  if (patterns.some(({ value }) => /^(eq|ge|gt|le|lt)$/.test(value))) return undefined;
  const fold = hasFlag(test, "-i") ? (value: string) => value.toLowerCase() : (value: string) => value;
  return {
    criterion: `${name}${hasFlag(test, "-i") ? " -i" : ""}`,
    values: new Set(patterns.map(({ value }) => fold(value))),
  };
}

function nameOf(term: ConditionTerm): string {
  return term.kind === "AclReference" ? term.name.value : `{ ${term.test.criterion.value} … }`;
}
