import { ofKind } from "../../../model/haproxy/by-kind.ts";
import type { Proxy } from "../../../model/haproxy/config.ts";
import { inForce } from "../../../model/haproxy/inheritance.ts";
import { isLocalAddress } from "../../../model/haproxy/socket-addresses.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/stats-admin-exposed",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "The statistics page lets everybody take servers out of service.",
  why: `
\`stats admin\` adds buttons that stop and drain servers. Without \`stats auth\` or a condition on who asks, whoever reaches the port can empty a backend.
`,
  messages: { open: "whoever reaches {proxy} can take servers out of service: there is no stats auth" },
  examples: () => [
    {
      title: "for everybody",
      files: { "haproxy.cfg": "listen stats\n  mode http\n  bind :8404\n  stats uri /\n  stats admin if TRUE\n" },
      expect: ["haproxy.cfg:5:3 open"],
    },
    {
      title: "with a password",
      files: {
        "haproxy.cfg":
          "listen stats\n  mode http\n  bind :8404\n  stats uri /\n  stats auth ops:kX93-qqPz\n  stats admin if TRUE\n",
      },
      expect: [],
    },
    {
      title: "on the loopback address",
      files: {
        "haproxy.cfg": "listen stats\n  mode http\n  bind 127.0.0.1:8404\n  stats uri /\n  stats admin if TRUE\n",
      },
      expect: [],
    },
    {
      title: "for some addresses",
      files: {
        "haproxy.cfg": "listen stats\n  mode http\n  bind :8404\n  stats uri /\n  stats admin if { src 10.0.0.0/8 }\n",
      },
      expect: [],
    },
    {
      title: "on a socket of the same host",
      files: {
        "haproxy.cfg": "listen stats\n  mode http\n  bind abns@stats\n  stats uri /\n  stats admin if TRUE\n",
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const proxy of node.haproxy?.frontends ?? []) {
      const stats = inForce(proxy, "Stats");
      if (stats.length === 0 || isLocal(proxy)) continue;
      if (stats.some(({ statement }) => statement.name?.value === "auth")) continue;
      if (proxy.statements.some((statement) => guards(statement))) continue;
      for (const { statement, document } of stats) {
        if (statement.name?.value !== "admin" || !alwaysTrue(statement.args.map(({ value }) => value))) continue;
        report("open", placeIn(document, statement), { proxy: proxy.name });
      }
    }
  },
});

const guarding = new Set(["auth", "deny", "reject", "silent-drop", "tarpit"]);

/** Whether somebody may be turned away before the page is shown. */
function guards(statement: Proxy["statements"][number]): boolean {
  return "actionName" in statement && guarding.has(statement.actionName ?? "");
}

function alwaysTrue(words: readonly string[]): boolean {
  return words.slice(1).join(" ") === "if TRUE";
}

function isLocal(proxy: Proxy): boolean {
  return ofKind(proxy.statements, "Bind").every(({ addresses }) =>
    addresses.every(({ address }) => isLocalAddress(address)),
  );
}
