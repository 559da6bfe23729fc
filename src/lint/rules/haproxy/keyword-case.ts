import type { Item } from "../../../ast/haproxy/file.ts";
import type { Word } from "../../../ast/word.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

const keywords = new Set([
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
  examples: () => [
    {
      title: "a header in capitals",
      files: { "haproxy.cfg": "Frontend web\n  bind :80\n" },
      expect: ["haproxy.cfg:1:1 case"],
    },
    { title: "in small letters", files: { "haproxy.cfg": "frontend web\n  bind :80\n" }, expect: [] },
  ],
  check({ node, report }) {
    for (const document of node.haproxyFiles) {
      const { preamble, sections } = document.ast;
      const words = sections.flatMap(({ keyword, body }) => [
        ...(isMiswritten(keyword) ? [keyword] : []),
        ...wordsIn(body),
      ]);
      for (const word of [...wordsIn(preamble), ...words]) {
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

/** The first words of lines that are a section's but for their capitals. */
function wordsIn(items: readonly Item[]): readonly Word[] {
  const found: Word[] = [];
  for (const item of items) {
    const word = item.kind === "Bad" ? item.words[0] : item.kind === "Comment" ? undefined : item.keyword;
    if (word !== undefined && isMiswritten(word)) found.push(word);
  }
  return found;
}

function isMiswritten({ value }: Word): boolean {
  return /^[A-Za-z]*[A-Z]/.test(value) && !keywords.has(value) && keywords.has(value.toLowerCase());
}
