import type { StickTable } from "../../../ast/haproxy/statement.ts";
import type { Proxy } from "../../../model/haproxy/config.ts";
import { twoNodes } from "../../cluster/haproxy-example.ts";
import { proxyPairs } from "../../cluster/haproxy-nodes.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

const table = (rest: string) =>
  `peers lb\n  peer a 192.0.2.1:1024\n  peer b 192.0.2.2:1024\nbackend st\n  stick-table ${rest} peers lb\n`;

export default defineRule({
  id: "cluster/stick-table-schema-differs",
  since: "0.1.0",
  severity: "error",
  scope: "cluster",
  fix: "none",
  summary: "A shared stick table has another key or other data on another node.",
  why: `
Peers tell each other the type of the table first, and a table of another type or key length is not taken over: the nodes stay connected and share nothing. Data that only one of them stores is dropped. After a
failover counters and persistence start from nothing.
`,
  messages: { differs: "the table of {proxy} has {what} other than on {node}: the peers do not share it" },
  examples: () => [
    {
      title: "another type",
      files: twoNodes(table("type ip size 1m expire 30m"), table("type string size 1m expire 30m")),
      expect: ["lb02/haproxy.cfg:5:3 differs"],
    },
    {
      title: "another size and lifetime",
      files: twoNodes(table("type ip size 1m expire 30m"), table("type ip size 2m expire 60m")),
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const { first, there, own } of proxyPairs(cluster)) {
      const mine = tableOf(own);
      const other = tableOf(there);
      if (mine === undefined || other === undefined || !isShared(mine) || !isShared(other)) continue;
      const what = ["type", "len", "store"]
        .filter((name) => valueOf(mine, name) !== valueOf(other, name))
        .join(" and ");
      if (what === "") continue;
      const related = [{ ...placeIn(there.document, other), message: `the table on ${first.name}` }];
      report("differs", placeIn(own.document, mine), { proxy: own.name, what, node: first.name }, { related });
    }
  },
});

function tableOf({ statements }: Proxy): StickTable | undefined {
  return statements.find((statement) => statement.kind === "StickTable");
}

function isShared({ args }: StickTable): boolean {
  return args.some(({ value }) => value === "peers");
}

/** The words behind `name`; what is stored as a set, because its order does not matter. */
function valueOf({ args }: StickTable, name: string): string {
  const values = args.flatMap(({ value }, index) => (value === name ? (args[index + 1]?.value.split(",") ?? []) : []));
  return values.sort().join(",");
}
