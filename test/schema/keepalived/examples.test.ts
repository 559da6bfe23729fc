/** Every example of the keepalived grammar, in a whole configuration: halint says of it what its entry says. */
import { describe, expect, test } from "vitest";
import { compileGrammar } from "../../../scripts/grammar/compile.ts";
import { readGrammar } from "../../../scripts/grammar/read.ts";
import { framed } from "../../../scripts/replay/keepalived-frames.ts";
import { lint } from "../../../src/api/lint.ts";
import { keepalivedTypes } from "../../../src/schema/types/keepalived.ts";

const { examples, mistakes } = compileGrammar(readGrammar(process.cwd(), "keepalived"), keepalivedTypes);

/** The newest version that has an entry. */
function targetOf(until: string | undefined): string {
  if (until === undefined) return "2.4.3";
  const [major, minor, patch] = until.split(".").map(Number);
  return patch === 0 || patch === undefined ? `${major}.${(minor ?? 1) - 1}` : `${major}.${minor}.${patch - 1}`;
}

function problemsOf(text: string, keepalived: string) {
  const { diagnostics } = lint([{ path: "keepalived.conf", text, node: "lb01" }], { targets: { keepalived } });
  return diagnostics;
}

test("the grammar has no mistakes", () => {
  expect(mistakes).toEqual([]);
});

describe.each(examples.filter(({ accept, reject }) => accept.length + reject.length > 0))(
  "$keyword in $contexts",
  ({ contexts, accept, reject, around, until }) => {
    const target = targetOf(until);
    for (const context of contexts) {
      // What a build lacks is no reason to refuse it, and SMTP_CHECK's hosts are as the checker itself.
      for (const text of accept) {
        test(`accepts ${text} in ${context}`, () => {
          const errors = problemsOf(framed({ context, text, around }), target).filter(
            ({ severity }) => severity === "error",
          );
          expect(errors.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
        });
      }
      for (const text of reject) {
        test(`rejects ${text} in ${context}`, () => {
          const plain = new Set(
            problemsOf(framed({ context, text: "# nothing", around: [] }), target).map(({ message }) => message),
          );
          const loud = problemsOf(framed({ context, text, around }), target).filter(
            ({ severity }) => severity !== "info",
          );
          expect(loud.filter(({ message }) => !plain.has(message))).not.toEqual([]);
        });
      }
    }
  },
);
