import type { EffectiveStatement } from "../../../model/keepalived/effective.ts";
import { bodyOf, lastOf } from "../../../model/keepalived/settings.ts";
import { groupEntries } from "../../../model/keepalived/virtual-server.ts";
import type { Place } from "../../../text/span.ts";
import { defineRule } from "../../rule.ts";

const twoPorts = (method: string, port: string): string =>
  "virtual_server_group web {\n  192.0.2.50 80\n  192.0.2.60-63 8080\n}\n" +
  `virtual_server group web {\n  protocol TCP\n  lb_algo rr\n  lb_kind ${method}\n  real_server 192.0.2.51 ${port} {\n    weight 1\n  }\n}\n`;

export default defineRule({
  id: "keepalived/real-server-port-mismatch",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "With direct routing or tunnels, a real server has another port than the virtual one.",
  why: `
Only NAT can translate ports. With \`DR\` and \`TUN\` the packet arrives as the client sent it; keepalived reports another port and uses the one of the virtual server; where that is a group, the port has to be that of each of its addresses, or be left out. With a firewall mark the port is ignored.
`,
  messages: {
    port: "with {method} {server} gets packets on port {wanted}: keepalived sets its port {port} to that",
    group: "with {method} {server} gets packets on port {wanted} of the group, too: keepalived reports its port {port}",
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
      title: "one port for a group with two",
      files: { "lb01/keepalived.conf": twoPorts("DR", "80") },
      expect: ["lb01/keepalived.conf:9:26 group"],
    },
    {
      title: "no port for a group with two",
      files: { "lb01/keepalived.conf": twoPorts("DR", "0") },
      expect: [],
    },
    {
      title: "a group behind NAT",
      files: { "lb01/keepalived.conf": twoPorts("NAT", "80") },
      expect: [],
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
    const statements = node.keepalived?.statements ?? [];
    for (const { statement, port, fwmark, group, realServers } of node.keepalived?.virtualServers ?? []) {
      const body = bodyOf(statement);
      const common = methodOf(body, "lb_kind", "lvs_method");
      const entries = group && groupEntries(statements, group.value);
      const hasMark = fwmark !== undefined || entries?.hasMark === true;
      const ports = entries?.ports ?? (hasMark ? [] : [port?.value ?? 0]);
      const judge = (method: string | undefined, own: Port | undefined, who: string): void => {
        if (!isDirect(method) || own === undefined || own.value === 0) return;
        const wanted = ports.find((one) => one !== own.value);
        if (hasMark) report("mark", own.place, { method, server: who });
        else if (wanted !== undefined)
          report(entries === undefined ? "port" : "group", own.place, {
            method,
            server: who,
            wanted,
            port: own.value,
          });
      };
      const sorry = lastOf(body, "sorry_server")?.args[1];
      const sorryPort = sorry === undefined || sorry.unknown ? Number.NaN : Number(sorry.value);
      if (sorry !== undefined && sorryPort > 0)
        judge(
          methodOf(body, "sorry_server_lvs_method") ?? common,
          { value: sorryPort, place: sorry.place },
          "the sorry server",
        );
      for (const server of realServers)
        judge(methodOf(bodyOf(server.statement), "lvs_method") ?? common, server.port, "the real server");
    }
  },
});

interface Port {
  readonly value: number;
  readonly place: Place;
}

function isDirect(method: string | undefined): method is "DR" | "TUN" {
  return method === "DR" || method === "TUN";
}

function methodOf(body: readonly EffectiveStatement[], ...keywords: string[]): string | undefined {
  return keywords.map((keyword) => lastOf(body, keyword)?.args[0]?.value).find((one) => one !== undefined);
}
