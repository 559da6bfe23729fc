/** Why the machine did not do what it was asked, in words. */

/** The code of a system error, such as `ENOENT`; empty for any other error. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** Why a file could not be read or written, as what is said behind its name. */
export function reasonOf(error: unknown, action: "read" | "written"): string {
  const code = codeOf(error);
  switch (code) {
    case "ENOENT":
      return "does not exist";
    case "EACCES":
    case "EPERM":
      return `may not be ${action} (permission denied)`;
    case "EROFS":
      return `cannot be ${action} (the file system is read-only)`;
    case "ENOSPC":
    case "EDQUOT":
      return `cannot be ${action} (no space is left)`;
    case "EISDIR":
      return "is a folder";
    case "ENOTDIR":
      return "does not exist (a part of its path is a file)";
    case "ELOOP":
      return "is a symbolic link that leads to itself";
    case "ERR_FS_FILE_TOO_LARGE":
    case "ERR_STRING_TOO_LONG":
      return "is too large";
    default:
      return `cannot be ${action}${code === "" ? "" : ` (${code})`}`;
  }
}
