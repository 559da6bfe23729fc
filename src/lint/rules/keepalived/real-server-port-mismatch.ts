import type { EffectiveStatement } from "../../../model/keepalived/effective.ts";
import { bodyOf, lastOf } from "../../../model/keepalived/settings.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/real-server-port-mismatch",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "With direct routing or tunnels, a real server has another port than the virtual one.",
  why: `
Only NAT can translate ports. With \`DR\` and \`TUN\` the packet arrives as the client sent it; keepalived reports another port and uses the one of the virtual server. With a firewall mark the port is ignored.
`,
  messages: {
    port: "with {method} {server} gets packets on port {wanted}: keepalived sets its port {port} to that",
    mark: "with {method} and a firewall mark the port of {server} is ignored",
  },
  examples: () => [
    {
      title: "another port with DR",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50 80 {\n  protocol TCP\n  lb_algo rr\n  lb_kind DR\n  real_server 192.0.2.51 8080 {\n    weight 1\n  }\n}\n",
      },
      expect: ["lb01/keepalived.conf:5:26 port"],
    },
    {
      title: "another port with NAT",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50 80 {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n  real_server 192.0.2.51 8080 {\n    weight 1\n  }\n}\n",
      },
      expect: [],
    },
    {
      title: "another port of the sorry server",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50 80 {\n  protocol TCP\n  lb_algo rr\n  lb_kind DR\n  sorry_server 192.0.2.52 8080\n  real_server 192.0.2.51 80 {\n    weight 1\n  }\n}\n",
      },
      expect: ["lb01/keepalived.conf:5:27 port"],
    },
    {
      title: "a mark and a port",
      files: {
        "lb01/keepalived.conf":
          "virtual_server fwmark 1 {\n  lb_algo rr\n  lb_kind DR\n  real_server 192.0.2.51 80 {\n    weight 1\n  }\n}\n",
      },
      expect: ["lb01/keepalived.conf:4:26 mark"],
    },
  ],
  check({ node, report }) {
    for (const { statement, port, fwmark, group, realServers } of node.keepalived?.virtualServers ?? []) {
      const body = bodyOf(statement);
      const common = methodOf(body, "lb_kind", "lvs_method");
      if (group !== undefined) continue;
      const sorry = lastOf(body, "sorry_server");
      const sorryMethod = methodOf(body, "sorry_server_lvs_method") ?? common;
      const sorryPort = sorry?.args[1];
      if (isDirect(sorryMethod) && sorryPort !== undefined && !sorryPort.unknown && Number(sorryPort.value) > 0) {
        if (fwmark !== undefined) report("mark", sorryPort.place, { method: sorryMethod, server: "the sorry server" });
        else if (Number(sorryPort.value) !== (port?.value ?? 0))
          report("port", sorryPort.place, {
            method: sorryMethod,
            server: "the sorry server",
            wanted: port?.value ?? 0,
            port: sorryPort.value,
          });
      }
      for (const server of realServers) {
        const method = methodOf(bodyOf(server.statement), "lvs_method") ?? common;
        if (!isDirect(method) || server.port === undefined || server.port.value === 0) continue;
        if (fwmark !== undefined) report("mark", server.port.place, { method, server: "a real server" });
        else if (server.port.value !== (port?.value ?? 0))
          report("port", server.port.place, {
            method,
            server: "the real server",
            wanted: port?.value ?? 0,
            port: server.port.value,
          });
      }
    }
  },
});

function isDirect(method: string | undefined): method is "DR" | "TUN" {
  return method === "DR" || method === "TUN";
}

function methodOf(body: readonly EffectiveStatement[], ...keywords: string[]): string | undefined {
  return keywords.map((keyword) => lastOf(body, keyword)?.args[0]?.value).find((one) => one !== undefined);
}
