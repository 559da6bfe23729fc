/** Tells a template from a config: braces that no haproxy.cfg has. */
import type { SyntaxProblem } from "../../text/diagnostic.ts";
import type { Span } from "../../text/span.ts";
import { mayHoldPlaceholders, templateProblem } from "../template.ts";

/** Log-formats and regular expressions have braces of their own, so what stands between these has to look like code. */
const placeholders = [
  // Jinja, Go: {{ name }}, {{ name | default('{}') }}, {{- if .x }}
  String.raw`\{\{[-~+]?\s*[\w.$"'#/(][^{}\n]{0,500}\}\}`,
  String.raw`\{\{[-~+]?\s+[\w.$"'#/(][^\n]{0,500}\}\}`,
  // Jinja: {% if x %}
  String.raw`\{%[-+~]?\s*(?:if|for|else|elif|endif|endfor|set|block|endblock|include|macro|raw|import|extends|with)\b[^\n]{0,500}?%\}`,
  // ERB: <%= name %>
  String.raw`<%[-=#]?[^\n%]{0,500}%>`,
  // By hand: <<ADDRESS>>
  String.raw`<<[A-Z][\w:. -]{0,100}>>`,
];
const placeholder = new RegExp(placeholders.join("|"), "g");

/** Nobody reads a higher count. */
const mostCounted = 1000;

/** The problem of a template; nothing for a config. */
export function templateProblemOf(text: string): SyntaxProblem | undefined {
  if (!mayHoldPlaceholders(text) && !text.includes("<<")) return undefined;
  const found: Span[] = [];
  let commentEnd = 0;
  for (const match of text.matchAll(placeholder)) {
    if (match.index < commentEnd) continue;
    const lineStart = text.lastIndexOf("\n", match.index) + 1;
    if (/^\s*#/.test(text.slice(lineStart, match.index))) {
      const newline = text.indexOf("\n", match.index);
      commentEnd = newline === -1 ? text.length : newline;
      continue;
    }
    if (found.length === mostCounted) break;
    found.push({ start: match.index, end: match.index + match[0].length });
  }
  const [first] = found;
  return first === undefined ? undefined : templateProblem(first, found.length);
}
