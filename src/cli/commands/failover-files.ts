/** The files of a case's node as the model asks for them: /etc/keepalived is the node's folder, the rest its rootfs. */
import path from "node:path";
import { fileReader } from "../../host/files.ts";
import type { FileReader } from "../../model/ports.ts";

const home = "/etc/keepalived";

/** Reads paths of the node below `folder`; what is not there does not exist. */
export function nodeFiles(folder: string): FileReader {
  const inner = fileReader(folder);
  const real = (file: string) => {
    if (!file.startsWith("/") || file.startsWith(folder)) return file;
    return file.startsWith(`${home}/`) ? path.join(folder, file.slice(home.length)) : path.join(folder, "rootfs", file);
  };
  return {
    read: (file) => inner.read(real(file)),
    glob: (pattern, from) => inner.glob(real(pattern), real(from)),
  };
}
