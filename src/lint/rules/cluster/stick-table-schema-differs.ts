import type { Statement } from "../../../ast/haproxy/statement.ts";
import { parseDuration } from "../../../schema/types/haproxy/duration.ts";
import { Rejection } from "../../../schema/types/type.ts";
import type { Place } from "../../../text/span.ts";
import { twoNodes } from "../../cluster/haproxy-example.ts";
import { type HaproxyNode, haproxyNodes } from "../../cluster/haproxy-nodes.ts";
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
failover counters and persistence start from nothing. Rates over another period are taken over as they are: the same number means more or less on the other node.
`,
  messages: {
    differs: "the table {table} has {what} other than on {node}: the peers do not share it",
    data: "the table {table} stores other data than on {node}: the peers drop what only one of them has",
    periods: "the table {table} stores {data} with other numbers than on {node}: the peers take the values as they are",
  },
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
    {
      title: "one type under two names, and the length that a string has anyhow",
      files: twoNodes(
        `${table("type ip size 1m")}backend names\n  stick-table type string size 1m peers lb\n`,
        `${table("type ipv4 size 1m")}backend names\n  stick-table type string len 31 size 1m peers lb\n`,
      ),
      expect: [],
    },
    {
      title: "the length that a binary key has anyhow",
      files: twoNodes(table("type binary size 1m"), table("type binary len 32 size 1m")),
      expect: [],
    },
    {
      title: "another length",
      files: twoNodes(table("type string size 1m"), table("type string len 32 size 1m")),
      expect: ["lb02/haproxy.cfg:5:3 differs"],
    },
    {
      title: "the same data in another order, with the period in another unit",
      files: twoNodes(
        table("type ip size 1m store gpc_rate(2,10s),conn_cnt"),
        table("type ip size 1m store conn_cnt store gpc_rate(2,10000)"),
      ),
      expect: [],
    },
    {
      title: "a table of the peers section",
      files: twoNodes(
        "peers lb\n  peer a 192.0.2.1:1024\n  table t type ip size 1m store gpc0\n",
        "peers lb\n  peer a 192.0.2.1:1024\n  table t type ip size 1m store gpc1\n",
      ),
      expect: ["lb02/haproxy.cfg:3:3 data"],
    },
    {
      title: "another period",
      files: twoNodes(
        table("type ip size 1m store http_req_rate(10s)"),
        table("type ip size 1m store http_req_rate(1m)"),
      ),
      expect: ["lb02/haproxy.cfg:5:3 periods"],
    },
  ],
  check({ cluster, report }) {
    const [first, ...others] = haproxyNodes(cluster);
    if (first === undefined) return;
    const known = sharedTables(first);
    for (const here of others) {
      for (const [table, mine] of sharedTables(here)) {
        const other = known.get(table);
        if (other === undefined) continue;
        const fill = { table, node: first.name };
        const related = [{ ...other.place, message: `the table on ${first.name}` }];
        // Keys of another type have another length, which says nothing more.
        const what = mine.type !== other.type ? "type" : mine.len !== other.len ? "len" : undefined;
        if (what !== undefined) {
          report("differs", mine.place, { ...fill, what }, { related });
          continue;
        }
        const shared = [...mine.data.keys()].filter((name) => other.data.has(name));
        if (shared.length < Math.max(mine.data.size, other.data.size)) report("data", mine.place, fill, { related });
        const data = shared.filter((name) => mine.data.get(name) !== other.data.get(name)).join(", ");
        // haproxy 3.4 reads the period of the other side and does not compare it.
        if (data !== "") report("periods", mine.place, { ...fill, data }, { related, severity: "warning" });
      }
    }
  },
});

/** What peers tell each other of a table, in a form that can be compared. */
interface Schema {
  readonly type: string;
  readonly len: number | undefined;
  /** What is stored, and its arguments: how many, over which period. */
  readonly data: ReadonlyMap<string, string>;
  readonly place: Place;
}

/** The tables that peers know of, by name: those of proxies that say `peers`, and all of a peers section. */
function sharedTables({ config }: HaproxyNode): ReadonlyMap<string, Schema> {
  const tables = new Map<string, Schema>();
  for (const { name, statement, section } of config.definitionsOf("table")) {
    if (statement === undefined || tables.has(name)) continue;
    if (statement.kind === "StickTable" && statement.option("peers") === undefined) continue;
    tables.set(name, { ...schemaOf(statement), place: placeIn(section.document, statement) });
  }
  return tables;
}

function schemaOf(table: Statement): Omit<Schema, "place"> {
  const [type = "", , len] = wordsOf(table, "type")[0] ?? [];
  const data = wordsOf(table, "store").flatMap(([list = ""]) => list.match(/[^,()]+(?:\([^)]*\))?/g) ?? []);
  return {
    // haproxy 3.4: ipv4 is another word for ip.
    type: type === "ipv4" ? "ip" : type,
    len: len === undefined ? defaultLengths.get(type) : Number(len),
    data: new Map(data.map((one) => [one.replace(/\(.*/, ""), argumentsKey(one)])),
  };
}

/** haproxy 3.4: the 32 bytes of a string are one for its end, and 31 of text. */
const defaultLengths: ReadonlyMap<string, number> = new Map([
  ["string", 31],
  ["binary", 32],
]);

/** The words behind each option of a name. */
function wordsOf({ arguments: options, args }: Statement, name: string): readonly (readonly string[])[] {
  return options
    .filter(({ type, keyword }) => type === "@stick-table-option" && keyword === name)
    .map(({ firstWord, endWord }) => args.slice(firstWord + 1, endWord).map(({ value }) => value));
}

/** The arguments of `gpc_rate(2,10s)`, the period by value. */
function argumentsKey(data: string): string {
  return data.replace(/^[^(]*/, "").replace(/[^,()]+(?=[,)])/g, (text) => {
    const period = parseDuration(text);
    return period instanceof Rejection ? text : String(period.microseconds);
  });
}
