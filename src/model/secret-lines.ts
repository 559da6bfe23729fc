/** What of one line is a secret, and which names it defines or uses. */
import { KnownWords } from "../text/nearest.ts";
import type { Span } from "../text/span.ts";

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
  "dynamic-cookie-key",
  "passwd",
  "passphrase",
  "smtp_password",
]);
const secretName =
  /pass(?:wd|word|phrase)?|pwd|secret|token|credential|(?:api|private|access)[_-]?key|(?:^|[._])(?:pw|psk)\d*(?:_|$)|_key\d*$/i;
const secretHeader = /^(?:proxy-)?authorization$|^cookie$|^x-(?:api|auth|access)|-key$|apikey|token|secret|passw/i;
const headerVerb = /^(?:set|add|replace)-(?:header|value)$|^hdr$|^http-?hdr$/;
const setsVariable = /^set-var(?:-fmt)?\((?:[a-z]+\.)?([^),]+)/;
const headerFetch = /^(?:req\.|res\.|capture\.req\.|s?hdr|fhdr|http_auth_bearer)[^(]*\(([^),]*)/;
const valueFetch = /^(?:s?cook|urlp|url_param|var|env)[^(]*\(([^),]*)/;
const endOfValue = new Set(["if", "unless", "hdr", "}", "{"]);

export function isSecretName(name: string): boolean {
  return secretName.test(name);
}

/** Misspelt ones as well: what is reported as unknown is shown. */
function isSecretKeyword(word: string): boolean {
  if (secretKeywords.has(word.toLowerCase())) return true;
  return (
    word.length >= 7 &&
    word.length <= 24 &&
    /p\w?s|s\w?e?cr|_k/i.test(word) &&
    secretWords().nearest(word) !== undefined
  );
}

let known: KnownWords | undefined;

function secretWords(): KnownWords {
  known ??= new KnownWords(secretKeywords);
  return known;
}

const definition = /(?:^|[\s#!])\$\{?([A-Za-z0-9_]+)\}?=/;
const repetition = /~(?:SEQx?|LST)\s*\(([^)]*)/g;

/** The names that a line gives a value to. */
export function definitionsIn(line: string): readonly string[] {
  const names: string[] = [];
  const own = definition.exec(line)?.[1];
  if (own !== undefined) names.push(own);
  for (const [, group = ""] of line.matchAll(repetition)) names.push(...namesOfGroup(group));
  for (const [, name = ""] of line.matchAll(/\b(?:pre)?setenv\s+["']?([\w.]+)/g)) names.push(name);
  for (const [, name = ""] of line.matchAll(/\bset-var(?:-fmt)?[\s(]+([\w.]+)/g)) names.push(name);
  return names;
}

/** `A` of `A, 1, 2`, `A` and `B` of `{A, B}, {1, 2}`. */
function namesOfGroup(group: string): readonly string[] {
  const head = /^\s*\{([^}]*)/.exec(group)?.[1] ?? group.split(",", 1)[0] ?? "";
  return head.match(/\w+/g) ?? [];
}

/** The definition that stands for a keyword whose value is a secret. */
export function keywordDefinition(line: string): string | undefined {
  const found = definition.exec(line);
  return found !== null && endsInSecretKeyword(line) ? found[1] : undefined;
}

export function endsInSecretKeyword(line: string): boolean {
  const last = /([\w-]+)["']?[\s\\]*$/.exec(line.slice(-200))?.[1];
  return last !== undefined && isSecretKeyword(last);
}

/** The definitions, environment and variables that a text uses. */
export function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/\$\{?([A-Za-z0-9_]+)|\b(?:var|env)\(["']?([\w.]+)/g)].map(
    ([, used, name]) => used ?? name ?? "",
  );
}

/**
 * What the secrets of a line are: offsets in the line.
 *
 * @param isSecret something that the line defines is one
 * @param keywords definitions that stand for keywords of secrets
 */
export function secretsInLine(line: string, isSecret: boolean, keywords: ReadonlySet<string>): readonly Span[] {
  const tokens = tokensOf(line);
  return [
    ...tokens.flatMap((token, at) => afterToken(token, tokens, at, keywords)),
    ...(isSecret ? definedValues(line, tokens) : []),
    ...inRawText(line),
  ];
}

/** What stands behind the name in a line's definitions. */
function definedValues(line: string, tokens: readonly Token[]): readonly Span[] {
  const spans: Span[] = [];
  const own = definition.exec(line);
  if (own !== null) {
    const start = own.index + own[0].length;
    for (const token of tokens) {
      if (token.end > start) spans.push({ start: Math.max(token.start, start), end: token.end });
    }
  }
  for (const { 0: whole, 1: group = "", index } of line.matchAll(repetition)) {
    const names = /^\s*\{[^}]*\}/.exec(group)?.[0].length ?? 0;
    const comma = group.indexOf(",", names);
    if (comma !== -1) spans.push({ start: index + whole.length - group.length + comma + 1, end: index + whole.length });
  }
  for (const [at, { value }] of tokens.entries()) {
    if (/^(?:pre)?setenv$|^set-var(?:-fmt)?$/.test(value)) spans.push(...values(tokens.slice(at + 2)));
    else if (setsVariable.test(value)) spans.push(...values(tokens.slice(at + 1)));
  }
  return spans;
}

function afterToken(
  token: Token,
  tokens: readonly Token[],
  at: number,
  keywords: ReadonlySet<string>,
): readonly Span[] {
  const first = tokens[at + 1];
  const rest = () => tokens.slice(at + 1);
  const word = token.value;
  if (isSecretKeyword(word.replace(/^\$\{?\w+\}?=/, ""))) return values(rest(), 1);
  if (word.startsWith("$") && keywords.has(word.replace(/[${}]/g, ""))) return values(rest(), 1);
  if (first === undefined) return [];
  if (word === "auth" || (tokens[at - 1]?.value === "stats" && /^a[uht]{2,4}$/.test(word))) return [afterColon(first)];
  if (word === "acme-vars") return values(rest());
  if (word === "lua-load" || word === "lua-load-per-thread") return values(rest().slice(1));
  if (word === "set-param" && isSecretName(first.value)) return values(rest().slice(1));
  if (headerVerb.test(word) && secretHeader.test(first.value)) return values(rest().slice(1));
  const compared = headerFetch.exec(word)?.[1];
  const given = valueFetch.exec(word)?.[1];
  if ((compared !== undefined && secretHeader.test(compared)) || (given !== undefined && isSecretName(given))) {
    return values(rest().filter(({ value }) => !/^-[a-zA-Z]$|^(?:str|sub|beg|end|reg|dir|dom|found|len)$/.test(value)));
  }
  return [];
}

/** The words up to a condition or a brace. */
function values(tokens: readonly Token[], most = Number.POSITIVE_INFINITY): readonly Span[] {
  const end = tokens.findIndex(({ value }) => endOfValue.has(value));
  return (end === -1 ? tokens : tokens.slice(0, end)).slice(0, most).map(spanOf);
}

function spanOf({ start, end }: Token): Span {
  return { start, end };
}

/** `admin:secret` without its user. */
function afterColon(token: Token): Span {
  const colon = token.value.indexOf(":");
  return { start: colon === -1 ? token.start : Math.min(token.end, token.start + colon + 1), end: token.end };
}

const rawSecrets: readonly RegExp[] = [
  // A password in a URL, or a token in the place of a user.
  /:\/\/[^\s/:@"']{0,200}:([^\s/@"']{1,200})@/g,
  /:\/\/([^\s/:@"']{16,200})@/g,
  // A header inside a check's request: escaped spaces are part of it.
  /authorization:(?:\\?\s)*(?:(?:basic|bearer|digest)(?:\\?\s)+)?([^\s"'\\]+)/gi,
  // A literal scheme and its credentials.
  /\b(?:Basic|Bearer)(?:\\?\s)+([A-Za-z0-9+/=._~-]{6,})/g,
  // What a check sends to redis, FTP, POP, IMAP: a user may stand before it.
  /\b(?:AUTH|PASS|LOGIN)(?:\\?\s)+([^\s"'\\]+(?:(?:\\?[^\S\n])+[^\s"'\\#]+)?)/g,
  // Keys of converters: the first argument is an algorithm or a length, or there is one only.
  /\b(?:hmac|jwt_verify|jwt_verify_cert|aes_\w+_(?:enc|dec))\([^,()]*,([^()]*)\)/g,
  /\bjwt_decrypt_\w+\(([^()]*)\)/g,
  // What stands in for a variable that is not set.
  /\$\{\w*(?:pass|pwd|secret|token)\w*-([^}]*)\}/gi,
  // An assignment or a pair by name, as in comments, queries and options of commands.
  /(?:password|passwd|pwd|auth_pass|secret|(?:api|access|private)[_-]?key|token)["']?\s*[:=]\s*["']?([^\s"',;&]+)/gi,
  /\s--?(?:password|passwd|pass|secret|token|api-?key|auth)[=\s]+["']?([^\s"']+)/gi,
  // What commands take for a user and a password.
  /\bcurl\b[^\n]{0,500}?\s(?:-u|--user)[=\s]*["']?[^\s:"']*:([^\s"']+)/g,
  /\b(?:mysql\w*|sshpass)\b[^\n]{0,500}?\s-p\s?([^\s"']+)/g,
  /\bredis-cli\b[^\n]{0,500}?\s-a\s+([^\s"']+)/g,
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
