import { defineRule } from "../../rule.ts";
import { reportProblems } from "../../syntax-problems.ts";

export default defineRule({
  id: "parse/template-placeholder",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "The file is a template: it holds placeholders that are not rendered yet.",
  why: `
Jinja, ERB and Go templates make configs, but are none. What the placeholders will become decides whether the file is right, so halint
says only this and leaves the rest alone. Lint what the template renders to.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "Jinja",
      files: { "haproxy.cfg": "frontend web\n  bind {{ address }}:80\n" },
      expect: ["haproxy.cfg:2:8 found"],
    },
    {
      title: "an anonymous ACL is no placeholder",
      files: {
        "haproxy.cfg":
          "frontend web\n  mode http\n  bind :80\n  timeout client 5s\n  http-request deny if { path /x }\n",
      },
      expect: [],
    },
  ],
  check: (context) => reportProblems("template-placeholder", context),
});
