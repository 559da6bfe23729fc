/**
 * The folder that says whose a file is: the one it is in, without the folders that every node has (`lb01/etc/keepalived/`
 * and `lb01/etc/haproxy/` are both `lb01`, as are `keepalived/lb01/` and `haproxy/lb01/`).
 */
import { folderOf } from "./paths.ts";

const programFolder = /^(?:keepalived|haproxy)(?:[-_.](?:keepalived|haproxy))?$/i;
/** Where a host keeps its configuration, or a repository that of a host. */
const ownFolders = new Set(["etc", "conf", "config", "configs", "cfg", "files", "rootfs"]);

/**
 * The folder for each file. Where two files would be one by it, as by `kind`, their own folders tell them apart and all
 * files of that folder keep theirs.
 */
export function placesOf<F extends { readonly path: string }>(
  files: readonly F[],
  kind: (file: F) => string,
): Map<F, string> {
  const places = new Map<F, string>();
  const owners = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const file of files) {
    const own = folderOf(file.path);
    const place = withoutCommonFolders(own);
    places.set(file, place);
    const key = `${kind(file)} ${place}`;
    if ((owners.get(key) ?? own) !== own) ambiguous.add(place);
    owners.set(key, own);
  }
  if (ambiguous.size > 0) {
    for (const [file, place] of places) if (ambiguous.has(place)) places.set(file, folderOf(file.path));
  }
  return places;
}

function withoutCommonFolders(folder: string): string {
  const all = folder.split(/[\\/]/);
  const parts = all.filter((part) => !programFolder.test(part));
  const isOwn = (part: string | undefined) => part !== undefined && ownFolders.has(part.toLowerCase());
  let end = parts.length;
  while (isOwn(parts[end - 1])) end--;
  const isNamed = parts.slice(0, end).some((part) => part !== "" && part !== "." && part !== "..");
  if (isNamed ? end === all.length : parts.length === all.length) return folder;
  return (isNamed ? parts.slice(0, end) : parts).join("/");
}
