/** Every example of the haproxy grammar in a whole file, as the program is given it: halint says of it what the entry says. */
import { expect, test } from "vitest";
import { asTexts } from "../../scripts/grammar/fields.ts";
import { readGrammar } from "../../scripts/grammar/read.ts";
import { framed } from "../../scripts/replay/haproxy-frames.ts";
import { lint } from "../../src/api/lint.ts";
import { isKnownIn } from "../../src/schema/version.ts";

const target = "3.4";

/** What only a warning says where the program goes on: other findings may be about what stands around the example. */
const refusing = new Set(["argument-count", "invalid-value", "misplaced-keyword", "unknown-keyword"]);

/** Needs something beside it that the frame has not got, or may not have (haproxy 3.4 refuses these as well). */
const alone = new Set([
  "use-service prometheus-exporter",
  "proto h1",
  "fcgi-app php",
  "default-limit 100k",
  "default-period 1s",
]);

const examples = readGrammar(process.cwd(), "haproxy").entries.flatMap((entry) => {
  const { fields, fileContexts, file, line } = entry;
  const [context = ""] = fields.has("in") ? asTexts(fields.get("in")?.value) : fileContexts;
  const until = fields.get("until")?.value;
  const isGone = typeof until === "string" && !isKnownIn({ until }, target);
  return [...(isGone ? [] : ["accept"]), "reject"].flatMap((verdict) =>
    asTexts(fields.get(verdict)?.value).flatMap((text) => {
      const whole = framed(entry, context, text);
      return whole === undefined ? [] : { at: `${file}:${line}`, verdict, text, whole };
    }),
  );
});

test("are accepted and rejected as the program does", () => {
  const wrong = examples.flatMap(({ at, verdict, text, whole }) => {
    if (alone.has(text)) return [];
    const { diagnostics } = lint([{ path: "haproxy.cfg", text: whole }], { targets: { haproxy: target } });
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    const isRefused = errors.length > 0 || diagnostics.some(({ rule }) => refusing.has(rule.replace("haproxy/", "")));
    const isWrong = verdict === "accept" ? errors.length > 0 : !isRefused;
    return isWrong ? [{ at, verdict, text, message: errors[0]?.message }] : [];
  });
  expect(wrong).toEqual([]);
  expect(examples.length).toBeGreaterThan(3000);
});
