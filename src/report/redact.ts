/** Takes secrets out of findings before anything is shown. */
import type { Diagnostic, Fix } from "../text/diagnostic.ts";
import { listsBy } from "../text/lists.ts";
import type { Source } from "../text/source.ts";
import type { Place, Span } from "../text/span.ts";
import { mask } from "./display.ts";

/**
 * Takes the secrets of these files out of a finding. A fix whose new text holds one is left out of what is shown; `--fix`
 * applies the original.
 *
 * A password that is an ordinary word (`haproxy`) is hidden only where a finding is about its line: everywhere else the
 * word is not the password.
 */
export function redactor(
  sources: readonly Source[],
  secretsOf: (path: string) => readonly Span[],
): (diagnostic: Diagnostic) => Diagnostic {
  const secretsFor = finder(sources, secretsOf);
  return (diagnostic) =>
    withoutSecrets(diagnostic, secretsFor(textsOf(diagnostic), [diagnostic, ...diagnostic.related]));
}

/** The same for a text that is about one place of a file. */
export function textRedactor(
  sources: readonly Source[],
  secretsOf: (path: string) => readonly Span[],
): (text: string, place: Place) => string {
  const secretsFor = finder(sources, secretsOf);
  return (text, place) => secretsFor([text], [place]).reduce(hide, text);
}

/** Finds the secrets that have to be hidden in texts about some places. */
function finder(
  sources: readonly Source[],
  secretsOf: (path: string) => readonly Span[],
): (texts: readonly string[], places: readonly Place[]) => readonly string[] {
  const secrets = collect(sources, secretsOf);
  if (secrets.length === 0) return () => [];
  const lines = new Map(sources.map((source) => [source.path, source.lines]));
  const lineOf = ({ path, span }: Place): string => `${path}:${lines.get(path)?.lineAt(span.start) ?? 0}`;
  const byLine = listsBy(secrets, ({ line }) => line);
  // One password may stand in thousands of files.
  const strong = listsBy(new Set(secrets.map(({ value }) => value).filter(isStrong)), (value) =>
    value.slice(0, shortestStrong),
  );
  return (texts, places) => {
    const near = places.flatMap((place) => byLine.get(lineOf(place)) ?? []).map(({ value }) => value);
    const anywhere = texts.flatMap((text) => occurring(text, strong));
    // The longest first, so that one secret inside another does not leave a rest.
    return [...new Set([...near, ...anywhere])].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  };
}

function textsOf({ message, related, fix }: Diagnostic): readonly string[] {
  const own = [message, ...related.map((other) => other.message)];
  return fix === undefined ? own : [...own, fix.title, ...fix.edits.map(({ newText }) => newText)];
}

/** The secrets in a text, found by how they begin: thousands of files have thousands of passwords. */
function occurring(text: string, byBeginning: ReadonlyMap<string, readonly string[]>): readonly string[] {
  if (byBeginning.size === 0) return [];
  const found: string[] = [];
  for (let at = 0; at + shortestStrong <= text.length; at++) {
    for (const value of byBeginning.get(text.slice(at, at + shortestStrong)) ?? [])
      if (text.startsWith(value, at)) found.push(value);
  }
  return found;
}

interface Secret {
  readonly value: string;
  readonly line: string;
}

function collect(sources: readonly Source[], secretsOf: (path: string) => readonly Span[]): readonly Secret[] {
  return sources.flatMap(({ path, text, lines }) =>
    secretsOf(path).flatMap(({ start, end }) => {
      const raw = text.slice(start, end);
      const plain = raw.replace(/\\(.)|["']/gs, "$1");
      const line = `${path}:${lines.lineAt(start)}`;
      return [...new Set([raw, plain])].filter((value) => value !== "").map((value) => ({ value, line }));
    }),
  );
}

const shortestStrong = 6;

/** Long, and not a word that a sentence may hold for other reasons. */
function isStrong(value: string): boolean {
  return value.length >= shortestStrong && !/^[a-z]+$/i.test(value);
}

function withoutSecrets(diagnostic: Diagnostic, secrets: readonly string[]): Diagnostic {
  if (secrets.length === 0) return diagnostic;
  const clean = (text: string): string => secrets.reduce(hide, text);
  const { fix, ...rest } = diagnostic;
  return {
    ...rest,
    message: clean(diagnostic.message),
    related: diagnostic.related.map((related) => ({ ...related, message: clean(related.message) })),
    ...(fix === undefined || holdsSecret(fix, secrets) ? {} : { fix: { ...fix, title: clean(fix.title) } }),
  };
}

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
  const wordCharacter = /[\p{L}\p{N}_]/u;
  const joins = (a: string | undefined, b: string | undefined): boolean =>
    a !== undefined && b !== undefined && wordCharacter.test(a) && wordCharacter.test(b);
  return joins(text[at - 1], secret[0]) || joins(secret.at(-1), text[end]);
}

function holdsSecret(fix: Fix, secrets: readonly string[]): boolean {
  return fix.edits.some(({ newText }) => secrets.some((secret) => hide(newText, secret) !== newText));
}
