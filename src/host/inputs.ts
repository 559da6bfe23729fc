/** The paths of the command line to files with texts. What cannot be read becomes one line each, and the rest goes on. */
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { type InputFile, isConfiguration } from "../api/workspace.ts";
import { readInput, reasonOf, textOf } from "./files.ts";
import type { Io } from "./io.ts";
import type { SessionOptions } from "./session.ts";

export interface Inputs {
  readonly files: readonly InputFile[];
  /** One line for each path that could not be read. */
  readonly problems: readonly string[];
}

const globCharacters = /[*?[\]{}]/;
const skippedFolders = new Set(["node_modules", ".git", ".hg", ".svn"]);
const configNames = /\.(?:cfg|conf|cnf)$/i;
/** `keepalived.conf.master` beside `keepalived.conf.backup`, as tutorials have it. */
const configsOfNodes = /^(?:keepalived\.conf|haproxy\.cfg)[-_.][\w.-]+$/i;
/** What editors, package managers and people leave behind, and what a program makes a config from. */
const leftovers =
  /[-_.](?:bak|bkp|old|orig|original|save[d]?|swp|swo|tmp|new|rej|patch|diff|disabled|dist|rpmnew|rpmsave|rpmorig|dpkg-\w+|ucf-\w+|j2|jinja2?|erb|epp|tmpl|tpl|ctmpl|template|mustache|in|m4|gz|bz2|xz|zip|md|txt|html|sh|py|\d+)(?:[-_.]|$)|^[^.]+\.(?:conf|cfg)[-_.]\d|~$/i;

/** Reads everything that is named. Files that are named twice are read once. */
export async function readInputs(paths: readonly string[], options: SessionOptions, io: Io): Promise<Inputs> {
  const reader = new InputReader(options, io);
  for (const { name, path: file } of options.nodes) await reader.add(file, name);
  for (const file of paths) await reader.add(file, undefined);
  return reader;
}

class InputReader implements Inputs {
  readonly files: InputFile[] = [];
  readonly problems: string[] = [];
  readonly #seen = new Set<string>();
  readonly #options: SessionOptions;
  readonly #io: Io;

  constructor(options: SessionOptions, io: Io) {
    this.#options = options;
    this.#io = io;
  }

  async add(file: string, node: string | undefined): Promise<void> {
    if (file === "-") return this.#addStdin(node);
    const absolute = path.resolve(this.#io.cwd, file);
    if (this.#options.overlay?.has(absolute) === true) return this.#addFile(file, node);
    const kind = kindOf(absolute);
    if (kind === "folder") return this.#addFolder(file, node);
    if (kind === "file" || !globCharacters.test(file)) return this.#addFile(file, node);
    const { glob } = await import("tinyglobby");
    const found = await glob([file], { cwd: this.#io.cwd, onlyFiles: true, expandDirectories: false });
    if (found.length === 0) this.problems.push(`${file}: matches no file`);
    for (const match of found.sort()) this.#addFile(match, node);
  }

  #addStdin(node: string | undefined): void {
    const name = this.#options.stdinFilename ?? "<stdin>";
    const read = textOf(this.#io.stdin());
    if ("error" in read) this.problems.push(`${name}: ${read.error}`);
    else this.#push(name, read.text, node);
  }

  #addFile(file: string, node: string | undefined): void {
    const read = this.#read(file);
    if ("error" in read) this.problems.push(`${file}: ${read.error}`);
    else this.#push(file, read.text, node);
  }

  #read(file: string): { readonly text: string } | { readonly error: string } {
    const text = this.#options.overlay?.get(path.resolve(this.#io.cwd, file));
    return text === undefined ? readInput(file, this.#io.cwd) : { text };
  }

  /**
   * Every file below a folder that looks like a config by its name and is one by its content; where there is none, the
   * files that have a node's name behind the config's.
   */
  #addFolder(folder: string, node: string | undefined): void {
    let found = 0;
    try {
      found = this.#addConfigs(folder, node, (name) => configNames.test(name));
      if (found === 0) found = this.#addConfigs(folder, node, isConfigOfNode);
    } catch (error) {
      this.problems.push(`${folder}: ${reasonOf(error)}`);
      return;
    }
    if (found === 0) this.problems.push(`${folder}: holds no haproxy or keepalived configuration`);
  }

  #addConfigs(folder: string, node: string | undefined, isWanted: (name: string) => boolean): number {
    const names = listConfigs(path.resolve(this.#io.cwd, folder), isWanted);
    let found = 0;
    for (const name of names) {
      const file = path.join(folder, name);
      const read = this.#read(file);
      // A name with more behind the ending says too little: the content has to.
      if ("error" in read || !isConfiguration(configNames.test(name) ? file : "", read.text)) continue;
      found++;
      this.#push(file, read.text, node);
    }
    return found;
  }

  #push(file: string, text: string, node: string | undefined): void {
    const absolute = path.resolve(this.#io.cwd, file);
    if (this.#seen.has(absolute)) return;
    this.#seen.add(absolute);
    this.files.push({ path: file, text, ...(node === undefined ? {} : { node }) });
  }
}

function kindOf(file: string): "file" | "folder" | "missing" {
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    return found === undefined ? "missing" : found.isDirectory() ? "folder" : "file";
  } catch {
    return "missing";
  }
}

/** Whether a name says that it is a copy of something, or what it is made from. */
export function isLeftover(name: string): boolean {
  return leftovers.test(name);
}

function isConfigOfNode(name: string): boolean {
  return configsOfNodes.test(name) && !isLeftover(name);
}

/** Paths below a folder, in an order that does not depend on the file system. */
function listConfigs(folder: string, isWanted: (name: string) => boolean, prefix = ""): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const name = path.join(prefix, entry.name);
    if (entry.isDirectory()) {
      return skippedFolders.has(entry.name) ? [] : listConfigs(path.join(folder, entry.name), isWanted, name);
    }
    return isWanted(entry.name) && !entry.isFIFO() && !entry.isSocket() ? [name] : [];
  });
}
