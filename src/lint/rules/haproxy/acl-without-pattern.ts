import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/acl-without-pattern",
  since: "0.1.0",
  severity: "warning",
  scope: "haproxy-file",
  fix: "none",
  summary: "An ACL compares with nothing, so it never matches.",
  why: `
\`acl has_cookie req.cook(SID)\` reads as "there is a cookie", but it compares the cookie's value with an empty list and is never true. HAProxy warns
and goes on. \`-m found\` tests whether there is a value.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "meant as a test for a cookie",
      files: {
        "haproxy.cfg": "frontend web\n  mode http\n  acl known req.cook(SID)\n  http-request deny unless known\n",
      },
      expect: ["haproxy.cfg:3:13 found"],
    },
    {
      title: "the test for a cookie",
      files: {
        "haproxy.cfg":
          "frontend web\n  mode http\n  acl known req.cook(SID) -m found\n  http-request deny unless known\n",
      },
      expect: [],
    },
  ],
  check: (context) => reportFindings("haproxy/acl-without-pattern", context),
});
