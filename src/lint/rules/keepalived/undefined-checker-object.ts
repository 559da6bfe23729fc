import { bodyOf, lastOf } from "../../../model/keepalived/settings.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/undefined-checker-object",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "A checker follows a file or BFD session that is not defined above it, or that another one follows already.",
  why: `
FILE_CHECK names a \`track_file\`, BFD_CHECK a \`bfd_instance\`; both have to stand above the virtual server. keepalived reports another name and drops the check: the real server counts as up for ever. Of two checkers of one real server that follow
the same BFD session it drops the second.
`,
  messages: {
    undefined: "{kind} {name} is not defined: keepalived drops the check",
    again: "{kind} {name} has a check in this real server: keepalived drops the second",
    later: "{kind} {name} is defined below: keepalived finds it too late and drops the check",
  },
  examples: () => [
    {
      title: "no such file",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50 80 {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n  real_server 192.0.2.51 80 {\n    FILE_CHECK {\n      track_file f\n    }\n  }\n}\n",
      },
      expect: ["lb01/keepalived.conf:7:18 undefined"],
    },
    {
      title: "defined below",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50 80 {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n  real_server 192.0.2.51 80 {\n    FILE_CHECK {\n      track_file f\n    }\n  }\n}\n" +
          "track_file f {\n  file /tmp/f\n}\n",
      },
      expect: ["lb01/keepalived.conf:7:18 later"],
    },
    {
      title: "a session twice",
      files: {
        "lb01/keepalived.conf":
          "bfd_instance b {\n  neighbor_ip 192.0.2.12\n}\n" +
          "virtual_server 192.0.2.50 80 {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n  real_server 192.0.2.51 80 {\n    BFD_CHECK {\n      name b\n    }\n    BFD_CHECK {\n      name b\n    }\n  }\n}\n",
      },
      expect: ["lb01/keepalived.conf:13:12 again"],
    },
    {
      title: "defined above",
      files: {
        "lb01/keepalived.conf":
          "track_file f {\n  file /tmp/f\n}\n" +
          "virtual_server 192.0.2.50 80 {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n  real_server 192.0.2.51 80 {\n    FILE_CHECK {\n      track_file f\n    }\n  }\n}\n",
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    const { keepalived } = node;
    const statements = keepalived?.statements ?? [];
    for (const { statement, realServers } of keepalived?.virtualServers ?? []) {
      const at = statements.indexOf(statement);
      for (const { checkers } of realServers) {
        const sessions = new Set<string>();
        for (const checker of checkers) {
          const named = objects.get(checker.keyword.value);
          const word = named === undefined ? undefined : lastOf(bodyOf(checker), named.keyword)?.args[0];
          if (named === undefined || word === undefined || word.unknown) continue;
          const details = { kind: named.defines[0] ?? "", name: word.value };
          const found = statements.findIndex(
            (one) => named.defines.includes(one.keyword.value) && one.args[0]?.value === word.value,
          );
          if (found === -1 || found > at) report(found === -1 ? "undefined" : "later", word.place, details);
          else if (named.keyword === "name" && sessions.has(word.value)) report("again", word.place, details);
          sessions.add(word.value);
        }
      }
    }
  },
});

const objects: ReadonlyMap<string, { readonly keyword: string; readonly defines: readonly string[] }> = new Map(
  Object.entries({
    FILE_CHECK: { keyword: "track_file", defines: ["track_file", "vrrp_track_file"] },
    BFD_CHECK: { keyword: "name", defines: ["bfd_instance"] },
  }),
);
