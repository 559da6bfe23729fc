import type { AclTest } from "../../../ast/haproxy/expression.ts";
import { criterionArgument, hasFlag, testsIn, withTests, writtenPatterns } from "../../haproxy/acl-tests.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/host-acl-case-sensitive",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "safe",
  summary: "A host name with capitals is compared letter by letter.",
  why: `
Browsers send the host name in small letters, whatever the user typed. A pattern with a capital never matches them, unless \`-i\` or \`,lower\` and a small-letter pattern make the comparison
blind to case.
`,
  messages: { never: "browsers send host names in small letters: {pattern} never matches without -i" },
  examples: () => [
    {
      title: "a capital",
      files: { "haproxy.cfg": "frontend web\n  mode http\n  acl shop hdr(host) Shop.example.org\n" },
      expect: ["haproxy.cfg:3:22 never"],
    },
    {
      title: "flags end before the patterns",
      files: { "haproxy.cfg": "frontend web\n  mode http\n  acl shop hdr(host) -- Shop.example.org\n" },
      expect: ["haproxy.cfg:3:25 never"],
    },
    {
      title: "blind to case",
      files: { "haproxy.cfg": "frontend web\n  mode http\n  acl shop hdr(host) -i Shop.example.org\n" },
      expect: [],
    },
    {
      title: "small letters",
      files: { "haproxy.cfg": "frontend web\n  mode http\n  acl shop hdr(host) shop.example.org\n" },
      expect: [],
    },
  ],
  check({ node, each }) {
    if (node.haproxy === undefined) return;
    each(withTests(node.haproxy), (section, report) => {
      for (const { test, criterion, method } of testsIn(section)) {
        if (method === "reg" || !readsHost(criterion, test) || hasFlag(test, "-i")) continue;
        if (test.expression?.converters.some(({ name }) => name === "upper") ?? false) continue;
        for (const word of writtenPatterns(test)) {
          if (!/[A-Z]/.test(word.value)) continue;
          const place = placeIn(section.document, word);
          const first = test.flags.find(({ flag }) => flag.value === "--")?.flag ?? test.patterns[0] ?? word;
          const at = { path: place.path, span: { start: first.start, end: first.start } };
          report(
            "never",
            place,
            { pattern: word.value },
            { fix: { title: "Add -i", edits: [{ ...at, newText: "-i " }] } },
          );
        }
      }
    });
  },
});

function readsHost(criterion: string, test: AclTest): boolean {
  if (criterion.includes("sni"))
    return /^(req\.ssl_sni|req_ssl_sni|ssl_fc_sni|req\.ssl_hello_sni)(_\w+)?$/.test(criterion);
  if (!criterion.includes("hdr") || criterionArgument(test) !== "host") return false;
  return /^(req\.|req\.f|)hdr(_(str|beg|end|dir|dom|sub))?$|^req\.fhdr$/.test(criterion);
}
