import { keywordOf, ofLayout, spanOfPart } from "../../../ast/haproxy/layout.ts";
import type { Statement } from "../../../ast/haproxy/statement.ts";
import type { Word } from "../../../ast/word.ts";
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
      title: "an address and a value that are experimental",
      files: {
        "haproxy.cfg":
          "frontend reverse\n  bind rhttp@app/app1\n  bind :80 proto qmux\nbackend app\n  server app1 192.0.2.1:80\n",
      },
      expect: ["haproxy.cfg:2:8 hidden", "haproxy.cfg:3:18 hidden"],
    },
    {
      title: "enabled",
      files: { "haproxy.cfg": "global\n  expose-experimental-directives\n  tune.disable-fast-forward\n" },
      expect: [],
    },
  ],
  check({ node, each }) {
    const { sections = [] } = node.haproxy ?? {};
    const [enabling] = node.haproxy?.sectionsWith(opener) ?? [];
    const hasValues = node.haproxyFiles.some(({ source }) =>
      experimentalValues.some((value) => source.text.includes(value)),
    );
    const hidden = enabling === undefined ? sections : sections.slice(0, sections.indexOf(enabling) + 1);
    each(hidden, ({ section, statements, document }, report) => {
      if (isExperimental("section", section.type))
        report("hidden", placeIn(document, section.keyword), { keyword: section.type });
      for (const statement of statements) {
        const { keyword } = statement;
        if (keyword.value === opener) return;
        if (isExperimental(section.type, keyword.value))
          report("hidden", placeIn(document, keyword), { keyword: keyword.value });
        for (const part of experimentalOptions(statement.layout)) {
          const place = placeIn(document, spanOfPart(part, statement));
          report("hidden", place, { keyword: keywordOf(part) });
        }
        if (hasValues)
          for (const word of experimentalWords(statement))
            report("hidden", placeIn(document, word), { keyword: word.value });
      }
    });
  },
});

/** Behind its line all is allowed. */
const opener = "expose-experimental-directives";

const experimentalOptions = ofLayout(({ parts }) =>
  parts.filter(({ type, entry }) => entry !== undefined && isExperimental(type.slice(1), entry.keyword)),
);

/** Addresses of reverse connections, the QUIC protocol over TCP, no congestion control: haproxy 2.9 and 3.4. */
const experimentalValues = ["rhttp@", "qmux", "nocc"];

/** Words of listeners and servers that only an option's value, or an address, makes experimental. */
function experimentalWords(statement: Statement): readonly Word[] {
  const { kind } = statement;
  if (kind !== "Bind" && kind !== "Server" && kind !== "ServerTemplate") return [];
  const address = statement.arg(kind === "Bind" ? 0 : kind === "Server" ? 1 : 2);
  const values = statement.options.flatMap(({ name, values: [value] }) =>
    value !== undefined && ((name.value === "proto" && value.value === "qmux") || isNocc(name, value)) ? [value] : [],
  );
  return address?.value.startsWith("rhttp@") === true ? [address, ...values] : values;
}

function isNocc(name: Word, value: Word): boolean {
  return name.value === "quic-cc-algo" && value.value.startsWith("nocc");
}

function isExperimental(context: string, keyword: string): boolean {
  return haproxyTable.find(context, keyword)?.experimental === true;
}
