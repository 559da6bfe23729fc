import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

const sections = new Set([
  "global",
  "defaults",
  "frontend",
  "backend",
  "listen",
  "userlist",
  "peers",
  "resolvers",
  "mailers",
  "cache",
  "ring",
]);

export default defineRule({
  id: "haproxy/keyword-case",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "safe",
  summary: "A section header is written in capitals.",
  why: `
HAProxy compares keywords letter by letter: \`BIND\` and \`Frontend\` are unknown. What stands below a header that is not one belongs to the section above it.
`,
  messages: { case: "{found} is not a section, {meant} is: HAProxy compares letter by letter" },
  examples: [
    {
      title: "a header in capitals",
      files: { "haproxy.cfg": "Frontend web\n  bind :80\n" },
      expect: ["haproxy.cfg:1:1 case"],
    },
    { title: "in small letters", files: { "haproxy.cfg": "frontend web\n  bind :80\n" }, expect: [] },
  ],
  check({ node, report }) {
    for (const document of node.haproxyFiles) {
      for (const item of [
        ...document.ast.preamble,
        ...document.ast.sections.flatMap((section) => [section, ...section.body]),
      ]) {
        const word = item.kind === "Bad" ? item.words[0] : "keyword" in item ? item.keyword : undefined;
        if (word === undefined || sections.has(word.value) || !sections.has(word.value.toLowerCase())) continue;
        const place = placeIn(document, word);
        const meant = word.value.toLowerCase();
        report(
          "case",
          place,
          { found: word.value, meant },
          { fix: { title: `write ${meant}`, edits: [{ ...place, newText: meant }] } },
        );
      }
    }
  },
});
