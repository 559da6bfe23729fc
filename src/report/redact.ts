/** Takes secrets out of findings before anything is shown. */
import type { Diagnostic, Fix } from "../text/diagnostic.ts";
import type { Source } from "../text/source.ts";
import type { Span } from "../text/span.ts";
import { mask } from "./display.ts";

/**
 * Findings with no secret in any text. A fix whose new text holds one is left out of what is shown; `--fix` applies the
 * original.
 */
export function redact(
  diagnostics: readonly Diagnostic[],
  sources: readonly Source[],
  secretsOf: (path: string) => readonly Span[],
): readonly Diagnostic[] {
  const values = new Set<string>();
  for (const { path, text } of sources) {
    for (const { start, end } of secretsOf(path)) values.add(text.slice(start, end));
  }
  values.delete("");
  if (values.size === 0) return diagnostics;
  // The longest first, so that one secret inside another does not leave a rest.
  const sorted = [...values].sort((a, b) => b.length - a.length);
  const clean = (text: string): string => sorted.reduce(hide, text);
  return diagnostics.map((diagnostic) => {
    const { fix, ...rest } = diagnostic;
    const kept = fix === undefined || holdsSecret(fix, sorted) ? undefined : { ...fix, title: clean(fix.title) };
    return {
      ...rest,
      message: clean(diagnostic.message),
      related: diagnostic.related.map((related) => ({ ...related, message: clean(related.message) })),
      ...(kept === undefined ? {} : { fix: kept }),
    };
  });
}

const wordCharacter = /[\p{L}\p{N}_]/u;

/** Whole words only: a password `1` is not hidden in `10 nodes`. */
function hide(text: string, secret: string): string {
  let shown = "";
  let from = 0;
  for (let at = text.indexOf(secret); at !== -1; at = text.indexOf(secret, at + 1)) {
    const end = at + secret.length;
    if (at < from || touchesWord(text, at, end, secret)) continue;
    shown += text.slice(from, at) + mask;
    from = end;
  }
  return from === 0 ? text : shown + text.slice(from);
}

function touchesWord(text: string, at: number, end: number, secret: string): boolean {
  const joins = (a: string | undefined, b: string | undefined): boolean =>
    a !== undefined && b !== undefined && wordCharacter.test(a) && wordCharacter.test(b);
  return joins(text[at - 1], secret[0]) || joins(secret.at(-1), text[end]);
}

function holdsSecret(fix: Fix, secrets: readonly string[]): boolean {
  return fix.edits.some(({ newText }) => secrets.some((secret) => hide(newText, secret) !== newText));
}
