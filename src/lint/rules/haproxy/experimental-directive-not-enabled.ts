import { keywordOf, ofLayout, spanOfPart } from "../../../ast/haproxy/layout.ts";
import { haproxyTable } from "../../../schema/haproxy.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/experimental-directive-not-enabled",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "An experimental keyword is used, and nothing above enables them.",
  why: `
HAProxy rejects experimental keywords unless \`expose-experimental-directives\` stands above them in the global section. They may change or go without notice.
`,
  messages: { hidden: "{keyword} is experimental: haproxy rejects it without expose-experimental-directives above it" },
  examples: () => [
    {
      title: "not enabled",
      files: { "haproxy.cfg": "global\n  maxconn 10\n  tune.disable-fast-forward\n" },
      expect: ["haproxy.cfg:3:3 hidden"],
    },
    {
      title: "enabled",
      files: { "haproxy.cfg": "global\n  expose-experimental-directives\n  tune.disable-fast-forward\n" },
      expect: [],
    },
  ],
  check({ node, report }) {
    let isEnabled = false;
    for (const { section, statements, document } of node.haproxy?.sections ?? []) {
      const header = haproxyTable.find("section", section.type);
      if (header?.experimental === true && !isEnabled)
        report("hidden", placeIn(document, section.keyword), { keyword: section.type });
      for (const statement of statements) {
        const { keyword } = statement;
        if (keyword.value === "expose-experimental-directives") isEnabled = true;
        if (isEnabled) return;
        if (isExperimental(section.type, keyword.value))
          report("hidden", placeIn(document, keyword), { keyword: keyword.value });
        for (const part of experimentalOptions(statement.layout)) {
          const place = placeIn(document, spanOfPart(part, statement));
          report("hidden", place, { keyword: keywordOf(part) });
        }
      }
    }
  },
});

const experimentalOptions = ofLayout(({ parts }) =>
  parts.filter(({ type, entry }) => entry !== undefined && isExperimental(type.slice(1), entry.keyword)),
);

function isExperimental(context: string, keyword: string): boolean {
  return haproxyTable.find(context, keyword)?.experimental === true;
}
