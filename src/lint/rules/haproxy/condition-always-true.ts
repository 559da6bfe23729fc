import type { AclReference, Condition } from "../../../ast/haproxy/expression.ts";
import { conditionsIn, withConditions } from "../../haproxy/acl-tests.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/condition-always-true",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A condition is true for every request.",
  why: `
An alternative that negates another makes the whole always true: \`if a or !a\` leaves nothing out. The rule applies
to everything, which is rarely what was meant.
`,
  messages: { always: "{name} or !{name} is always true" },
  examples: () => [
    {
      title: "an ACL or its negation",
      files: { "haproxy.cfg": "frontend web\n  mode http\n  acl a path /a\n  http-request deny if a or !a\n" },
      expect: ["haproxy.cfg:4:29 always"],
    },
    {
      title: "two ACLs",
      files: {
        "haproxy.cfg": "frontend web\n  mode http\n  acl a path /a\n  acl b path /b\n  http-request deny if a or !b\n",
      },
      expect: [],
    },
  ],
  check({ node, each }) {
    if (node.haproxy === undefined) return;
    each(withConditions(node.haproxy), (section, report) => {
      for (const condition of conditionsIn(section)) {
        const term = negatedAlternative(condition);
        if (term !== undefined) report("always", placeIn(section.document, term), { name: term.name.value });
      }
    });
  },
});

/** The first alternative that is alone and negates another that is alone. */
function negatedAlternative({ alternatives }: Condition) {
  if (alternatives.length < 2) return undefined;
  const above: AclReference[] = [];
  for (const [term, second] of alternatives) {
    if (second !== undefined || term?.kind !== "AclReference") continue;
    if (above.some(({ name, negated }) => name.value === term.name.value && negated !== term.negated)) return term;
    above.push(term);
  }
  return undefined;
}
