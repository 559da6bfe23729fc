/**
 * The numbers and words that the protocol has for things, where halint says them. Its package knows them too, but takes
 * longer to load than a lint of two nodes, so it is loaded for a connection only.
 */
import type {
  CodeActionKind,
  CompletionItemKind,
  DiagnosticSeverity,
  SymbolKind,
  TextDocumentSyncKind,
} from "vscode-languageserver/node.js";
import type { Severity } from "../text/diagnostic.ts";

export const diagnosticSeverity = { error: 1, warning: 2, info: 3 } as const satisfies Record<
  Severity,
  DiagnosticSeverity
>;

export const actionKind = { quickFix: "quickfix", fixAll: "source.fixAll" } as const satisfies Record<
  string,
  CodeActionKind
>;

export const completionKind = {
  class: 7,
  property: 10,
  keyword: 14,
  reference: 18,
  enumMember: 20,
} as const satisfies Record<string, CompletionItemKind>;

export const symbolKind = {
  namespace: 3,
  class: 5,
  interface: 11,
  boolean: 17,
  object: 19,
  event: 24,
} as const satisfies Record<string, SymbolKind>;

/** An editor sends what changed, not the whole text. */
export const incrementalSync = 2 satisfies TextDocumentSyncKind;
