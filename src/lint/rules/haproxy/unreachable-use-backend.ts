import { ofKind } from "../../../model/haproxy/by-kind.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/unreachable-use-backend",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A use_backend stands below one that takes everything.",
  why: `
\`use_backend\` lines are read from top to bottom and the first that applies is taken. One without a condition always applies, so those below it, and the
\`default_backend\`, are never used. Usually it was meant as \`default_backend\`.
`,
  messages: { never: "never used: the use_backend {target} above has no condition and takes everything" },
  examples: () => [
    {
      title: "below an unconditional one",
      files: {
        "haproxy.cfg":
          "frontend web\n  mode http\n  bind :80\n  use_backend a\n  use_backend b if { path /b }\nbackend a\n  server a 192.0.2.1:80\nbackend b\n  server b 192.0.2.2:80\n",
      },
      expect: ["haproxy.cfg:5:3 never"],
    },
    {
      title: "the unconditional one may not be there",
      files: {
        "haproxy.cfg":
          "frontend web\n  mode http\n  bind :80\n.if defined(CLOSED)\n  use_backend a\n.endif\n  use_backend b if { path /b }\nbackend a\n  server a 192.0.2.1:80\nbackend b\n  server b 192.0.2.2:80\n",
      },
      expect: [],
    },
    {
      title: "the unconditional one is last",
      files: {
        "haproxy.cfg":
          "frontend web\n  mode http\n  bind :80\n  use_backend b if { path /b }\n  use_backend a\nbackend a\n  server a 192.0.2.1:80\nbackend b\n  server b 192.0.2.2:80\n",
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const { document, statements } of node.haproxy?.proxiesWith("use_backend") ?? []) {
      const rules = ofKind(statements, "UseBackend");
      // A line of an `.if` may not be there.
      const taker = rules.findIndex(({ condition, dynamic, branch }) => !condition && !dynamic && !branch);
      const first = rules[taker];
      if (first === undefined) continue;
      const related = [{ ...placeIn(document, first), message: "this one takes everything" }];
      for (const rule of rules.slice(taker + 1)) {
        report("never", placeIn(document, rule), { target: first.target?.value ?? "" }, { related });
      }
    }
  },
});
