import { isUnknown, listenersOf } from "../../../model/haproxy/listeners.ts";
import { defineRule } from "../../rule.ts";
import { isLoopback } from "../../stack/probe.ts";

const balanced = (port: number) =>
  `virtual_server 192.0.2.9 80 {\n  lb_algo rr\n  lb_kind NAT\n  protocol TCP\n  real_server 127.0.0.1 ${port} {\n    TCP_CHECK {\n      connect_timeout 3\n    }\n  }\n}\n`;

export default defineRule({
  id: "stack/real-server-without-listener",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "keepalived balances to a port of this node that its HAProxy does not listen on.",
  why: `
The checker finds nobody at the port and takes the real server out. With the last one gone the virtual server has nowhere to send its connections.
`,
  messages: { nobody: "haproxy does not listen on port {port} of this node" },
  examples: () => [
    {
      title: "another port",
      files: { "lb01/keepalived.conf": balanced(8081), "lb01/haproxy.cfg": "frontend web\n  bind :8080\n" },
      expect: ["lb01/keepalived.conf:5:25 nobody"],
    },
    {
      title: "the port of a frontend",
      files: { "lb01/keepalived.conf": balanced(8080), "lb01/haproxy.cfg": "frontend web\n  bind :8080\n" },
      expect: [],
    },
  ],
  check({ node, report }) {
    const listeners = listenersOf(node);
    if (listeners.length === 0 || listeners.some(isUnknown)) return;
    const ports = listeners.flatMap(({ item }) => item.address.ports ?? []);
    for (const { realServers } of node.keepalived?.virtualServers ?? []) {
      for (const { address, port } of realServers) {
        if (port === undefined || !isLoopback({ host: address.value, port: port.value })) continue;
        if (ports.some(({ first, last }) => first <= port.value && port.value <= last)) continue;
        report("nobody", port.place, { port: port.value });
      }
    }
  },
});
