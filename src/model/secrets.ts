/**
 * Where a file holds secrets: what no output may show. Read from the raw lines and not from the tree, so that broken
 * lines and lines that were commented out are covered as well. Too much is better than too little.
 */
import type { Span } from "../text/span.ts";
import type { Document } from "./document.ts";

/** The spans of a document's secrets, in order, not overlapping. */
export function secretSpans(document: Document): readonly Span[] {
  return secretsInText(document.source.text);
}

/** The same for a text alone. */
export function secretsInText(text: string): readonly Span[] {
  const spans: Span[] = [];
  const definitions = secretDefinitions(text);
  let done = -1;
  for (const { index } of text.matchAll(candidate)) {
    if (index < done) continue;
    const start = text.lastIndexOf("\n", index - 1) + 1;
    const next = text.indexOf("\n", index);
    const end = next === -1 ? text.length : next;
    done = end;
    const line = text.slice(start, end).slice(0, longestLine);
    for (const span of secretsInLine(line, definitions)) {
      if (span.start < span.end) spans.push({ start: span.start + start, end: span.end + start });
    }
  }
  return merged(spans);
}

/** Lines without any of these hold no secret. */
const candidate = /pass|pwd|auth|secret|token|key|credential|hmac|jwt|aes|:\/\/[^\s/]*@|^[^\S\n]*\$/gim;
const longestLine = 20_000;

interface Token extends Span {
  readonly value: string;
}

/** Words as both languages cut them, near enough: quotes and backslashes are taken away, comment markers are skipped. */
function tokensOf(line: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const { 0: raw, index } of line.matchAll(/(?:"(?:[^"\\]|\\.)*"?|'[^']*'?|\\.|[^\s"'\\])+/gs)) {
    const value = raw.replace(/\\(.)|["']/gs, "$1");
    const marker = /^[#!]+(?=[A-Za-z$])/.exec(raw)?.[0].length ?? 0;
    tokens.push({ start: index + marker, end: index + raw.length, value: value.slice(marker) });
  }
  return tokens;
}

/** Keywords whose next word is a secret. */
const secretKeywords = new Set([
  "auth_pass",
  "auth_key",
  "password",
  "insecure-password",
  "ca-sign-pass",
  "cluster-secret",
  "passwd",
  "passphrase",
  "smtp_password",
]);
const secretName = /pass(?:wd|word|phrase)?|pwd|secret|token|credential|api_?-?key|private_?-?key/i;
const secretHeader = /^(?:proxy-)?authorization$|^x-(?:api|auth|access)|api-?key|token|secret|passw/i;
const headerVerb = /^(?:set|add|replace)-(?:header|value)$|^hdr$|^http-?hdr$/;
const setsVariable = /^set-var(?:-fmt)?\((?:[a-z]+\.)?([^),]+)/;
const headerFetch = /^(?:req\.|res\.|capture\.req\.|s?hdr|fhdr|http_auth_bearer)[^(]*\(([^),]*)/;
const endOfValue = new Set(["if", "unless", "hdr", "}", "{"]);

/** What the secrets of a line are: offsets in the line. */
function secretsInLine(line: string, definitions: ReadonlySet<string>): readonly Span[] {
  const tokens = tokensOf(line);
  return [...tokens.flatMap((token, at) => afterToken(token, tokens, at, definitions)), ...inRawText(line)];
}

function afterToken(
  token: Token,
  tokens: readonly Token[],
  at: number,
  definitions: ReadonlySet<string>,
): readonly Span[] {
  const first = tokens[at + 1];
  const second = tokens[at + 2];
  const rest = () => tokens.slice(at + 1);
  const word = token.value;
  if (secretKeywords.has(word.toLowerCase())) return values(rest(), 1);
  if (word === "auth" && first !== undefined) return [afterColon(first)];
  if ((word === "setenv" || word === "presetenv") && first !== undefined && secretName.test(first.value)) {
    return values(second === undefined ? [] : rest().slice(1));
  }
  if (headerVerb.test(word) && first !== undefined && secretHeader.test(first.value)) return values(rest().slice(1));
  const variable = setsVariable.exec(word)?.[1];
  if (variable !== undefined && secretName.test(variable)) return values(rest());
  const header = headerFetch.exec(word)?.[1];
  if (header !== undefined && secretHeader.test(header)) {
    return values(rest().filter(({ value }) => !/^-[a-zA-Z]$|^(?:str|sub|beg|end|reg|dir|dom|found|len)$/.test(value)));
  }
  const definition = /^\$\{?([A-Za-z0-9_]+)\}?=/.exec(word);
  const name = definition?.[1];
  if (name !== undefined && (definitions.has(name) || secretName.test(name))) {
    return [{ start: token.start + (definition?.[0].length ?? 0), end: token.end }, ...values(rest())];
  }
  return [];
}

/** The words up to a condition or a brace. */
function values(tokens: readonly Token[], most = Number.POSITIVE_INFINITY): readonly Span[] {
  const end = tokens.findIndex(({ value }) => endOfValue.has(value));
  return (end === -1 ? tokens : tokens.slice(0, end)).slice(0, most).map(unquoted);
}

function unquoted({ start, end }: Token): Span {
  return { start, end };
}

/** `admin:secret` without its user. */
function afterColon(token: Token): Span {
  const colon = token.value.indexOf(":");
  return { start: colon === -1 ? token.start : Math.min(token.end, token.start + colon + 1), end: token.end };
}

const rawSecrets: readonly RegExp[] = [
  // A password in a URL.
  /:\/\/[^\s/:@"']{1,200}:([^\s/@"']{1,200})@/g,
  // A header inside a check's request: escaped spaces are part of it.
  /authorization:(?:\\?\s)*(?:(?:basic|bearer|digest)(?:\\?\s)+)?([^\s"'\\]+)/gi,
  // A literal scheme and its credentials.
  /\b(?:Basic|Bearer)(?:\\?\s)+([A-Za-z0-9+/=._~-]{6,})/g,
  // What a check sends to redis, FTP, POP.
  /\b(?:AUTH|PASS|LOGIN)(?:\\?\s)+([^\s"'\\]+)/g,
  // Keys of converters: the first argument is an algorithm or a length.
  /\b(?:hmac|jwt_verify|jwt_verify_cert|aes_\w+_(?:enc|dec))\([^,()]*,([^()]*)\)/g,
  // An assignment or a pair by name, as in comments.
  /\b(?:password|passwd|auth_pass|secret|api_?key|token)\s*[:=]\s*([^\s"',;]+)/gi,
];

function inRawText(line: string): readonly Span[] {
  const spans: Span[] = [];
  for (const expression of rawSecrets) {
    // Not matchAll, which makes a regular expression of its own for each line.
    for (let match = expression.exec(line); match !== null; match = expression.exec(line)) {
      const found = match[1] ?? "";
      const start = match.index + match[0].lastIndexOf(found);
      if (found !== "") spans.push({ start, end: start + found.length });
    }
  }
  return spans;
}

/** The names of keepalived definitions that an `auth_pass` takes its value from. */
function secretDefinitions(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, rest] of text.matchAll(/\bauth_pass[^\S\n]+([^\n]*)/g)) {
    for (const [, name] of (rest ?? "").matchAll(/\$\{?([A-Za-z0-9_]+)/g)) if (name !== undefined) names.add(name);
  }
  return names;
}

function merged(spans: readonly Span[]): readonly Span[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  const result: Span[] = [];
  for (const span of sorted) {
    const last = result.at(-1);
    if (last !== undefined && span.start < last.end) {
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else result.push(span);
  }
  return result;
}
