import { testsIn, withTests, writtenPatterns } from "../../haproxy/acl-tests.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/regex-backtracking",
  since: "0.1.0",
  severity: "info",
  scope: "node",
  fix: "none",
  summary: "A regular expression repeats a repetition.",
  why: `
\`(a+)+\` against a long text that nearly matches takes time that doubles with every letter. The text comes from the client, so one request can hold a thread. PCRE gives up at a limit, and then the rule does
not match.
`,
  messages: { nested: "a repeated repetition: a client can make this pattern take very long" },
  examples: () => [
    {
      title: "a repeated repetition",
      files: { "haproxy.cfg": "frontend web\n  mode http\n  acl bad path_reg ^/(a+)+$\n" },
      expect: ["haproxy.cfg:3:20 nested"],
    },
    {
      title: "a single one",
      files: { "haproxy.cfg": "frontend web\n  mode http\n  acl ok path_reg ^/a+$\n" },
      expect: [],
    },
  ],
  check({ node, each }) {
    if (node.haproxy === undefined) return;
    each(withTests(node.haproxy), (section, report) => {
      for (const { test, method } of testsIn(section)) {
        if (method !== "reg") continue;
        for (const word of writtenPatterns(test)) {
          if (isNested(word.value)) report("nested", placeIn(section.document, word), {});
        }
      }
    });
  },
});

/** A group that holds nothing but one unbounded repetition, and is itself repeated without bound. */
function isNested(pattern: string): boolean {
  return /\((\?:)?(\\?\w|\.|\[[^\]]{1,60}\])[+*]\)[+*]/.test(pattern);
}
