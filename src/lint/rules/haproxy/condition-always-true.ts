import type { Condition } from "../../../ast/haproxy/expression.ts";
import { conditionsIn } from "../../haproxy/acl-tests.ts";
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
  check({ node, report }) {
    for (const section of node.haproxy?.sections ?? []) {
      for (const condition of conditionsIn(section)) {
        const term = condition.alternatives.length < 2 ? undefined : negatedAlternative(condition);
        if (term !== undefined) report("always", placeIn(section.document, term), { name: term.name.value });
      }
    }
  },
});

/** The first alternative that is alone and negates another that is alone. */
function negatedAlternative({ alternatives }: Condition) {
  const alone = alternatives.flatMap((terms) => (terms.length === 1 ? terms : []));
  const names = alone.filter((term) => term.kind === "AclReference");
  return names.find((term, index) =>
    names.slice(0, index).some((other) => other.name.value === term.name.value && other.negated !== term.negated),
  );
}
