import type { Statement } from "../../../ast/haproxy/statement.ts";
import type { LocatedSection } from "../../../model/haproxy/config.ts";
import { haproxyTable } from "../../../schema/haproxy.ts";
import { isKnownIn } from "../../../schema/version.ts";
import { twoNodes } from "../../cluster/haproxy-example.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "cluster/haproxy-version-skew",
  since: "0.1.0",
  severity: "info",
  scope: "cluster",
  fix: "none",
  summary: "A keyword that the version of another node does not know.",
  why: `
Where the nodes run different versions of HAProxy, a file that is copied from one to the other may not start there. It shows when the file is copied, or at the failover if it was copied and not tested.
Reported where halint.yaml states a target for each node.
`,
  messages: { unknown: "{keyword} is not known to haproxy {version} of {node}: this file cannot be copied there" },
  examples: () => [
    {
      title: "a section that the other node's version does not have",
      files: twoNodes("global\n  maxconn 100\nlog-profile p\n", "global\n  maxconn 100\n"),
      nodeTargets: { lb01: { haproxy: "3.2" }, lb02: { haproxy: "2.6" } },
      expect: ["lb01/haproxy.cfg:3:1 unknown"],
    },
    {
      title: "one version for all",
      files: twoNodes("global\n  maxconn 100\n", "global\n  maxconn 100\n"),
      expect: [],
    },
  ],
  check({ cluster, report }) {
    const versions = new Set(cluster.nodes.map(({ targets }) => targets.haproxy));
    if (versions.size < 2) return;
    for (const node of cluster.nodes) {
      for (const other of cluster.nodes) {
        const version = other.targets.haproxy;
        if (version === undefined || version === node.targets.haproxy) continue;
        for (const located of node.haproxy?.sections ?? []) {
          const { section, document } = located;
          const header = haproxyTable.find("section", section.type);
          if (header !== undefined && !isKnownIn(header, version)) {
            report("unknown", placeIn(document, section.keyword), { keyword: section.type, version, node: other.name });
            continue;
          }
          for (const statement of located.statements) {
            if (!isMissingIn(statement, located, version)) continue;
            report("unknown", placeIn(located.document, statement.keyword), {
              keyword: statement.keyword.value,
              version,
              node: other.name,
            });
          }
        }
      }
    }
  },
});

function isMissingIn({ keyword }: Statement, { section }: LocatedSection, version: string): boolean {
  const entry = haproxyTable.find(section.type, keyword.value);
  return entry !== undefined && !isKnownIn(entry, version);
}
