/** Files to a workspace: parses each, decides whose node it is, and lets the model put the clusters together. */
import type { Targets, Workspace } from "../model/cluster.ts";
import type { ClusterSpec } from "../model/clusters.ts";
import type { Document, HaproxyDocument, KeepalivedDocument, Language } from "../model/document.ts";
import { detectLanguage, isConfiguration } from "../model/language.ts";
import type { FileReader, Parsers } from "../model/ports.ts";
import { buildWorkspace } from "../model/workspace.ts";
import { parseHaproxy } from "../parser/haproxy/parse.ts";
import { parseKeepalived } from "../parser/keepalived/parse.ts";
import { createSource } from "../text/source.ts";

export { detectLanguage, isConfiguration };

/** A file as text, with what the caller knows of it. */
export interface InputFile {
  readonly path: string;
  readonly text: string;
  /** The node it belongs to; found from its path where absent. */
  readonly node?: string;
  /** Found from its content, then its name, where absent. */
  readonly language?: Language;
  /** The tree of exactly this path and text, where the caller has it already. */
  readonly document?: Document;
}

export interface WorkspaceOptions {
  readonly targets?: Targets;
  /** Targets of single nodes, by name. */
  readonly nodeTargets?: Readonly<Record<string, Targets>>;
  /** Clusters that are said, not found. */
  readonly clusters?: readonly ClusterSpec[];
  /** For `include` and for rules about the node's own files; without it nothing outside the inputs is read. */
  readonly files?: FileReader;
}

const noFiles: FileReader = { read: () => ({ error: "missing" }), glob: () => [] };

/** The language of a text: from its content, then its name; haproxy where neither says. */
export function languageOf(path: string, text: string): Language {
  return detectLanguage(path, text) ?? (path.endsWith(".conf") ? "keepalived" : "haproxy");
}

/** The tree of a file. Never throws: what cannot be understood is a `Bad` node and a problem. */
export function parse(path: string, text: string, language: Language = languageOf(path, text)): Document {
  return parsers[language](path, text);
}

const parsers: Parsers = {
  keepalived(path, text, context) {
    const options = context === undefined ? {} : { context };
    return { language: "keepalived", source: createSource(path, text), ...parseKeepalived(text, options) };
  },
  haproxy: (path, text) => ({ language: "haproxy", source: createSource(path, text), ...parseHaproxy(text) }),
};

/** A haproxy.cfg's document. */
export function parseHaproxyText(text: string, path = "haproxy.cfg"): HaproxyDocument {
  return parsers.haproxy(path, text);
}

/** A keepalived.conf's document. */
export function parseKeepalivedText(text: string, path = "keepalived.conf"): KeepalivedDocument {
  return parsers.keepalived(path, text);
}

/** Everything that is linted together. */
export function openWorkspace(inputs: readonly InputFile[], options: WorkspaceOptions = {}): Workspace {
  const parsed = inputs.map(({ path, text, node, language, document }) => ({
    node,
    document: document ?? parse(path, text, language),
  }));
  return buildWorkspace(parsed, { files: options.files ?? noFiles, parsers }, options);
}

/** The node that each document belongs to. */
export function nodeNames(workspace: Workspace): ReadonlyMap<Document, string> {
  const names = new Map<Document, string>();
  for (const node of workspace.clusters.flatMap((cluster) => cluster.nodes))
    for (const document of node.documents) names.set(document, node.name);
  // A file that another includes has been read as a part of that one.
  const byPath = new Map(Array.from(names, ([{ source }, name]) => [source.path, name]));
  for (const document of workspace.documents) {
    const name = names.get(document) ?? byPath.get(document.source.path);
    if (name !== undefined) names.set(document, name);
  }
  return names;
}
