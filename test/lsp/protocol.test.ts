/** What halint says of the protocol is what its package says. */
import { expect, it } from "vitest";
import {
  CodeActionKind,
  CompletionItemKind,
  DiagnosticSeverity,
  SymbolKind,
  TextDocumentSyncKind,
} from "vscode-languageserver/node.js";
import * as protocol from "../../src/lsp/protocol.ts";

it("has the protocol's numbers", () => {
  expect(protocol.diagnosticSeverity).toEqual({
    error: DiagnosticSeverity.Error,
    warning: DiagnosticSeverity.Warning,
    info: DiagnosticSeverity.Information,
  });
  expect(protocol.actionKind).toEqual({ quickFix: CodeActionKind.QuickFix, fixAll: CodeActionKind.SourceFixAll });
  expect(protocol.completionKind).toEqual({
    class: CompletionItemKind.Class,
    property: CompletionItemKind.Property,
    keyword: CompletionItemKind.Keyword,
    reference: CompletionItemKind.Reference,
    enumMember: CompletionItemKind.EnumMember,
  });
  expect(protocol.symbolKind).toEqual({
    namespace: SymbolKind.Namespace,
    class: SymbolKind.Class,
    interface: SymbolKind.Interface,
    boolean: SymbolKind.Boolean,
    object: SymbolKind.Object,
    event: SymbolKind.Event,
  });
  expect(protocol.incrementalSync).toBe(TextDocumentSyncKind.Incremental);
});
