/** File paths as URIs, relative ones relative. */

/** A path with `/` whose other characters are escaped; an absolute one gets `file://`. */
export function pathToUri(path: string): string {
  const escaped = path.replaceAll("\\", "/").split("/").map(escapePart).join("/");
  return escaped.startsWith("/") ? `file://${escaped}` : escaped.replace(/^([^/]*):/, "$1%3A");
}

function escapePart(part: string): string {
  try {
    return encodeURIComponent(part);
  } catch {
    // A name that is not Unicode (lone surrogates) has no URI of its own.
    return encodeURIComponent(part.replace(/[\ud800-\udfff]/g, "\ufffd"));
  }
}
