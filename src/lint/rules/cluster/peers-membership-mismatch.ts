import type { LocatedSection } from "../../../model/haproxy/config.ts";
import { twoNodes } from "../../cluster/haproxy-example.ts";
import { haproxyNodes } from "../../cluster/haproxy-nodes.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "cluster/peers-membership-mismatch",
  since: "0.1.0",
  severity: "warning",
  scope: "cluster",
  fix: "none",
  summary: "A peers section has other members on another node.",
  why: `
A node that is missing from a list, or stands there with another address or name, is not connected: tables are not shared with it, and after a failover to it the limits and the persistence are gone. Every node is to list all of
them, itself among them, with the same names.
`,
  messages: {
    differs: "peers {section} lists {own} here and {other} on {node}: tables are not shared between all nodes",
  },
  examples: () => [
    {
      title: "a name that differs",
      files: twoNodes(
        "peers lb\n  peer a 192.0.2.1:1024\n  peer b 192.0.2.2:1024\n",
        "peers lb\n  peer a 192.0.2.1:1024\n  peer c 192.0.2.2:1024\n",
      ),
      expect: ["lb02/haproxy.cfg:1:7 differs"],
    },
    {
      title: "the local one is a bind line and a server without address",
      files: twoNodes(
        "peers lb\n  bind :1024\n  server a\n  server b 192.0.2.2:1024\n",
        "peers lb\n  bind :1024\n  server a 192.0.2.1:1024\n  server b\n",
      ),
      expect: [],
    },
  ],
  check({ cluster, report }) {
    const [first, ...others] = haproxyNodes(cluster);
    for (const { config } of others) {
      for (const own of config.sections.filter(isPeers)) {
        const there = first?.config.sections
          .filter(isPeers)
          .find(({ section }) => section.name?.value === own.section.name?.value);
        if (first === undefined || there === undefined || membersOf(own) === membersOf(there)) continue;
        report(
          "differs",
          placeIn(own.document, own.section.name ?? own.section.keyword),
          { section: own.section.name?.value ?? "", own: membersOf(own), other: membersOf(there), node: first.name },
          {
            related: [
              { ...placeIn(there.document, there.section.name ?? there.section.keyword), message: `on ${first.name}` },
            ],
          },
        );
      }
    }
  },
});

function isPeers({ section }: LocatedSection): boolean {
  return section.type === "peers";
}

function membersOf({ statements }: LocatedSection): string {
  return statements
    .filter(({ keyword }) => keyword.value === "peer" || keyword.value === "server")
    .map(({ args }) => args[0]?.value ?? "")
    .sort()
    .join(", ");
}
