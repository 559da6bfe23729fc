/** The fields of an entry and the form that each must have: the table of `grammar/README.md`. */

type Check = (value: unknown) => string | undefined;

const text: Check = (value) => (typeof value === "string" && value !== "" ? undefined : "must be a text");
const flag: Check = (value) => (typeof value === "boolean" ? undefined : "must be true or false");
const notation: Check = (value) =>
  value === null || typeof value === "string" ? undefined : "must be notation in quotes, or null";
const words: Check = (value) =>
  typeof value === "string" || isTexts(value) ? undefined : "must be a word or a list of words";
const texts: Check = (value) => (isTexts(value) ? undefined : "must be a list of texts");
const scalar: Check = (value) =>
  typeof value === "string" || typeof value === "number" ? undefined : "must be a text or a number";
const version: Check = (value) =>
  typeof value === "string" && /^\d+\.\d+(\.\d+)?$/.test(value) ? undefined : 'must be a version in quotes, "2.10"';
const oneOf =
  (...known: string[]): Check =>
  (value) =>
    typeof value === "string" && known.includes(value) ? undefined : `must be one of ${known.join(", ")}`;
const someOf =
  (...known: string[]): Check =>
  (value) =>
    asTexts(value).every((one) => known.includes(one)) && asTexts(value).length > 0
      ? undefined
      : `must list some of ${known.join(", ")}`;

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

/** A word or a list of words as a list. */
export function asTexts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return isTexts(value) ? value : [];
}

const sampleTypes = ["bool", "sint", "addr", "ipv4", "ipv6", "str", "bin", "meth", "any", "same"];

export const fieldChecks: Readonly<Record<string, Check>> = {
  keyword: scalar,
  in: words,
  syntax: notation,
  call: (value) => (typeof value === "string" ? undefined : "must be notation in quotes"),
  repeat: oneOf("last", "add", "once", "first", "never"),
  prefix: someOf("no", "default"),
  bare: flag,
  closed: flag,
  mode: words,
  since: version,
  until: version,
  deprecated: version,
  replacement: text,
  experimental: flag,
  ignored: words,
  refused: version,
  named: flag,
  help: text,
  accept: texts,
  reject: texts,
  "context-of-example": texts,
  block: text,
  lines: notation,
  words: notation,
  missing: oneOf("fatal", "error", "ok"),
  bad: oneOf("ignored", "default", "clamped", "truncated", "skipped", "used", "fatal", "logged", "unchecked"),
  extra: oneOf("silent", "error"),
  lenient: flag,
  required: flag,
  default: scalar,
  unit: text,
  build: words,
  returns: oneOf(...sampleTypes),
  takes: oneOf(...sampleTypes),
  where: text,
};
