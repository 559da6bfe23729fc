/** Where the halint.yaml of a file is: in its folder or the nearest one above. Folders and existence come from the caller. */
import { configName } from "./settings.ts";

/** The folder of the nearest config at or above an absolute folder (with `/`), if there is one. */
export function findConfig(folder: string, exists: (path: string) => boolean): string | undefined {
  for (let at = folder; ; ) {
    if (exists(at.endsWith("/") ? at + configName : `${at}/${configName}`)) return at;
    const parent = at.slice(0, at.lastIndexOf("/")) || "/";
    if (parent === at) return undefined;
    at = parent;
  }
}
