import { ofKind } from "../../../model/haproxy/by-kind.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/log-global-without-log",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "`log global` refers to the log lines of the global section, which has none.",
  why: `
The line sends the proxy's logs where the global section says, and the global section says nothing: no request is logged, and on the night of
the failure there is nothing to read. HAProxy accepts it in silence.
`,
  messages: { nothing: "log global, but the global section has no log line: nothing is logged" },
  examples: () => [
    {
      title: "no log in global",
      files: { "haproxy.cfg": "global\n  maxconn 100\ndefaults\n  log global\n" },
      expect: ["haproxy.cfg:4:3 nothing"],
    },
    {
      title: "a log in global",
      files: { "haproxy.cfg": "global\n  log 127.0.0.1 local0\ndefaults\n  log global\n" },
      expect: [],
    },
  ],
  check({ node, report }) {
    const { haproxy } = node;
    if (haproxy === undefined) return;
    if (haproxy.globals.some(({ statements }) => ofKind(statements, "Log").length > 0)) return;
    for (const { statements, document } of haproxy.sectionsWith("log")) {
      for (const statement of ofKind(statements, "Log")) {
        if (statement.target?.value === "global") report("nothing", placeIn(document, statement), {});
      }
    }
  },
});
