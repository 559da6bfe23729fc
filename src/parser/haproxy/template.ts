/** Tells a template from a config. */
import type { Span } from "../../text/span.ts";

const placeholder =
  /\{\{[-~+]?\s*[\w.$"'#/(][^{}\n]*\}\}|\{%[-+~]?\s*(?:if|for|else|elif|endif|endfor|set|block|endblock|include|macro|raw|import|extends|with)\b[^\n]*?%\}|<%[-=#]?[^\n%]*%>/g;

/** The first placeholder outside of comments, or nothing: Jinja, Go templates, ERB. */
export function findPlaceholder(text: string): Span | undefined {
  if (!text.includes("{{") && !text.includes("{%") && !text.includes("<%")) return undefined;
  placeholder.lastIndex = 0;
  for (let found = placeholder.exec(text); found !== null; found = placeholder.exec(text)) {
    const lineStart = text.lastIndexOf("\n", found.index) + 1;
    if (/^\s*#/.test(text.slice(lineStart, found.index))) continue;
    return { start: found.index, end: found.index + found[0].length };
  }
  return undefined;
}
