/** Globs on paths, as halint.yaml uses them: `*`, `?`, `**`, `{a,b}`. A pattern without a slash matches at any depth. */

/** Whether a path (with `/`, relative to the config's folder) fits a pattern. A folder's pattern fits all below it. */
export function matchesPath(pattern: string, path: string): boolean {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    expression = compile(pattern);
    compiled.set(pattern, expression);
  }
  return expression.test(path);
}

const compiled = new Map<string, RegExp>();

function compile(pattern: string): RegExp {
  const trimmed = pattern.replace(/^\.\//, "").replace(/\/+$/, "");
  const anchored = trimmed.includes("/") ? trimmed.replace(/^\/+/, "") : `**/${trimmed}`;
  let depth = 0;
  const source = anchored.replace(/\*\*\/|\/\*\*$|\*+|[\s\S]/g, (piece) => {
    if (piece === "**/") return "(?:[^/]+/)*";
    if (piece === "/**") return "/.*";
    if (piece.startsWith("*")) return "[^/]*";
    if (piece === "?") return "[^/]";
    if (piece === "{") {
      depth++;
      return "(?:";
    }
    if (piece === "}" && depth > 0) {
      depth--;
      return ")";
    }
    if (piece === "," && depth > 0) return "|";
    return piece.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
  });
  return new RegExp(`^${source}${")".repeat(depth)}(?:/.*)?$`, "su");
}
