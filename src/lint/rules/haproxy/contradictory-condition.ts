import type { AclTest, ConditionTerm } from "../../../ast/haproxy/expression.ts";
import { ofKind } from "../../../model/haproxy/by-kind.ts";
import type { LocatedSection } from "../../../model/haproxy/config.ts";
import {
  conditionsIn,
  criterionName,
  hasFlag,
  matchMethod,
  withConditions,
  writtenPatterns,
} from "../../haproxy/acl-tests.ts";
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
  check({ node, each }) {
    if (node.haproxy === undefined) return;
    each(withConditions(node.haproxy), (section, report) => {
      const named = namedTests(section);
      for (const { alternatives } of conditionsIn(section)) {
        for (const terms of alternatives) {
          const clash = findClash(terms, named);
          if (clash === undefined) continue;
          const place = placeIn(section.document, clash.second);
          const first = nameOf(clash.first);
          if (clash.kind === "negated") report("negated", place, { name: first });
          else report("disjoint", place, { first, second: nameOf(clash.second) });
        }
      }
    });
  },
});

/** The tests by name. One defined several times is true when any of its lines is, so nothing is known of it. */
type NamedTests = ReadonlyMap<string, AclTest | "several">;

function namedTests({ statements }: LocatedSection): NamedTests {
  const named = new Map<string, AclTest | "several">();
  for (const { name, test } of ofKind(statements, "Acl")) {
    if (name !== undefined && test !== undefined) named.set(name.value, named.has(name.value) ? "several" : test);
  }
  return named;
}

type Clash = { readonly kind: "negated" | "disjoint"; readonly first: ConditionTerm; readonly second: ConditionTerm };

/** The program reads no line of more words (haproxy 2.4 to 3.4), and each term is compared with each. */
const mostTerms = 64;

function findClash(written: readonly ConditionTerm[], named: NamedTests): Clash | undefined {
  const terms = written.slice(0, mostTerms);
  for (const second of terms) {
    for (const first of terms) {
      if (first === second) break;
      if (isNegation(first, second)) return { kind: "negated", first, second };
      if (!first.negated && !second.negated && areDisjoint(first, second, named))
        return { kind: "disjoint", first, second };
    }
  }
  return undefined;
}

function areDisjoint(first: ConditionTerm, second: ConditionTerm, named: NamedTests): boolean {
  const a = exactValues(first, named);
  const b = a === undefined ? undefined : exactValues(second, named);
  if (a === undefined || b === undefined || a.criterion !== b.criterion) return false;
  return ![...a.values].some((value) => b.values.has(value));
}

function isNegation(a: ConditionTerm, b: ConditionTerm): boolean {
  return (
    a.kind === "AclReference" && b.kind === "AclReference" && a.name.value === b.name.value && a.negated !== b.negated
  );
}

/** Fetches that have one value for a request: equal to one text, they are not equal to another. */
const single = new Set(["path", "method", "dst_port", "src", "url", "ssl_fc_sni", "req.ssl_sni", "req_ssl_sni"]);

function exactValues(term: ConditionTerm, named: NamedTests) {
  const test = term.kind === "AnonymousAcl" ? term.test : named.get(term.name.value);
  if (test === undefined || test === "several") return undefined;
  const name = criterionName(test);
  if (!single.has(name)) return undefined;
  const exact = matchMethod(test) === "str" && (test.expression?.converters.length ?? 0) === 0;
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
