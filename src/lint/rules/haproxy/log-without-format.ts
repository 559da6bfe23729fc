import type { Log } from "../../../ast/haproxy/statement.ts";
import { ofKind } from "../../../model/haproxy/by-kind.ts";
import { deciding, hasOption, inForce } from "../../../model/haproxy/inheritance.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/log-without-format",
  since: "0.1.0",
  severity: "info",
  scope: "node",
  fix: "none",
  summary: "A proxy logs, but only that a connection was made.",
  why: `
Without \`option httplog\`, \`option tcplog\` or a \`log-format\`, a line has the client's address and the proxy's name. Which server answered, with which status, after how long, is not in it.
`,
  messages: { bare: "{proxy} logs only source and destination: option {option} adds status, server and times" },
  examples: () => [
    {
      title: "bare",
      files: { "haproxy.cfg": "global\n  log 127.0.0.1 local0\nfrontend web\n  mode http\n  log global\n  bind :80\n" },
      expect: ["haproxy.cfg:3:10 bare"],
    },
    {
      title: "with a format",
      files: {
        "haproxy.cfg":
          "global\n  log 127.0.0.1 local0\nfrontend web\n  mode http\n  log global\n  option httplog\n  bind :80\n",
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    const hasGlobalLog = node.haproxy?.globals.some(({ statements }) => ofKind(statements, "Log").length > 0) === true;
    for (const proxy of node.haproxy?.frontends ?? []) {
      if (proxy.mode !== "http" && proxy.mode !== "tcp") continue;
      if (!inForce(proxy, "Log").some(({ statement }) => arrives(statement, hasGlobalLog))) continue;
      // The statistics page is not what anybody reads the log for.
      if (ofKind(proxy.statements, "Stats").length > 0 && ofKind(proxy.statements, "Server").length === 0) continue;
      if (formats.some((name) => hasOption(proxy, name)) || deciding(proxy, "LogFormat") !== undefined) continue;
      report("bare", placeIn(proxy.document, proxy.section.name ?? proxy.section.keyword), {
        proxy: proxy.name,
        option: proxy.mode === "http" ? "httplog" : "tcplog",
      });
    }
  },
});

/** `log global` without a log in the global section is a finding of its own. */
function arrives({ prefix, target }: Log, hasGlobalLog: boolean): boolean {
  return prefix === undefined && (target?.value !== "global" || hasGlobalLog);
}

const formats = ["httplog", "tcplog", "httpslog"];
