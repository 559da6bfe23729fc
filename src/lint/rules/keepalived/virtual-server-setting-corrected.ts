import type { VirtualServer } from "../../../model/keepalived/config.ts";
import type { EffectiveStatement } from "../../../model/keepalived/effective.ts";
import { booleanWord } from "../../../model/keepalived/numbers.ts";
import { bodyOf, lastOf } from "../../../model/keepalived/settings.ts";
import { groupEntries } from "../../../model/keepalived/virtual-server.ts";
import type { Place } from "../../../text/span.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/virtual-server-setting-corrected",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A setting does not fit the virtual server, and keepalived corrects it.",
  why: `
Port 0 works with persistence only; one-packet scheduling with UDP only; a firewall mark has no protocol and cannot be suspended; scheduler flags belong to one scheduler, and have to stand below it; what is said about a sorry server has
to stand below it. keepalived reports each and goes on with something else.
`,
  messages: {
    inhibit:
      "the sorry server is a real server too, and only one of them is inhibited on failure: keepalived {state} sorry_server_inhibit",
    port: "{key} has no port: that needs persistence, which keepalived switches on",
    ops: "ops is for UDP: keepalived switches it off",
    mark: "a virtual server of a firewall mark has no {keyword}: keepalived ignores it",
    flag: "{keyword} needs {wanted} above it: keepalived ignores it",
    sorry: "{keyword} has to stand below sorry_server: keepalived ignores it",
  },
  examples: () => [
    {
      title: "no port",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50 {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n  real_server 192.0.2.51 80 {\n    weight 1\n  }\n}\n",
      },
      expect: ["lb01/keepalived.conf:1:1 port"],
    },
    {
      title: "an address of a group without a port",
      files: {
        "lb01/keepalived.conf":
          "virtual_server_group web {\n  192.0.2.50 80\n  192.0.2.60\n}\nvirtual_server group web {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n  real_server 192.0.2.51 80 {\n    weight 1\n  }\n}\n",
      },
      expect: ["lb01/keepalived.conf:5:1 port"],
    },
    {
      title: "ops with TCP",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50 80 {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n  ops\n  real_server 192.0.2.51 80 {\n    weight 1\n  }\n}\n",
      },
      expect: ["lb01/keepalived.conf:5:3 ops"],
    },
    {
      title: "a protocol with a mark",
      files: {
        "lb01/keepalived.conf":
          "virtual_server fwmark 1 {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n  real_server 192.0.2.51 80 {\n    weight 1\n  }\n}\n",
      },
      expect: ["lb01/keepalived.conf:2:3 mark"],
    },
    {
      title: "a flag of another scheduler",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50 80 {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n  sh-port\n  real_server 192.0.2.51 80 {\n    weight 1\n  }\n}\n",
      },
      expect: ["lb01/keepalived.conf:5:3 flag"],
    },
    {
      title: "inhibit without a sorry server",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50 80 {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n  sorry_server_inhibit\n  real_server 192.0.2.51 80 {\n    weight 1\n  }\n}\n",
      },
      expect: ["lb01/keepalived.conf:5:3 sorry"],
    },
    {
      title: "a sorry server that is a real server too",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50 80 {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n  sorry_server 192.0.2.51 80\n  real_server 192.0.2.51 80 {\n    inhibit_on_failure\n  }\n}\n",
      },
      expect: ["lb01/keepalived.conf:5:3 inhibit"],
    },
    {
      title: "ops with UDP",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50 80 {\n  protocol UDP\n  lb_algo sh\n  sh-port\n  lb_kind NAT\n  ops\n  real_server 192.0.2.51 80 {\n    weight 1\n  }\n}\n",
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    const statements = node.keepalived?.statements ?? [];
    for (const server of node.keepalived?.virtualServers ?? []) {
      const { key, address, port, fwmark, group, statement } = server;
      const body = bodyOf(statement);
      const persistent = lastOf(body, "persistence_timeout") ?? lastOf(body, "persistence_granularity");
      const ports = group === undefined ? [port?.value ?? 0] : groupEntries(statements, group.value).ports;
      const isAddressed = address !== undefined || group !== undefined;
      if (isAddressed && ports.includes(0) && persistent === undefined)
        report("port", statement.keyword.place, { key });
      const sorry = correctedSorryServer(server);
      if (sorry !== undefined) report("inhibit", sorry.place, { state: sorry.inhibits ? "sets" : "clears" });
      const ops = lastOf(body, "ops");
      const isCertain = fwmark === undefined && server.group === undefined;
      if (ops !== undefined && isCertain && !isUdp(lastOf(body, "protocol"))) report("ops", ops.keyword.place, {});
      const meaningless = fwmark === undefined ? [] : ["protocol", "ha_suspend"];
      for (const line of meaningless.flatMap((keyword) => lastOf(body, keyword) ?? []))
        report("mark", line.keyword.place, { keyword: line.keyword.value });
      for (const [{ keyword }, above] of withPrevious(body)) {
        const wanted = flags.get(keyword.value);
        const scheduler = (lastOf(above, "lb_algo") ?? lastOf(above, "lvs_sched"))?.args[0]?.value;
        if (wanted !== undefined && scheduler !== "sh" && scheduler !== "mh")
          report("flag", keyword.place, { keyword: keyword.value, wanted });
        if (keyword.value.startsWith("sorry_server_") && lastOf(above, "sorry_server") === undefined)
          report("sorry", keyword.place, { keyword: keyword.value });
      }
    }
  },
});

/** A sorry server that is one of the real servers too, where only one of the two is inhibited on failure. */
function correctedSorryServer({
  statement,
  realServers,
}: VirtualServer): { place: Place; inhibits: boolean } | undefined {
  const body = bodyOf(statement);
  const sorry = lastOf(body, "sorry_server");
  const same = sorry && realServers.find((real) => textOf(real.statement) === textOf(sorry));
  if (sorry === undefined || same === undefined) return undefined;
  const inhibits = isOn(bodyOf(same.statement), "inhibit_on_failure") || isOn(body, "inhibit_on_failure");
  return inhibits === isOn(body, "sorry_server_inhibit") ? undefined : { place: sorry.keyword.place, inhibits };
}

const flags: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "sh-port": "lb_algo sh",
    "sh-fallback": "lb_algo sh",
    "mh-port": "lb_algo mh",
    "mh-fallback": "lb_algo mh",
    hashed: "lb_algo sh",
  }),
);

function textOf({ args }: EffectiveStatement): string {
  return args.map(({ value }) => value).join(" ");
}

function isOn(body: readonly EffectiveStatement[], keyword: string): boolean {
  const line = lastOf(body, keyword);
  return line !== undefined && booleanWord(line.args[0]?.value) !== false;
}

function isUdp(protocol: EffectiveStatement | undefined): boolean {
  return (
    protocol === undefined || protocol.args[0]?.value.toUpperCase() === "UDP" || protocol.args[0]?.unknown === true
  );
}

/** Only the few lines whose order matters. */
function withPrevious(body: readonly EffectiveStatement[]): [EffectiveStatement, readonly EffectiveStatement[]][] {
  return body.flatMap((line, at) =>
    flags.has(line.keyword.value) || line.keyword.value.startsWith("sorry_server_")
      ? [[line, body.slice(0, at)] satisfies [EffectiveStatement, readonly EffectiveStatement[]]]
      : [],
  );
}
