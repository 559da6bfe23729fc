import { isLinkLocal, parseAddress } from "../../../model/address.ts";
import { bodyOf, lastOf } from "../../../model/keepalived/settings.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/checker-address-mismatch",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A checker is told to ask from an address of another family than the one it asks.",
  why: `
\`bindto\` and \`connect_ip\` have to be of one family, and a link-local address needs \`bind_if\`. keepalived reports it and drops the line: the check then asks from another address than was meant.
`,
  messages: {
    family: "{from} and {to} are of different families: keepalived ignores bindto",
    link: "the link-local address {address} needs bind_if: keepalived ignores it",
  },
  examples: () => [
    {
      title: "two families",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50 80 {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n  real_server 192.0.2.51 80 {\n    TCP_CHECK {\n      bindto 2001:db8::1\n    }\n  }\n}\n",
      },
      expect: ["lb01/keepalived.conf:7:14 family"],
    },
    {
      title: "link-local",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50 80 {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n  real_server 192.0.2.51 80 {\n    TCP_CHECK {\n      connect_ip fe80::1\n    }\n  }\n}\n",
      },
      expect: ["lb01/keepalived.conf:7:18 link"],
    },
    {
      title: "one family",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50 80 {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n  real_server 192.0.2.51 80 {\n    TCP_CHECK {\n      bindto 192.0.2.11\n    }\n  }\n}\n",
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const { realServers } of node.keepalived?.virtualServers ?? []) {
      for (const { address, checkers } of realServers) {
        for (const checker of checkers) {
          const body = bodyOf(checker);
          const connect = lastOf(body, "connect_ip")?.args[0];
          const bind = lastOf(body, "bindto")?.args[0];
          const to = connect?.value ?? address.value;
          const [near, far] = [parseAddress(bind?.value ?? "")?.family, parseAddress(to)?.family];
          if (bind !== undefined && near !== undefined && far !== undefined && near !== far)
            report("family", bind.place, { from: bind.value, to });
          if (connect !== undefined && far !== undefined && isLinkLocal(to) && lastOf(body, "bind_if") === undefined)
            report("link", connect.place, { address: to });
        }
      }
    }
  },
});
