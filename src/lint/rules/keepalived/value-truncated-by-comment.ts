import type { KeepalivedItem } from "../../../ast/keepalived/file.ts";
import type { Comment, Word } from "../../../ast/word.ts";
import { instanceWith } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/value-truncated-by-comment",
  since: "0.1.0",
  severity: "warning",
  scope: "keepalived-file",
  fix: "safe",
  summary: "A # or ! inside a value starts a comment.",
  why: `
Outside of double quotes, \`#\` and \`!\` start a comment wherever they stand, in the middle of a word too: \`auth_pass pa#ss\` is the password \`pa\`, and nothing says so. A backslash does not help from 2.2.0 on. Put the value into double quotes.
`,
  messages: {
    password: "the password ends before the {marker}, which starts a comment: put it between double quotes",
    value:
      "the value ends before the {marker}, which starts a comment: put it between double quotes, or a space before the comment",
  },
  examples: () => [
    {
      title: "a password",
      files: {
        "lb01/keepalived.conf": instanceWith(
          "virtual_router_id 51",
          "authentication {",
          "auth_type PASS",
          "auth_pass pa#ss",
          "}",
        ),
      },
      expect: ["lb01/keepalived.conf:6:13 password"],
    },
    {
      title: "in quotes",
      files: {
        "lb01/keepalived.conf": instanceWith(
          "virtual_router_id 51",
          "authentication {",
          "auth_type PASS",
          'auth_pass "pa#ss"',
          "}",
        ),
      },
      expect: [],
    },
    {
      title: "a path",
      files: { "lb01/keepalived.conf": "vrrp_script chk {\n  script /etc/check.sh#1\n}\n" },
      expect: ["lb01/keepalived.conf:2:10 value"],
    },
    {
      title: "a comment behind a number",
      files: { "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100#the first") },
      expect: [],
    },
  ],
  check({ document, report }) {
    const { source } = document;
    for (const { comment, word, keyword } of glued(document.ast.items)) {
      const marker = source.text[comment.start] ?? "#";
      const isSecret = keyword === "auth_pass" || keyword === "password";
      if (source.text[word.end - 1] === '"' || word.value === "") continue;
      if (!isSecret && (plain.test(word.value) || /^(?:\s|$)/.test(comment.text))) continue;
      const end = endOfWord(source.text, comment.start);
      const text = source.text.slice(word.start, end);
      const fix = /["{}]/.test(text)
        ? {}
        : {
            fix: {
              title: "Put it between double quotes",
              // Of a longer password keepalived drops the end, and reports that.
              safety: isSecret && encodedLength(text) > 8 ? ("unsafe" as const) : ("safe" as const),
              edits: [{ path: source.path, span: { start: word.start, end }, newText: `"${text}"` }],
            },
          };
      const place = { path: source.path, span: { start: word.start, end } };
      report(isSecret ? "password" : "value", place, { marker }, fix);
    }
  },
});

/** Numbers, addresses and words in capitals are whole without what follows. */
const plain = /^[\d.:/+-]*$|^[A-Z]+$|^(?:on|off|true|false|yes|no)$/;

interface Glued {
  readonly comment: Comment;
  readonly word: Word;
  readonly keyword: string;
}

/** Comments that begin where a word ends, without white space between. */
function glued(items: readonly KeepalivedItem[]): Glued[] {
  const found: Glued[] = [];
  const ends = new Map<number, { readonly word: Word; readonly keyword: string }>();
  const visit = (one: KeepalivedItem): void => {
    if (one.kind === "Comment") {
      const end = ends.get(one.start);
      if (end !== undefined) found.push({ comment: one, ...end });
      return;
    }
    if (one.kind === "Setting" || one.kind === "Entry") {
      const word = one.kind === "Setting" ? one.args.at(-1) : one.words.at(-1);
      if (word !== undefined) ends.set(word.end, { word, keyword: one.kind === "Setting" ? one.keyword.value : "" });
    }
    if ("body" in one) for (const inner of one.body) visit(inner);
  };
  for (const one of items) visit(one);
  return found;
}

function encodedLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

function endOfWord(text: string, from: number): number {
  const space = text.slice(from, from + 1024).search(/\s/);
  return space === -1 ? Math.min(text.length, from + 1024) : from + space;
}
