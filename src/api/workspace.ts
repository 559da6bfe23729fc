/** Files to a workspace: parses each, decides whose node it is, and lets the model put the clusters together. */
import type { Node, Targets, Workspace } from "../model/cluster.ts";
import type { Document, Language } from "../model/document.ts";
import type { FileReader } from "../model/ports.ts";
import { parseHaproxy } from "../parser/haproxy/parse.ts";
import { parseKeepalived } from "../parser/keepalived/parse.ts";
import { createSource } from "../text/source.ts";
import { buildWorkspace, detectLanguage } from "./stand-in.ts";

export { detectLanguage };

/** A file as text, with what the caller knows of it. */
export interface InputFile {
  readonly path: string;
  readonly text: string;
  /** The node it belongs to; found from its path where absent. */
  readonly node?: string;
  /** Found from its content, then its name, where absent. */
  readonly language?: Language;
}

export interface WorkspaceOptions {
  readonly targets?: Targets;
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
  const source = createSource(path, text);
  return language === "haproxy"
    ? { language, source, ...parseHaproxy(text) }
    : { language, source, ...parseKeepalived(text) };
}

/** Everything that is linted together. */
export function openWorkspace(inputs: readonly InputFile[], options: WorkspaceOptions = {}): Workspace {
  const parsed = inputs.map(({ path, text, node, language }) => ({
    node: node ?? path,
    document: parse(path, text, language),
  }));
  return buildWorkspace(parsed, { targets: options.targets ?? {}, files: options.files ?? noFiles });
}

/** The node that each document belongs to. */
export function nodeNames(workspace: Workspace): ReadonlyMap<Document, string> {
  const names = new Map<Document, string>();
  const nodes: readonly Node[] = workspace.clusters.flatMap((cluster) => cluster.nodes);
  for (const node of nodes) for (const document of node.documents) names.set(document, node.name);
  return names;
}
