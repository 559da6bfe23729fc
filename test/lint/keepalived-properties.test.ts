/** Files assembled from the grammar's accepted examples: no error, the same text back, and no throw after any damage. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { compileGrammar } from "../../scripts/grammar/compile.ts";
import { readGrammar } from "../../scripts/grammar/read.ts";
import { framed } from "../../scripts/replay/keepalived-frames.ts";
import { emit } from "../../src/api/emit.ts";
import { lint } from "../../src/api/lint.ts";
import { parseKeepalived } from "../../src/parser/keepalived/parse.ts";
import { keepalivedTypes } from "../../src/schema/types/keepalived.ts";

const { examples } = compileGrammar(readGrammar(process.cwd(), "keepalived"), keepalivedTypes);

/** Strict mode and dynamic settings of the whole daemon forbid what other examples show. */
const alone = new Set([
  "vrrp_strict",
  "vrrp_version",
  "net_namespace",
  "vrrp_iptables",
  "nftables",
  "enable_script_security",
  "script_user",
]);
const accepted = examples
  .filter(({ until }) => until === undefined)
  .flatMap(({ keyword, contexts, accept, around }) =>
    contexts.flatMap((context) => accept.map((text) => ({ keyword, context, text, around }))),
  );
const globals = accepted.filter(({ context, keyword }) => context === "global_defs" && !alone.has(keyword));
const others = accepted.filter(({ context }) => context !== "global_defs");

/** One line for each keyword in global_defs, and one example of another block. */
const file = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom(...globals), { maxLength: 8, selector: ({ keyword }) => keyword }),
    fc.constantFrom(...others),
  )
  .map(([lines, other]) => {
    const text = framed({ context: other.context, text: other.text, around: other.around });
    return text.replace("global_defs {\n", `global_defs {\n${lines.map((one) => `    ${one.text}\n`).join("")}`);
  });

const lintOne = (text: string) => lint([{ path: "keepalived.conf", text, node: "lb01" }], {});

test("an assembled file lints without an error", () => {
  fc.assert(
    fc.property(file, (text) => {
      const errors = lintOne(text).diagnostics.filter(({ severity }) => severity === "error");
      expect(errors.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test("an assembled file prints to itself", () => {
  fc.assert(
    fc.property(file, (text) => {
      const parsed = parseKeepalived(text);
      expect(emit(parsed.ast, text).text).toBe(text);
    }),
    { numRuns: 200 },
  );
});

type Damage = {
  readonly at: number;
  readonly other: number;
  readonly unit: number;
  readonly kind: "cut" | "swap" | "change";
};
const damage: fc.Arbitrary<Damage> = fc.record({
  at: fc.nat(),
  other: fc.nat(),
  unit: fc.integer({ min: 0, max: 0xffff }),
  kind: fc.constantFrom("cut", "swap", "change"),
});

function damaged(text: string, { at, other, unit, kind }: Damage): string {
  const [first, second] = [at % (text.length + 1), other % (text.length + 1)].sort((a, b) => a - b);
  if (first === undefined || second === undefined) return text;
  if (kind === "cut") return text.slice(0, first) + text.slice(second);
  if (kind === "change") return text.slice(0, first) + String.fromCharCode(unit) + text.slice(first + 1);
  return (
    text.slice(0, first) +
    (text[second] ?? "") +
    text.slice(first + 1, second) +
    (text[first] ?? "") +
    text.slice(second + 1)
  );
}

test("a damaged file is linted and printed without a throw", () => {
  fc.assert(
    fc.property(file, fc.array(damage, { minLength: 1, maxLength: 4 }), (text, all) => {
      const broken = all.reduce(damaged, text);
      lintOne(broken);
      expect(emit(parseKeepalived(broken).ast, broken).text).toBe(broken);
    }),
    { numRuns: 300 },
  );
});
