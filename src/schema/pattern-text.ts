/** Patterns back to the notation, for messages, hover and documentation. */
import type { Pattern } from "./pattern.ts";

/** The notation of a pattern; parsing it gives the pattern again. */
export function patternText(pattern: Pattern): string {
  return pattern.kind === "any" ? pattern.of.map(write).join(" | ") : write(pattern);
}

function write(pattern: Pattern): string {
  switch (pattern.kind) {
    case "seq":
      return pattern.of.map(write).join(" ");
    case "any":
      return `{ ${pattern.of.map(write).join(" | ")} }`;
    case "opt":
      return pattern.of.kind === "rep" && pattern.of.of.kind !== "opt"
        ? `[${patternText(pattern.of.of)}]...`
        : `[${patternText(pattern.of)}]`;
    case "rep":
      return `${grouped(pattern.of)}...`;
    case "list":
      return `${grouped(pattern.of)},...`;
    case "lit":
      return literalText(pattern.text);
    case "hole": {
      const label = pattern.label === pattern.type ? "" : `${pattern.label}: `;
      const range =
        pattern.min === undefined && pattern.max === undefined ? "" : ` ${pattern.min ?? ""}..${pattern.max ?? ""}`;
      return `<${label}${pattern.type}${range}>`;
    }
    case "family":
      return pattern.label === pattern.context ? `<@${pattern.context}>` : `<${pattern.label}: @${pattern.context}>`;
    case "joined":
      return pattern.of.map(grouped).join("");
  }
}

/** What a postfix or a neighbour could tear apart stands in braces. */
function grouped(pattern: Pattern): string {
  const several = pattern.kind === "seq" || pattern.kind === "joined";
  return several ? `{${write(pattern)}}` : write(pattern);
}

function literalText(text: string): string {
  return /^[^\s<>[\]{}|']+$/.test(text) && !text.includes("...") ? text : `'${text}'`;
}
