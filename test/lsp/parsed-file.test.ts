import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lint } from "../../src/api/lint.ts";
import { registry } from "../../src/lint/generated/registry.ts";
import { SectionMemory } from "../../src/lint/memory.ts";
import { type ParsedFile, parsedFile } from "../../src/lsp/parsed-file.ts";
import { linesOf } from "../../src/lsp/positions.ts";
import { secretsOf } from "../../src/lsp/secrets.ts";
import { secretsInText } from "../../src/model/secrets.ts";
import type { Diagnostic } from "../../src/text/diagnostic.ts";
import type { Span } from "../../src/text/span.ts";

const path = "/etc/haproxy/haproxy.cfg";

function shown(diagnostics: readonly Diagnostic[], { lines }: Pick<ParsedFile, "lines">) {
  return diagnostics.map(({ rule, severity, message, span, related, fix }) => ({
    rule,
    severity,
    message,
    range: lines.range(span),
    related: related.map((other) => ({ message: other.message, range: lines.range(other.span) })),
    edits: fix?.edits.map((edit) => ({ range: lines.range(edit.span), newText: edit.newText })),
  }));
}

const asWhole = (text: string) => shown(lint([{ path, text }]).diagnostics, { lines: linesOf(text) });
const hidden = (spans: readonly Span[], { lines }: Pick<ParsedFile, "lines">) => spans.map((span) => lines.range(span));

const inPieces = (text: string, file: ParsedFile, memory: SectionMemory) =>
  shown(lint([{ path, text, document: file.document }], { memory }).diagnostics, file);

/** Every haproxy example of every rule: all of what rules find, and of what they read. */
const examples = registry.flatMap(({ examples }) =>
  examples().flatMap(({ files }) =>
    Object.entries(files).flatMap(([name, text]) => (/\.cfg$/.test(name) ? [text] : [])),
  ),
);

const start = "# a comment\nglobal\n\tlog 127.0.0.1 local0\n\ndefaults\n  mode http\n  timeout connect 5s\n";

/** One edit: where from, how far, and what is written there, all as parts of the text that it meets. */
const edit = fc.record({
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(300)),
  newText: fc.oneof(
    fc.constantFrom(
      "",
      "#",
      " ",
      "\n",
      "x",
      "\r\n",
      "\r",
      "\u2028",
      "\u00a0",
      "\u201c",
      "\0",
      "{{ a }}",
      "defaults\n",
      "\nbackend app\n",
    ),
    fc.constantFrom(".if defined(A)\n", ".endif\n", " ".repeat(300), ...examples),
  ),
});

describe("a haproxy file that is edited", () => {
  it("is read as it would be from the beginning", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...examples),
        fc.constantFrom(...examples),
        fc.array(edit, { maxLength: 12 }),
        (one, other, edits) => {
          let text = `${start}${one}\n${other}`;
          const memory = new SectionMemory();
          let file = parsedFile({ path, text }, undefined);
          expect(inPieces(text, file, memory)).toEqual(asWhole(text));
          for (const { from, length, newText } of edits) {
            const at = Math.floor(from * text.length);
            text = text.slice(0, at) + newText + text.slice(at + length);
            file = parsedFile({ path, text }, file);
            expect(inPieces(text, file, memory)).toEqual(asWhole(text));
            expect(hidden(secretsOf(file), file)).toEqual(hidden(secretsInText(text), { lines: linesOf(text) }));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("keeps the nodes of the sections that the edit leaves alone", () => {
    const text = `${start}backend a\n  server a 192.0.2.1:80\nbackend b\n  server b 192.0.2.2:80\n`;
    const before = parsedFile({ path, text }, undefined);
    const after = parsedFile({ path, text: text.replace("server a ", "server first ") }, before);
    const sections = ({ document }: ParsedFile) => (document.language === "haproxy" ? document.ast.sections : []);
    const kept = sections(after).map((section, at) => section === sections(before)[at]);
    expect(kept).toEqual([true, true, false, true]);
  });
});
