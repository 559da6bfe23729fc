/** Findings as the protocol's diagnostics. */

import type { Diagnostic as LspDiagnostic } from "vscode-languageserver/node.js";
import { diagnosticSeverity } from "./protocol.ts";
import type { FileState, Snapshot } from "./snapshot.ts";

/**
 * What the editor shows for a file, the other ends of a mismatch included. A finding in a file that is not open is shown where
 * this one has its other end: nobody would see it otherwise.
 */
export function diagnosticsOf(
  file: FileState,
  snapshot: Snapshot,
  isOpen: (uri: string) => boolean = () => true,
): LspDiagnostic[] {
  return [...ownFindings(file, snapshot), ...otherEnds(file, snapshot, isOpen)];
}

function otherEnds(file: FileState, snapshot: Snapshot, isOpen: (uri: string) => boolean): LspDiagnostic[] {
  const closed = [...snapshot.files.values()].filter(({ uri }) => !isOpen(uri));
  return closed.flatMap((other) =>
    other.diagnostics.flatMap((found) => {
      if (!found.related.some(({ path }) => path === file.path)) return [];
      const { related, span, severity, rule, message } = snapshot.clean(found);
      const here = related.find(({ path }) => path === file.path);
      if (here === undefined) return [];
      return [
        {
          range: file.lines.range(here.span),
          severity: diagnosticSeverity[severity],
          code: rule,
          source: "halint",
          message: `${other.node.name}: ${message}`,
          relatedInformation: [
            { location: { uri: other.uri, range: other.lines.range(span) }, message: "the finding is here" },
          ],
        },
      ];
    }),
  );
}

function ownFindings(file: FileState, snapshot: Snapshot): LspDiagnostic[] {
  return file.diagnostics.map((found) => {
    const diagnostic = snapshot.clean(found);
    const related = diagnostic.related.flatMap(({ path, span, message }) => {
      const other = snapshot.files.get(path);
      return other === undefined ? [] : [{ location: { uri: other.uri, range: other.lines.range(span) }, message }];
    });
    return {
      range: file.lines.range(diagnostic.span),
      severity: diagnosticSeverity[diagnostic.severity],
      code: diagnostic.rule,
      source: "halint",
      message: diagnostic.message,
      ...(related.length === 0 ? {} : { relatedInformation: related }),
    };
  });
}
