import { instanceWith } from "../../cluster/example.ts";
import { leaderAndOthers, placeOf, related } from "../../cluster/members.ts";
import { fixOf, linesInBlock, wordInstead } from "../../keepalived/edits.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "cluster/vrrp-version-mismatch",
  since: "0.1.0",
  severity: "error",
  scope: "cluster",
  fix: "unsafe",
  summary: "Nodes of a virtual router speak different versions of VRRP.",
  why: `
An advert of another version is thrown away, on both sides: each node hears no master, becomes one, and all hold the address. The version comes from \`version\`, from \`vrrp_version\` in global_defs, or from
an IPv6 address, which needs version 3.
`,
  messages: {
    differs: "VRRP version {own} here, {other} on {node}: each rejects the other's adverts, and both hold the address",
  },
  examples: () => [
    {
      title: "2 and 3",
      files: {
        "lb01/keepalived.conf": instanceWith("version 2", "virtual_router_id 51", "priority 101"),
        "lb02/keepalived.conf": instanceWith("version 3", "virtual_router_id 51", "priority 100"),
      },
      expect: ["lb02/keepalived.conf:3:11 differs"],
    },
    {
      title: "2 by default, 3 for all instances of a node",
      files: {
        "lb01/keepalived.conf": `global_defs {\n  vrrp_version 3\n}\n${instanceWith("virtual_router_id 51", "priority 101")}`,
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100"),
      },
      expect: ["lb02/keepalived.conf:1:15 differs"],
    },
    {
      title: "2 is the default",
      files: {
        "lb01/keepalived.conf": instanceWith("version 2", "virtual_router_id 51", "priority 101"),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100"),
      },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const router of cluster.routers) {
      const found = leaderAndOthers(router);
      if (found === undefined) continue;
      const { leader, others } = found;
      const where = ({ node, instance }: typeof leader) => instance.version ?? node.keepalived?.globals.vrrpVersion;
      for (const member of others) {
        const own = member.instance.effectiveVersion;
        const other = leader.instance.effectiveVersion;
        if (own === other || member.instance.family !== leader.instance.family) continue;
        const { version, statement } = member.instance;
        report(
          "differs",
          placeOf(member.instance, where(member)),
          { own, other, node: leader.node.name },
          {
            related: related(placeOf(leader.instance, where(leader)), `version ${other} on ${leader.node.name}`),
            ...fixOf(
              `Write version ${other}, as on ${leader.node.name}`,
              version === undefined
                ? linesInBlock(member.node, statement, () => [`version ${other}`])
                : wordInstead(member.node, version, String(other)),
            ),
          },
        );
      }
    }
  },
});
