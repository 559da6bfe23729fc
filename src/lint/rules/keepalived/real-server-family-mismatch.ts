import { parseAddress } from "../../../model/address.ts";
import { allOf, bodyOf, lastOf } from "../../../model/keepalived/settings.ts";
import { withoutSuffix } from "../../../schema/types/keepalived-addresses.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/real-server-family-mismatch",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A real or sorry server is of another address family than its virtual server.",
  why: `
Only tunnels carry one family in the other. keepalived reports the server and skips it.
`,
  messages: {
    family: "{address} is of another family than virtual_server {key}: keepalived skips it",
  },
  examples: () => [
    {
      title: "IPv6 behind IPv4",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50 80 {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n  real_server 2001:db8::51 80 {\n    weight 1\n  }\n}\n",
      },
      expect: ["lb01/keepalived.conf:5:15 family"],
    },
    {
      title: "the first server decides for a firewall mark",
      files: {
        "lb01/keepalived.conf":
          "virtual_server fwmark 5 {\n  lb_algo rr\n  lb_kind NAT\n  real_server 192.0.2.51 80 {\n    weight 1\n  }\n  real_server 2001:db8::52 80 {\n    weight 1\n  }\n}\n",
      },
      expect: ["lb01/keepalived.conf:7:15 family"],
    },
    {
      title: "ip_family decides",
      files: {
        "lb01/keepalived.conf":
          "virtual_server fwmark 5 {\n  ip_family inet6\n  lb_algo rr\n  lb_kind NAT\n  real_server 2001:db8::51 80 {\n    weight 1\n  }\n  sorry_server 192.0.2.52 80\n}\n",
      },
      expect: ["lb01/keepalived.conf:8:16 family"],
    },
    {
      title: "what stands behind an address is not read",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50-60 80 {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n  real_server 2001:db8::51/64 80 {\n    weight 1\n  }\n}\n",
      },
      expect: ["lb01/keepalived.conf:5:15 family"],
    },
    {
      title: "the same family",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50 80 {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n  real_server 192.0.2.51 80 {\n    weight 1\n  }\n}\n",
      },
      expect: [],
    },
    {
      title: "a tunnel",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50 80 {\n  protocol TCP\n  lb_algo rr\n  lb_kind TUN\n  real_server 2001:db8::51 80 {\n    weight 1\n  }\n}\n",
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const { key, address, statement } of node.keepalived?.virtualServers ?? []) {
      const body = bodyOf(statement);
      // A mark and a group have the family that `ip_family`, or else the first server without a tunnel, gives them.
      const said = lastOf(body, "ip_family")?.args[0]?.value;
      const chosen = said === "inet" ? 4 : said === "inet6" ? 6 : undefined;
      let family = address === undefined ? chosen : familyOf(address.value);
      if (address !== undefined && family === undefined) continue;
      const common = (lastOf(body, "lb_kind") ?? lastOf(body, "lvs_method"))?.args[0]?.value;
      for (const server of [...allOf(body, "real_server"), ...allOf(body, "sorry_server")]) {
        const [word] = server.args;
        const own = lastOf(bodyOf(server), "lvs_method")?.args[0]?.value ?? common;
        const found = word === undefined ? undefined : familyOf(word.value);
        if (word === undefined || found === undefined || own === "TUN") continue;
        family ??= found;
        if (found !== family) report("family", word.place, { address: word.value, key });
      }
    }
  },
});

/** Of an address as keepalived reads it: without a prefix or the end of a range. */
function familyOf(text: string): 4 | 6 | undefined {
  return parseAddress(withoutSuffix(text))?.family;
}
