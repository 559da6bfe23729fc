import { ofKind } from "../../../model/haproxy/by-kind.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/stick-table-without-expire",
  since: "0.1.0",
  severity: "info",
  scope: "node",
  fix: "none",
  summary: "The entries of a stick table never expire.",
  why: `
Without \`expire\` an entry stays until the table is full and the oldest one is dropped. Counters keep what happened weeks ago, persistence holds clients on servers for ever, and with
\`nopurge\` a full table takes no new entry at all.
`,
  messages: { never: "entries never expire: the table fills up and then drops the oldest" },
  examples: () => [
    {
      title: "no expire",
      files: { "haproxy.cfg": "backend st\n  stick-table type ip size 1m\n" },
      expect: ["haproxy.cfg:2:3 never"],
    },
    {
      title: "expires",
      files: { "haproxy.cfg": "backend st\n  stick-table type ip size 1m expire 30m\n" },
      expect: [],
    },
  ],
  check({ node, each }) {
    each(node.haproxy?.sectionsWith("stick-table"), ({ statements, document }, report) => {
      for (const statement of ofKind(statements, "StickTable")) {
        if (statement.option("expire") !== undefined) continue;
        report("never", placeIn(document, statement), {});
      }
    });
  },
});
