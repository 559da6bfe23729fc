import type { Rule, Statement } from "../../../ast/haproxy/statement.ts";
import type { Proxy } from "../../../model/haproxy/config.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/rule-after-unconditional-final",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A rule stands below one that always ends its ruleset.",
  why: `
\`deny\`, \`redirect\`, \`return\` and their like end the evaluation. Without a condition they end it always, and what stands below is never evaluated: the header is
not set, the limit does not hold.
`,
  messages: { never: "never evaluated: the {action} above has no condition and ends the {ruleset} rules" },
  examples: () => [
    {
      title: "a header below a redirect",
      files: {
        "haproxy.cfg":
          "frontend web\n  mode http\n  bind :80\n  http-request redirect scheme https\n  http-request set-header X-A 1\n",
      },
      expect: ["haproxy.cfg:5:3 never"],
    },
    {
      title: "a redirect that leaves requests without a location alone (2.5), and one that is read under a condition",
      files: {
        "haproxy.cfg":
          "frontend web\n  mode http\n  bind :80\n  http-request redirect location %[path,map_str(virt@old)] ignore-empty\n.if defined(CLOSED)\n  http-request deny\n.endif\n  http-request set-header X-A 1\n",
      },
      expect: [],
    },
    {
      title: "the redirect has a condition",
      files: {
        "haproxy.cfg":
          "frontend web\n  mode http\n  bind :80\n  http-request redirect scheme https unless { ssl_fc }\n  http-request set-header X-A 1\n",
      },
      expect: [],
    },
  ],
  check({ node, each }) {
    each(node.haproxy?.proxies, (proxy, report) => {
      if (!proxy.statements.some(isFinal)) return;
      for (const [ruleset, rules] of rulesetsOf(proxy)) {
        const at = rules.findIndex(isFinal);
        const final = rules[at];
        if (final === undefined) continue;
        const related = [{ ...placeIn(proxy.document, final), message: "this one ends the evaluation" }];
        for (const rule of rules.slice(at + 1)) {
          report("never", placeIn(proxy.document, rule), { action: final.actionName ?? "", ruleset }, { related });
        }
      }
    });
  },
});

function rulesetsOf(proxy: Proxy): ReadonlyMap<string, readonly Rule[]> {
  const rulesets = new Map<string, Rule[]>();
  for (const statement of proxy.statements) {
    if (!isRule(statement)) continue;
    const layer = statement.layer?.value;
    if (layer === "inspect-delay") continue;
    const name = layer === undefined ? statement.keyword.value : `${statement.keyword.value} ${layer}`;
    const rules = rulesets.get(name);
    if (rules === undefined) rulesets.set(name, [statement]);
    else rules.push(statement);
  }
  return rulesets;
}

const kinds: ReadonlySet<string> = new Set<Rule["kind"]>([
  "HttpRequest",
  "HttpResponse",
  "HttpAfterResponse",
  "TcpRequest",
  "TcpResponse",
  "QuicInitial",
]);

function isRule(statement: Statement): statement is Rule {
  return kinds.has(statement.kind);
}

const ending = new Set(["deny", "return", "tarpit", "reject", "silent-drop"]);

function isFinal(statement: Statement): boolean {
  if (!isRule(statement) || statement.condition !== undefined) return false;
  const { actionName, keyword, branch } = statement;
  // A line of an `.if` may not be there.
  if (actionName === undefined || branch !== undefined) return false;
  if (actionName === "redirect") return !statement.args.some(({ value }) => value === "ignore-empty");
  return ending.has(actionName) || (actionName === "allow" && keyword.value.startsWith("http-"));
}
