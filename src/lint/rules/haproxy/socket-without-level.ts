import { isLocalAddress, socketAddressesIn } from "../../../model/haproxy/socket-addresses.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/socket-without-level",
  since: "0.1.0",
  severity: "info",
  scope: "node",
  fix: "none",
  summary: "A statistics socket on the network, open to all.",
  why: `
The statistics socket shows sessions with their addresses, and with \`level admin\` disables servers and changes maps. It asks for no password. On a TCP address of
more than the loopback interface everybody who reaches the port is an operator.
`,
  messages: { open: "whoever reaches {address} commands this process, at level {level}" },
  examples: () => [
    {
      title: "on every address",
      files: { "haproxy.cfg": "global\n  stats socket ipv4@*:9999 level admin\n" },
      expect: ["haproxy.cfg:2:3 open"],
    },
    {
      title: "on the loopback address",
      files: { "haproxy.cfg": "global\n  stats socket ipv4@127.0.0.1:9999 level admin\n" },
      expect: [],
    },
    {
      title: "a file",
      files: { "haproxy.cfg": "global\n  stats socket /run/haproxy.sock mode 660 level admin\n" },
      expect: [],
    },
    {
      title: "the loopback address of IPv6, in full",
      files: { "haproxy.cfg": "global\n  stats socket [0:0:0:0:0:0:0:1]:9999 level admin\n" },
      expect: [],
    },
    {
      title: "a file, and the network behind it",
      files: { "haproxy.cfg": "global\n  stats socket /run/haproxy.sock,:9999 level admin\n" },
      expect: ["haproxy.cfg:2:3 open"],
    },
  ],
  check({ node, report }) {
    for (const { statements, document } of node.haproxy?.globals ?? []) {
      for (const statement of statements) {
        const [what, address] = statement.args;
        if (statement.keyword.value !== "stats" || what?.value !== "socket" || address === undefined) continue;
        if (address.variables !== undefined || socketAddressesIn(statement.arguments).every(isLocalAddress)) continue;
        const at = statement.args.findIndex(({ value }) => value === "level");
        const level = at === -1 ? "operator" : (statement.args[at + 1]?.value ?? "operator");
        report("open", placeIn(document, statement), { address: address.value, level });
      }
    }
  },
});
