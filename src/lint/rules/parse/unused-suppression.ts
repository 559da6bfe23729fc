import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "parse/unused-suppression",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "safe",
  summary: "A halint-disable comment silences nothing, or cannot be read.",
  why: `
The problem it was written for is gone, or the rule's name is misspelt and the problem is reported all the same. Left in place it would
silence the next mistake on that line.
`,
  messages: {},
  examples: () => [
    {
      title: "nothing to silence",
      files: { "haproxy.cfg": "global\n  # halint-disable-next-line parse/irregular-space\n  maxconn 10\n" },
      expect: ["haproxy.cfg:2:30"],
    },
    {
      title: "something to silence",
      files: {
        "haproxy.cfg": "global\n  # halint-disable-next-line parse/irregular-space -- pasted\n\u00a0\u00a0maxconn 10\n",
      },
      expect: [],
    },
  ],
  // The engine itself knows which suppressions were used.
  check: () => {},
});
