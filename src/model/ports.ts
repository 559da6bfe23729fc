/** What the model needs from outside: files and parsers are passed in, so that everything here stays a pure function of text. */
import type { HaproxyDocument, KeepalivedDocument } from "./document.ts";

/** Why a file gives no text; irregular are devices and pipes, which may never end. */
export type FileError = "missing" | "unreadable" | "directory" | "irregular";

/** Reads files for `include` and for rules about the node's own files. Every answer is a value; nothing throws. */
export interface FileReader {
  /** The text of a file, or why there is none. */
  read(path: string): { readonly text: string } | { readonly error: FileError };
  /** The paths that a glob matches, sorted as glob(3) sorts them; relative patterns start at `folder`. */
  glob(pattern: string, folder: string): readonly string[];
}

export interface Parsers {
  /** The context is the block that the text stands in, where it is included in one. */
  keepalived(path: string, text: string, context?: string): KeepalivedDocument;
  haproxy(path: string, text: string): HaproxyDocument;
}
