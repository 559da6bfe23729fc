/** Findings as the protocol's diagnostics. */
import { DiagnosticSeverity, type Diagnostic as LspDiagnostic } from "vscode-languageserver/node.js";
import type { Severity } from "../text/diagnostic.ts";
import type { FileState, Snapshot } from "./snapshot.ts";

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** What the editor shows for a file, the other ends of a mismatch included. */
export function diagnosticsOf(file: FileState, snapshot: Snapshot): LspDiagnostic[] {
  return file.diagnostics.map((found) => {
    const diagnostic = snapshot.clean(found);
    const related = diagnostic.related.flatMap(({ path, span, message }) => {
      const other = snapshot.files.get(path);
      return other === undefined ? [] : [{ location: { uri: other.uri, range: other.lines.range(span) }, message }];
    });
    return {
      range: file.lines.range(diagnostic.span),
      severity: severities[diagnostic.severity],
      code: diagnostic.rule,
      source: "halint",
      message: diagnostic.message,
      ...(related.length === 0 ? {} : { relatedInformation: related }),
    };
  });
}
