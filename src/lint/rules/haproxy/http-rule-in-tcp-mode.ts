import type { Statement } from "../../../ast/haproxy/statement.ts";
import { isModeKnown } from "../../../model/haproxy/inheritance.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/http-rule-in-tcp-mode",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "Rules for HTTP stand in a proxy that is not in mode http.",
  why: `
HAProxy starts, warns once, and ignores the rules: what they deny is let through, what they set is not set. Often the mode is inherited from a defaults section that says nothing, and tcp is
what HAProxy takes then.
`,
  messages: { ignored: "{proxy} is in mode {mode}: haproxy ignores its {keyword} rules" },
  examples: () => [
    {
      title: "nobody said http",
      files: {
        "haproxy.cfg":
          "defaults\n  timeout client 30s\nfrontend web\n  bind :80\n  http-request deny if { path_beg /admin }\n  default_backend a\nbackend a\n  server s 192.0.2.1:80\n",
      },
      expect: ["haproxy.cfg:5:3 ignored"],
    },
    {
      title: "a fragment, whose defaults stand elsewhere",
      files: {
        "haproxy.cfg": "frontend web\n  bind :80\n  http-request deny if { path_beg /admin }\n  default_backend a\n",
      },
      expect: [],
    },
    {
      title: "the environment decides about the mode",
      files: {
        "haproxy.cfg":
          "frontend web\n.if defined(HTTP)\n  mode http\n.else\n  mode tcp\n.endif\n  bind :80\n  http-request deny if { path_beg /admin }\n  default_backend a\nbackend a\n  server s 192.0.2.1:80\n",
      },
      expect: [],
    },
    {
      title: "http",
      files: {
        "haproxy.cfg":
          "frontend web\n  mode http\n  bind :80\n  http-request deny if { path_beg /admin }\n  default_backend a\nbackend a\n  mode http\n  server s 192.0.2.1:80\n",
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    const { haproxy } = node;
    for (const proxy of haproxy?.proxies ?? []) {
      if (proxy.mode !== "tcp" || proxy.type === "defaults" || proxy.statements.some(isSwitch)) continue;
      if (haproxy === undefined || !isModeKnown(proxy, haproxy)) continue;
      const seen = new Set<string>();
      for (const statement of proxy.statements) {
        const { kind } = statement;
        if (kind !== "HttpRequest" && kind !== "HttpResponse" && kind !== "HttpAfterResponse") continue;
        if (seen.has(kind)) continue;
        seen.add(kind);
        const keyword = statement.keyword.value;
        report("ignored", placeIn(proxy.document, statement), { proxy: proxy.name, mode: proxy.mode, keyword });
      }
    }
  },
});

function isSwitch(statement: Statement): boolean {
  return statement.kind === "TcpRequest" && statement.actionName === "switch-mode";
}
