import { othersIn } from "../../../model/haproxy/by-kind.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/comment-starts-mid-word",
  since: "0.1.0",
  severity: "warning",
  scope: "haproxy-file",
  fix: "none",
  summary: "A # in the middle of a word starts a comment.",
  why: `
HAProxy ends the line at every \`#\` that is neither quoted nor escaped, also inside a word. \`http-request set-header X-Color #fff\` sets an empty header, a password with a \`#\` is cut there, and no message says so.
`,
  messages: { cut: "the line ends here: a # inside a word starts a comment, quote it or write \\#" },
  examples: () => [
    {
      title: "a password with a #",
      files: { "haproxy.cfg": "userlist u\n  user a password ab#cd\n" },
      expect: ["haproxy.cfg:2:21 cut"],
    },
    { title: "quoted", files: { "haproxy.cfg": 'userlist u\n  user a password "ab#cd"\n' }, expect: [] },
    {
      title: "a comment behind a space",
      files: { "haproxy.cfg": "userlist u\n  user a password abcd # who\n" },
      expect: [],
    },
  ],
  check({ document, report }) {
    const { text } = document.source;
    for (const section of document.ast.sections) {
      for (const item of othersIn(section)) {
        if (item.kind !== "Comment" || item.start === 0) continue;
        // A comment glued to a whole word ("maxconn 10#ten") is common and harmless: only glued text looks like a value.
        const before = text[item.start - 1] ?? " ";
        const after = text[item.start + 1] ?? " ";
        if (/[\s\u00a0\u3000]/.test(before) || /[\s#\u00a0\u3000]/.test(after) || /[^\x00-\x7f]/.test(after)) continue;
        if (/\s/.test(text.slice(item.start + 1, item.end).trim())) continue;
        report("cut", placeIn(document, { start: item.start, end: item.start + 1 }), {});
      }
    }
  },
});
