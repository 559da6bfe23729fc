/** What the server knows at one moment: the documents with their trees, and what is wrong in them. */
import type { LintResult } from "../api/lint.ts";
import type { LayoutSettings } from "../config/format-options.ts";
import type { Node } from "../model/cluster.ts";
import type { Document } from "../model/document.ts";
import { secretsInText } from "../model/secrets.ts";
import { redactor } from "../report/redact.ts";
import { byPlace, type Diagnostic, withoutRepeats } from "../text/diagnostic.ts";
import type { ParsedFile } from "./parsed-file.ts";
import { type Lines, linesOf } from "./positions.ts";
import { secretsOf } from "./secrets.ts";

export interface FileState {
  readonly path: string;
  readonly uri: string;
  /** The file's own text; the document's may have more room. */
  readonly text: string;
  readonly document: Document;
  readonly node: Node;
  /** The lines of the document's text. */
  readonly lines: Lines;
  /** What halint.yaml says of the layout. */
  readonly format: LayoutSettings;
  /** As found, for fixes. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface Snapshot {
  readonly files: ReadonlyMap<string, FileState>;
  byUri(uri: string): FileState | undefined;
  /** A finding with no secret in its texts. */
  clean(diagnostic: Diagnostic): Diagnostic;
}

/** A linted group with the layout that its halint.yaml asks for. */
export interface LintedGroup extends LintResult {
  readonly format: LayoutSettings;
}

/** What is known of linted groups, whose files were parsed as the map has them by path. */
export function snapshotOf(
  results: readonly LintedGroup[],
  parsed: ReadonlyMap<string, ParsedFile>,
  uriOf: (path: string) => string,
): Snapshot {
  const files = new Map<string, FileState>();
  const uris = new Map<string, FileState>();
  for (const { workspace, diagnostics, format } of results) {
    const byPath = new Map<string, Diagnostic[]>();
    for (const diagnostic of diagnostics) {
      const list = byPath.get(diagnostic.path);
      if (list === undefined) byPath.set(diagnostic.path, [diagnostic]);
      else list.push(diagnostic);
    }
    for (const node of workspace.clusters.flatMap((cluster) => cluster.nodes)) {
      for (const document of node.documents) {
        const { path } = document.source;
        const { text, lines } = parsed.get(path) ?? asRead(document);
        const own = byPath.get(path) ?? [];
        const known = files.get(path);
        const state = {
          path,
          uri: uriOf(path),
          text,
          document,
          node,
          lines,
          format,
          diagnostics: known === undefined ? own : joined(known.diagnostics, own),
        };
        files.set(path, state);
        uris.set(state.uri, state);
      }
    }
  }
  const sources = [...files.values()].map(({ document }) => document.source);
  let clean: Snapshot["clean"] | undefined;
  return {
    files,
    byUri: (uri) => uris.get(uri),
    clean(diagnostic) {
      clean ??= redactor(sources, (path) => {
        const file = parsed.get(path);
        return file === undefined ? secretsInText(files.get(path)?.text ?? "") : secretsOf(file);
      });
      return clean(diagnostic);
    },
  };
}

/** What is wrong in a file that clusters share is what is found with any of them. */
function joined(before: readonly Diagnostic[], own: readonly Diagnostic[]): readonly Diagnostic[] {
  return before === own ? own : withoutRepeats([...before, ...own].sort(byPlace));
}

/** A file that another one includes. */
function asRead({ source: { text } }: Document): Pick<ParsedFile, "text" | "lines"> {
  return { text, lines: linesOf(text) };
}
