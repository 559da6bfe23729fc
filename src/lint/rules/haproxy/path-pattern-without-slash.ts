import { testsIn, withTests, writtenPatterns } from "../../haproxy/acl-tests.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/path-pattern-without-slash",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "unsafe",
  summary: "A path is compared with a pattern that does not start with a slash.",
  why: `
A path starts with a slash, always. \`path_beg api\` and \`path login\` never match, the rule behind them is never used, and HAProxy accepts it in silence.
`,
  messages: { never: "no path starts with {pattern}: this never matches" },
  examples: () => [
    {
      title: "a prefix without a slash",
      files: { "haproxy.cfg": "frontend web\n  mode http\n  acl api path_beg api\n" },
      expect: ["haproxy.cfg:3:20 never"],
    },
    {
      title: "with a slash",
      files: { "haproxy.cfg": "frontend web\n  mode http\n  acl api path_beg /api\n" },
      expect: [],
    },
    {
      title: "an ending",
      files: { "haproxy.cfg": "frontend web\n  mode http\n  acl img path_end .png\n" },
      expect: [],
    },
  ],
  check({ node, each }) {
    if (node.haproxy === undefined) return;
    each(withTests(node.haproxy), (section, report) => {
      for (const { test, criterion, method } of testsIn(section)) {
        if (!paths.has(criterion) || (method !== "str" && method !== "beg")) continue;
        if ((test.expression?.converters.length ?? 0) > 0) continue;
        for (const word of writtenPatterns(test)) {
          if (word.value === "" || /^[/*%]/.test(word.value)) continue;
          const place = placeIn(section.document, word);
          const fix = word.quoted
            ? undefined
            : { title: `Write /${word.value}`, edits: [{ ...place, newText: `/${word.value}` }] };
          report("never", place, { pattern: word.value }, fix === undefined ? {} : { fix });
        }
      }
    });
  },
});

const paths = new Set(["path", "path_beg", "path_str"]);
