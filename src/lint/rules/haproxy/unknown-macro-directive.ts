import type { Directive } from "../../../ast/haproxy/directive.ts";
import { othersIn } from "../../../model/haproxy/by-kind.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/unknown-macro-directive",
  since: "0.1.0",
  severity: "error",
  scope: "haproxy-file",
  fix: "safe",
  summary: "A line starts with a dot and is no directive.",
  why: `
\`.elseif\` and \`.elsif\` are no directives of HAProxy. Where the branch above is not taken, the line is skipped without a word, and the branch it should open is dropped with it.
`,
  messages: {
    unknown: "{found} is no directive",
    meant: "{found} is no directive, {nearest} is: its branch is dropped without a word",
  },
  examples: () => [
    {
      title: "the word of another language",
      files: {
        "haproxy.cfg": "global\n  .if defined(A)\n  maxconn 10\n  .elseif defined(B)\n  maxconn 20\n  .endif\n",
      },
      expect: ["haproxy.cfg:4:3 meant"],
    },
    {
      title: "no directive at all",
      files: { "haproxy.cfg": "global\n  .include other.cfg\n" },
      expect: ["haproxy.cfg:2:3 unknown"],
    },
    { title: "a scope", files: { "haproxy.cfg": "[site]\nglobal\n  maxconn 10\n" }, expect: [] },
    {
      title: "HAProxy's word",
      files: { "haproxy.cfg": "global\n  .if defined(A)\n  maxconn 10\n  .elif defined(B)\n  maxconn 20\n  .endif\n" },
      expect: [],
    },
  ],
  check({ document, report }) {
    const { preamble, sections } = document.ast;
    for (const item of [...preamble, ...sections.flatMap(othersIn)]) {
      if (item.kind !== "Directive" || known.has(item.keyword.value) || isScope(item)) continue;
      const place = placeIn(document, item.keyword);
      const found = item.keyword.value;
      const nearest = meant.get(found);
      if (nearest === undefined) report("unknown", place, { found });
      else
        report(
          "meant",
          place,
          { found, nearest },
          { fix: { title: `Write ${nearest}`, edits: [{ ...place, newText: nearest }] } },
        );
    }
  },
});

/** haproxy 2.4 to 3.4 read the name of a scope in brackets, and do nothing with it. */
function isScope({ keyword, args }: Directive): boolean {
  return args.length === 0 && /^\[[\w.:-]+\]$/.test(keyword.value);
}

const known = new Set([".if", ".elif", ".else", ".endif", ".diag", ".notice", ".warning", ".alert"]);
const meant: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ".elseif": ".elif",
    ".elsif": ".elif",
    ".else-if": ".elif",
    ".fi": ".endif",
    ".end": ".endif",
    ".warn": ".warning",
  }),
);
