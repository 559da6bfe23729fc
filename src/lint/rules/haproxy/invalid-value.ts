import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/invalid-value",
  since: "0.1.0",
  severity: "error",
  scope: "haproxy-file",
  fix: "unsafe",
  summary: "An argument is not what the keyword takes.",
  why: `
A time with a wrong unit, a port above 65535, a word that is none of the choices: HAProxy rejects the line and does not start. The message says
what was found and what is allowed.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "a unit that is none",
      files: { "haproxy.cfg": "defaults\n  timeout connect 5q\n" },
      expect: ["haproxy.cfg:2:19 found"],
    },
    {
      title: "a mode that is none",
      files: { "haproxy.cfg": "defaults\n  mode htp\n" },
      expect: ["haproxy.cfg:2:8 found"],
    },
    { title: "valid ones", files: { "haproxy.cfg": "defaults\n  mode http\n  timeout connect 5s\n" }, expect: [] },
  ],
  check: (context) => reportFindings("haproxy/invalid-value", context),
});
