import { type Item, isStatement } from "../../../ast/haproxy/file.ts";
import type { Word } from "../../../ast/word.ts";
import type { HaproxyDocument } from "../../../model/document.ts";
import { haproxyTable } from "../../../schema/haproxy.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

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
  check({ node, report, each }) {
    for (const document of node.haproxyFiles) {
      const words = document.ast.preamble.flatMap(firstWord);
      for (const word of words.filter(isMiswritten)) report(...described(word, document));
    }
    each(node.haproxy?.sections, ({ section, document }, reportHere) => {
      const words = [section.keyword, ...section.body.flatMap((item) => (isKnown(item) ? [] : firstWord(item)))];
      for (const word of words) if (isMiswritten(word)) reportHere(...described(word, document));
    });
  },
});

function described(word: Word, document: HaproxyDocument) {
  const place = placeIn(document, word);
  const meant = word.value.toLowerCase();
  const fix = { title: `Write ${meant}`, edits: [{ ...place, newText: meant }] };
  return ["case", place, { found: word.value, meant }, { fix }] as const;
}

/** A line with a keyword of the grammar, which is in small letters. */
function isKnown(item: Item): boolean {
  return isStatement(item) && item.layout.parts.length > 0;
}

function firstWord(item: Item): readonly Word[] {
  if (item.kind === "Comment") return [];
  return item.kind === "Bad" ? item.words.slice(0, 1) : [item.keyword];
}

/** Whether a word is a section's but for its capitals. */
function isMiswritten({ value }: Word): boolean {
  return /[A-Z]/.test(value) && !isSection(value) && isSection(value.toLowerCase());
}

function isSection(word: string): boolean {
  return haproxyTable.find("section", word) !== undefined;
}
