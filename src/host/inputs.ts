/** The paths of the command line to files with texts. What cannot be read becomes one line each, and the rest goes on. */
import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { type InputFile, isConfiguration } from "../api/workspace.ts";
import { readInput, readStandardInput, type Unread } from "./files.ts";
import type { Io } from "./io.ts";
import { reasonOf } from "./reason.ts";
import type { SessionOptions } from "./session.ts";

export interface Inputs {
  readonly files: readonly InputFile[];
  /** One line for each path that could not be read. */
  readonly problems: readonly string[];
}

/** What standard input is called where the call gives it no name. */
export const stdinName = "<stdin>";

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
  /** Where links to folders lead that were followed. */
  readonly #followed = new Set<string>();
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
    const found = await this.#glob(file);
    if (found.length === 0) this.problems.push(`${file}: matches no file`);
    for (const match of found.sort()) this.#addFile(match, node);
  }

  /** The files that a glob matches. Folders that are there are taken by their names: `site (1)` is no pattern. */
  async #glob(pattern: string): Promise<string[]> {
    const { glob } = await import("tinyglobby");
    const parts = pattern.split("/");
    let end = parts.length - 1;
    const folder = () => (end === 0 ? "" : `${parts.slice(0, end).join("/")}/`);
    while (end > 0 && kindOf(path.resolve(this.#io.cwd, folder())) !== "folder") end--;
    const options = { cwd: path.resolve(this.#io.cwd, folder()), onlyFiles: true, expandDirectories: false };
    return (await glob([parts.slice(end).join("/")], options)).map((match) => folder() + match);
  }

  #addStdin(node: string | undefined): void {
    const name = this.#options.stdinFilename ?? stdinName;
    const read = readStandardInput(this.#io);
    if ("error" in read) this.problems.push(`${name}: ${read.error}`);
    else this.#push(name, read.text, node);
  }

  #addFile(file: string, node: string | undefined): void {
    const read = this.#read(file);
    if ("error" in read) this.problems.push(`${file}: ${read.error}`);
    else this.#push(file, read.text, node);
  }

  #read(file: string): { readonly text: string } | Unread {
    const text = this.#options.overlay?.get(path.resolve(this.#io.cwd, file));
    return text === undefined ? readInput(file, this.#io.cwd) : { text };
  }

  /**
   * Every file below a folder that looks like a config by its name and is one by its content; where there is none, the
   * files that have a node's name behind the config's.
   */
  #addFolder(folder: string, node: string | undefined): void {
    const before = this.problems.length;
    const names = this.#configNamesIn(folder);
    const found =
      this.#addConfigs(folder, names.filter(isConfigName), node) ||
      this.#addConfigs(folder, names.filter(isConfigOfNode), node);
    if (found === 0 && this.problems.length === before)
      this.problems.push(`${folder}: holds no haproxy or keepalived configuration`);
  }

  /** Paths below a folder that have a config's name, in an order that does not depend on the file system. */
  #configNamesIn(folder: string, prefix = ""): string[] {
    const shown = path.join(folder, prefix);
    let entries: Dirent[];
    try {
      entries = readdirSync(path.resolve(this.#io.cwd, shown), { withFileTypes: true });
    } catch (error) {
      this.problems.push(`${prefix === "" ? folder : shown}: ${reasonOf(error, "read")}`);
      return [];
    }
    return entries
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        const name = path.join(prefix, entry.name);
        if (skippedFolders.has(entry.name)) return [];
        if (entry.isDirectory()) return this.#configNamesIn(folder, name);
        if (entry.isSymbolicLink() && this.#leadsOut(folder, name)) return this.#configNamesIn(folder, name);
        const isWanted = isConfigName(entry.name) || isConfigOfNode(entry.name);
        return isWanted && !entry.isFIFO() && !entry.isSocket() ? [name] : [];
      });
  }

  /**
   * Whether a link leads to a folder that is not reached by its own name: outside of the one that is read, not around it, and
   * not followed before.
   */
  #leadsOut(folder: string, name: string): boolean {
    const link = path.resolve(this.#io.cwd, folder, name);
    if (kindOf(link) !== "folder") return false;
    try {
      const target = `${realpathSync(link)}${path.sep}`;
      const root = `${realpathSync(path.resolve(this.#io.cwd, folder))}${path.sep}`;
      if (target.startsWith(root) || root.startsWith(target) || this.#followed.has(target)) return false;
      this.#followed.add(target);
      return true;
    } catch {
      return false;
    }
  }

  /** How many of the files are configurations or may be: of those, what cannot be read is named. */
  #addConfigs(folder: string, names: readonly string[], node: string | undefined): number {
    let found = 0;
    for (const name of names) {
      const file = path.join(folder, name);
      // A name with more behind the ending says too little: the content has to.
      const telling = isConfigName(name) ? file : "";
      const read = this.#read(file);
      if ("error" in read ? !isMissed(telling, read) : !isConfiguration(telling, read.text)) continue;
      found++;
      if ("error" in read) this.problems.push(`${file}: ${read.error}`);
      else this.#push(file, read.text, node);
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

/** Whether a file's name is that of a configuration. */
export function isConfigName(file: string): boolean {
  return configNames.test(file);
}

/** Whether a name says that it is a copy of something, or what it is made from. */
export function isLeftover(name: string): boolean {
  return leftovers.test(name);
}

function isConfigOfNode(file: string): boolean {
  const name = path.basename(file);
  return configsOfNodes.test(name) && !isLeftover(name);
}

/**
 * Whether a file of a folder that cannot be read may be a configuration. Other programs' files are no text; hidden names are
 * those of locks (`.#haproxy.cfg` of Emacs is a link to nothing), and haproxy passes over them.
 */
function isMissed(file: string, { isOther }: Unread): boolean {
  if (path.basename(file).startsWith(".")) return false;
  return isOther !== true || isConfiguration(file, "");
}
