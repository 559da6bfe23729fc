import { isKnownIn } from "../../../schema/version.ts";
import { instanceWith } from "../../cluster/example.ts";
import { commentsOf } from "../../comments.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/comment-ends-in-backslash",
  since: "0.1.0",
  severity: "error",
  scope: "keepalived-file",
  fix: "safe",
  summary: "A comment ends in a backslash, which keepalived reads before 2.4.",
  why: `
Before 2.4 keepalived drops the comment and keeps the backslash at its end. On a line of its own that is an unknown keyword or a wrong address, which keepalived reports and passes over; behind a setting it becomes part of the last value, and
the setting is refused. Inside a definition of several lines the backslash is what continues it, and nothing is wrong.
`,
  messages: {
    alone:
      "before keepalived 2.4 the backslash at the end of this comment is a line of its own, and an unknown keyword",
    glued: "before keepalived 2.4 the backslash at the end of this comment becomes part of the value before it",
  },
  examples: () => [
    {
      title: "a line of its own",
      files: { "lb01/keepalived.conf": `# the web servers \\\n${instanceWith("virtual_router_id 51")}` },
      expect: ["lb01/keepalived.conf:1:19 alone"],
      targets: { keepalived: "2.2.7" },
    },
    {
      title: "behind a value",
      files: { "lb01/keepalived.conf": instanceWith("virtual_router_id 51 # see lb02 \\") },
      expect: ["lb01/keepalived.conf:3:35 glued"],
      targets: { keepalived: "2.2.7" },
    },
    {
      title: "in a definition, and two backslashes",
      files: {
        "lb01/keepalived.conf": `$T=a \\\n# b \\\nc # d \\\n\n${instanceWith("virtual_router_id 51 # C:\\\\")}`,
      },
      expect: [],
      targets: { keepalived: "2.2.7" },
    },
    {
      title: "from 2.4 on",
      files: { "lb01/keepalived.conf": `# the web servers \\\n${instanceWith("virtual_router_id 51")}` },
      expect: [],
      targets: { keepalived: "2.4" },
    },
  ],
  check({ document, node, report }) {
    if (isKnownIn({ since: "2.4.0" }, node.targets.keepalived ?? "2.4")) return;
    const { text } = document.source;
    for (const { start, end } of commentsOf(document)) {
      if (!endsInBackslash(text, start, end)) continue;
      const place = { path: document.source.path, span: { start: end - 1, end } };
      const isAlone = /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, start - 1024), start));
      report(
        isAlone ? "alone" : "glued",
        place,
        {},
        {
          fix: { title: "Remove the backslash", edits: [{ ...place, newText: "" }] },
        },
      );
    }
  },
});

/** A backslash takes the next character with it, so that of two the second is nothing special; a blank behind it too. */
function endsInBackslash(text: string, start: number, end: number): boolean {
  let at = end;
  while (at > start && text[at - 1] === "\\") at--;
  return (end - at) % 2 === 1 && /^(?:\r?\n|\r?$)/.test(text.slice(end, end + 2));
}
