import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/insecure-password",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A user's password stands in the file in clear text.",
  why: `
Everybody who can read the file, its backups or its repository has the password. \`password\` takes the hash that \`mkpasswd\` prints. The password is never shown in a finding.
`,
  messages: { clear: "the password of user {user} stands here in clear text: use password with a hash" },
  examples: () => [
    {
      title: "clear text",
      files: { "haproxy.cfg": "userlist ops\n  user a insecure-password s3cret\n" },
      expect: ["haproxy.cfg:2:10 clear"],
    },
    { title: "a hash", files: { "haproxy.cfg": "userlist ops\n  user a password $5$abc$def\n" }, expect: [] },
  ],
  check({ node, report }) {
    for (const { section, statements, document } of node.haproxy?.sectionsWith("user") ?? []) {
      if (section.type !== "userlist") continue;
      for (const { keyword, args } of statements) {
        const word = args.find(({ value }) => value === "insecure-password");
        if (keyword.value === "user" && word !== undefined)
          report("clear", placeIn(document, word), { user: args[0]?.value ?? "" });
      }
    }
  },
});
