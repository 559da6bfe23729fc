import { parseAddress } from "../../../model/address.ts";
import type { RealServer } from "../../../model/keepalived/config.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/duplicate-real-server",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A real server stands twice in a virtual server.",
  why: `
keepalived reports the second one of the same address and port and removes it, with its weight and its checks.
`,
  messages: {
    twice: "{server} stands twice in virtual_server {key}: keepalived removes the second",
  },
  examples: () => [
    {
      title: "twice",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50 80 {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n  real_server 192.0.2.51 80 {\n    weight 1\n  }\n  real_server 192.0.2.51 80 {\n    weight 1\n  }\n}\n",
      },
      expect: ["lb01/keepalived.conf:8:15 twice"],
    },
    {
      title: "once",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50 80 {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n  real_server 192.0.2.51 80 {\n    weight 1\n  }\n}\n",
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const { key, realServers } of node.keepalived?.virtualServers ?? []) {
      const seen = new Map<string, RealServer>();
      for (const server of realServers) {
        const { address, port } = server;
        const name = `${parseAddress(address.value)?.canonical ?? address.value} ${port?.value ?? 0}`;
        const before = seen.get(name);
        if (before === undefined) seen.set(name, server);
        else
          report(
            "twice",
            address.place,
            { server: name, key },
            { related: [{ ...before.address.place, message: "the first one" }] },
          );
      }
    }
  },
});
