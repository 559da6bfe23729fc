/** Makes nodes of a tree in a program. They stand nowhere yet: `write` gives them a place. */
import type { HaproxyFile, Item, Section } from "../ast/haproxy/file.ts";
import { noLayout } from "../ast/haproxy/layout.ts";
import type { Generic } from "../ast/haproxy/statement.ts";
import type { KeepalivedBlock, KeepalivedFile, KeepalivedItem, Setting } from "../ast/keepalived/file.ts";
import type { Comment, Word } from "../ast/word.ts";

const nowhere = { start: -1, end: -1 } as const;

/** A word with a value; quotes and escapes are added when it is written. */
export function word(value: string): Word {
  return { ...nowhere, value };
}

/** A comment line; `text` is what stands behind the marker. */
export function comment(text: string): Comment {
  return { kind: "Comment", ...nowhere, text: text.replace(/[\r\n]+/g, " ") };
}

/** A haproxy statement: `statement("server", "a", "192.0.2.1:80", "check")`. */
export function statement(keyword: string, ...args: readonly string[]): Generic {
  return unreadStatement({ ...nowhere, keyword: word(keyword), args: args.map(word) });
}

/** A statement of words that nobody has held against the grammar. */
export function unreadStatement(words: Pick<Generic, "start" | "end" | "prefix" | "keyword" | "args">): Generic {
  const arg = (at: number) => words.args[at];
  return { kind: "Generic", ...words, arg, arguments: [], layout: noLayout, sentences: [] };
}

/** A haproxy section: `section("backend", ["app"], [statement("balance", "roundrobin")])`. */
export function section(keyword: string, args: readonly string[], body: readonly Item[]): Section {
  const words = args.map(word);
  const [name] = words;
  return {
    kind: "Section",
    ...nowhere,
    type: keyword,
    keyword: word(keyword),
    args: words,
    arguments: [],
    body,
    ...(name === undefined ? {} : { name }),
  };
}

export function haproxyFile(...sections: readonly Section[]): HaproxyFile {
  return { kind: "HaproxyFile", ...nowhere, preamble: [], sections };
}

/** A keepalived keyword without a block: `setting("priority", "100")`. */
export function setting(keyword: string, ...args: readonly string[]): Setting {
  return { kind: "Setting", ...nowhere, keyword: word(keyword), args: args.map(word) };
}

/** A keepalived block: `block("vrrp_instance", ["VI_1"], [setting("priority", "100")])`. */
export function block(keyword: string, args: readonly string[], body: readonly KeepalivedItem[]): KeepalivedBlock {
  return {
    kind: "Block",
    ...nowhere,
    keyword: word(keyword),
    args: args.map(word),
    open: nowhere,
    close: nowhere,
    body,
  };
}

/** A free-form line of a value block: `entry("192.0.2.9/24", "dev", "eth0")`. */
export function entry(...words: readonly string[]): KeepalivedItem {
  return { kind: "Entry", ...nowhere, words: words.map(word) };
}

export function keepalivedFile(...items: readonly KeepalivedItem[]): KeepalivedFile {
  return { kind: "KeepalivedFile", ...nowhere, items };
}

/** The word with another value; where it stood, the new one will. */
export function withValue(original: Word, value: string): Word {
  return { start: original.start, end: original.end, value };
}
