import { testsIn, withTests, writtenPatterns } from "../../haproxy/acl-tests.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/regex-never-matches",
  since: "0.1.0",
  severity: "info",
  scope: "node",
  fix: "none",
  summary: "A regular expression cannot match what it is held against.",
  why: `
A path starts with a slash, so \`^api\` never matches one. And a text has nothing behind its end, so letters after a \`$\` never match. The rule behind is never used.
`,
  messages: {
    path: "a path starts with a slash: ^{start} never matches",
    end: "nothing stands behind the end of the text: this never matches",
  },
  examples: () => [
    {
      title: "anchored without the slash",
      files: { "haproxy.cfg": "frontend web\n  mode http\n  acl api path_reg ^api\n" },
      expect: ["haproxy.cfg:3:20 path"],
    },
    {
      title: "letters behind the end",
      files: { "haproxy.cfg": "frontend web\n  mode http\n  acl img path_reg \\.(png|gif)$x\n" },
      expect: ["haproxy.cfg:3:20 end"],
    },
    {
      title: "with the slash",
      files: { "haproxy.cfg": "frontend web\n  mode http\n  acl api path_reg ^/api\n" },
      expect: [],
    },
    {
      title: "an ending",
      files: { "haproxy.cfg": "frontend web\n  mode http\n  acl img path_reg \\.png$\n" },
      expect: [],
    },
  ],
  check({ node, each }) {
    if (node.haproxy === undefined) return;
    each(withTests(node.haproxy), (section, report) => {
      for (const { test, criterion, method } of testsIn(section)) {
        if (method !== "reg") continue;
        const isPath = /^path(_reg)?$/.test(criterion) && (test.expression?.converters.length ?? 0) === 0;
        for (const word of writtenPatterns(test)) {
          const start = /^\^([a-z0-9]+)[^|?*{]*$/i.exec(word.value)?.[1];
          const place = placeIn(section.document, word);
          if (isPath && start !== undefined) report("path", place, { start });
          else if (/[^\\[]\$[a-z0-9]+$/i.test(word.value) && !word.value.includes("[")) report("end", place, {});
        }
      }
    });
  },
});
