/** Paths as text: halint reads configs of other machines, so nothing here asks a file system. Both separators are taken. */

export function folderOf(path: string): string {
  const at = lastSeparator(path);
  if (at === -1) return "";
  return at === 0 ? path.slice(0, 1) : path.slice(0, at);
}

export function nameOf(path: string): string {
  return path.slice(lastSeparator(path) + 1);
}

function lastSeparator(path: string): number {
  return Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
}

/** A path that is relative to a folder, from where the folder is relative to. */
export function joinPath(folder: string, path: string): string {
  if (folder === "" || isAbsolute(path)) return normalize(path);
  return normalize(`${folder}/${path}`);
}

export function isAbsolute(path: string): boolean {
  return path.startsWith("/") || path.startsWith("\\") || /^[A-Za-z]:[\\/]/.test(path);
}

/** Without `.`, and without `..` where that can be told. */
function normalize(path: string): string {
  if (!path.includes("./") && !path.includes("//") && !path.endsWith("/.")) return path;
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "." || (part === "" && parts.length > 0)) continue;
    const last = parts.at(-1);
    if (part === ".." && last !== undefined && last !== ".." && last !== "") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}
