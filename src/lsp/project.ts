/** The open documents, and the files on disk that belong to them: what is linted together after each change. */
import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { lint } from "../api/lint.ts";
import { detectLanguage, type InputFile } from "../api/workspace.ts";
import { layoutOf } from "../config/format-options.ts";
import { type Io, UsageError } from "../host/io.ts";
import { openSession, type Session, type SessionOptions } from "../host/session.ts";
import { SectionMemory } from "../lint/memory.ts";
import { type ParsedFile, parsedFile } from "./parsed-file.ts";
import { Peers } from "./peers.ts";
import { type LintedGroup, type Snapshot, snapshotOf } from "./snapshot.ts";

/** Versions and settings from the command line that started the server. */
export type ServerOptions = Omit<SessionOptions, "overlay" | "nodes" | "stdinFilename">;

export class Project {
  readonly #peers = new Peers(siblingsOf);
  readonly #open = new Map<string, { readonly path: string; readonly text: string }>();
  readonly #options: ServerOptions;
  readonly #log: (message: string) => void;
  #io: Io;
  /** Holds as long as the settings do. */
  #memory = new SectionMemory();
  /** The files of the last run, by path. */
  #parsed: ReadonlyMap<string, ParsedFile> = new Map();

  constructor(options: ServerOptions, log: (message: string) => void) {
    this.#options = options;
    this.#log = log;
    this.#io = quietIo(log);
  }

  /** The folders that the editor has open. */
  setFolders(uris: readonly string[]): void {
    this.#peers.setFolders(uris.map(pathOf));
  }

  /** A file was written that is not open. */
  forgetPeers(): void {
    this.#peers.forget();
  }

  set(uri: string, text: string): void {
    if (!this.#open.has(uri)) this.#peers.forget();
    this.#open.set(uri, { path: pathOf(uri), text });
  }

  close(uri: string): void {
    this.#open.delete(uri);
    this.#peers.forget();
  }

  /** A halint.yaml changed, or may have: read it again. */
  forgetConfigs(): void {
    this.#io = quietIo(this.#log);
    this.#memory = new SectionMemory();
    this.#peers.forget();
  }

  get openUris(): readonly string[] {
    return [...this.#open.keys()];
  }

  /** Lints everything that is open, with what belongs to it. */
  async lint(): Promise<Snapshot> {
    const known = [...this.#open.values()].filter((file) => detectLanguage(file.path, file.text) !== undefined);
    const overlay = new Map(known.map((file) => [file.path, file.text]));
    const own = known.flatMap((file) => [file.path, ...siblingsOf(file.path)]);
    const paths = [...new Set([...own, ...this.#peersOf(own, overlay)])];
    const results = paths.length === 0 ? [] : await this.#run(paths, overlay);
    const uris = new Map([...this.#open].map(([uri, file]) => [file.path, uri]));
    return snapshotOf(results, this.#parsed, (file) => uris.get(file) ?? pathToFileURL(file).href);
  }

  /** The files of the other nodes, whose texts stand in the overlay then; a halint.yaml would say who they are. */
  #peersOf(files: readonly string[], overlay: Map<string, string>): readonly string[] {
    if (typeof this.#options.config === "string") return [];
    return files.flatMap((file) =>
      this.#peers.of(file, overlay).map((peer) => {
        if (!overlay.has(peer.path)) overlay.set(peer.path, peer.text);
        return peer.path;
      }),
    );
  }

  async #run(paths: readonly string[], overlay: ReadonlyMap<string, string>): Promise<readonly LintedGroup[]> {
    const options: SessionOptions = { ...this.#options, nodes: [], stdinFilename: undefined, overlay };
    try {
      return this.#lintGroups(await openSession(paths, options, this.#io));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      // A halint.yaml with mistakes: say so and go on without it.
      this.#io.err(error.message);
      return this.#lintGroups(await openSession(paths, { ...options, config: false }, this.#io));
    }
  }

  /** Files that did not change keep their trees, and with them what was worked out of those; so do sections that did not. */
  #lintGroups({ groups }: Session): readonly LintedGroup[] {
    const parsed = new Map<string, ParsedFile>();
    this.#memory.startRun();
    const withTree = (file: InputFile): InputFile => {
      const now = parsedFile(file, this.#parsed.get(file.path));
      parsed.set(file.path, now);
      return { ...file, document: now.document };
    };
    const results = groups.map(({ files, options, settings }) => {
      const linted = lint(files.map(withTree), { ...options, memory: this.#memory });
      return { ...linted, format: layoutOf(settings?.format ?? {}) };
    });
    this.#parsed = parsed;
    return results;
  }
}

/**
 * Paths are absolute, so that it does not matter where the server was started. Nothing is printed, and what is said of the
 * files is logged once, not with every keystroke.
 */
function quietIo(log: (message: string) => void): Io {
  const said = new Set<string>();
  return {
    cwd: "/",
    env: {},
    out: () => undefined,
    err: (message) => {
      if (!said.has(message)) log(message);
      said.add(message);
    },
    stdin: () => new Uint8Array(),
    outIsTerminal: false,
    width: 80,
  };
}

function pathOf(uri: string): string {
  try {
    return fileURLToPath(uri);
  } catch {
    return `/${uri}`;
  }
}

const usualNames = new Set(["keepalived.conf", "haproxy.cfg"]);

/** A host keeps each program's file in a folder of its own: `/etc/keepalived` and `/etc/haproxy`. */
const otherProgram: ReadonlyMap<string, string> = new Map(
  Object.entries({ keepalived: "haproxy", haproxy: "keepalived" }),
);

/** The same node's other files: beside it under the usual names or with the same stem, or in the other program's folder. */
function siblingsOf(file: string): readonly string[] {
  const folder = path.dirname(file);
  const stem = path.basename(file).replace(/\.(?:conf|cfg)$/, "");
  const isUsual = (name: string) => usualNames.has(name);
  const beside = namesIn(folder, (name) => isUsual(name) || name === `${stem}.conf` || name === `${stem}.cfg`);
  const other = otherProgram.get(path.basename(folder));
  const there = other === undefined ? [] : namesIn(path.join(path.dirname(folder), other), isUsual);
  return [...beside, ...there].filter((candidate) => candidate !== file);
}

function namesIn(folder: string, test: (name: string) => boolean): readonly string[] {
  try {
    return readdirSync(folder)
      .filter(test)
      .sort()
      .map((name) => path.join(folder, name));
  } catch {
    return [];
  }
}
