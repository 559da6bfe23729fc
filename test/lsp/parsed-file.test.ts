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

type Lines = Pick<ParsedFile, "lines">;

function shown(diagnostics: readonly Diagnostic[], { lines }: Lines) {
  return diagnostics.map(({ rule, severity, message, span, related, fix }) => ({
    rule,
    severity,
    message,
    range: lines.range(span),
    related: related.map((other) => ({ message: other.message, range: lines.range(other.span) })),
    edits: fix?.edits.map((edit) => ({ range: lines.range(edit.span), newText: edit.newText })),
  }));
}

const hidden = (spans: readonly Span[], { lines }: Lines) => spans.map((span) => lines.range(span));

/** What is found in a text that is read from the beginning, and where its secrets are. */
function asWhole(path: string, text: string) {
  const lines = { lines: linesOf(text) };
  return { found: shown(lint([{ path, text }]).diagnostics, lines), secrets: hidden(secretsInText(text), lines) };
}

function inPieces(path: string, file: ParsedFile, memory: SectionMemory) {
  const { text, document } = file;
  memory.startRun();
  return {
    found: shown(lint([{ path, text, document }], { memory }).diagnostics, file),
    secrets: hidden(secretsOf(file), file),
  };
}

/** The examples of every rule in one of the languages: all of what rules find, and of what they read. */
const examplesIn = (extension: string) =>
  registry.flatMap(({ examples }) =>
    examples().flatMap(({ files }) =>
      Object.entries(files).flatMap(([name, text]) => (name.endsWith(extension) ? [text] : [])),
    ),
  );

const pasted = ["", "#", " ", "\n", "x", "\r\n", "\r", "\u2028", "\u00a0", "\u201c", "\0", "{{ a }}", " ".repeat(300)];

const languages = [
  {
    path: "/etc/haproxy/haproxy.cfg",
    start: "# a comment\nglobal\n\tlog 127.0.0.1 local0\n\ndefaults\n  mode http\n  timeout connect 5s\n",
    examples: examplesIn(".cfg"),
    typed: ["defaults\n", "\nbackend app\n", ".if defined(A)\n", ".endif\n", "  stats auth admin:secret\n"],
  },
  {
    path: "/etc/keepalived/keepalived.conf",
    start: "! a comment\nglobal_defs {\n  router_id lb\n}\n",
    examples: examplesIn(".conf"),
    typed: ["{", "}\n", "$A=b\n", "@lb01 ", "include x\n", '"', "auth_pass secret\n", "vrrp_instance a {\n"],
  },
];

/** One edit: where from, how far, and what is written there, all as parts of the text that it meets. */
const editWith = (texts: readonly string[], examples: readonly string[]) =>
  fc.record({
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(300)),
    newText: fc.oneof(fc.constantFrom(...texts), fc.constantFrom(...texts, ...examples)),
  });

describe.each(languages)("$path that is edited", ({ path, start, examples, typed }) => {
  it("is read as it would be from the beginning", () => {
    const example = fc.constantFrom(...examples);
    const edits = fc.array(editWith([...pasted, ...typed], examples), { maxLength: 12 });
    fc.assert(
      fc.property(example, example, edits, (one, other, all) => {
        let text = `${start}${one}\n${other}`;
        const memory = new SectionMemory();
        let file = parsedFile({ path, text }, undefined);
        expect(inPieces(path, file, memory)).toEqual(asWhole(path, text));
        for (const { from, length, newText } of all) {
          const at = Math.floor(from * text.length);
          text = text.slice(0, at) + newText + text.slice(at + length);
          file = parsedFile({ path, text }, file);
          expect(inPieces(path, file, memory)).toEqual(asWhole(path, text));
        }
      }),
      { numRuns: 60 },
    );
  });
});

it("global sections are judged in their order, the new one among them", () => {
  const path = "haproxy.cfg";
  const text = "global\n  maxconn 10\nbackend app\n  server a 192.0.2.1:80\nglobal\n  maxconn 20\n";
  const memory = new SectionMemory();
  const before = parsedFile({ path, text }, undefined);
  inPieces(path, before, memory);
  const edited = `frontend web\n  bind :80\nglobal\n  maxconn 30\n${text}`;
  const { found } = inPieces(path, parsedFile({ path, text: edited }, before), memory);
  expect(found).toEqual(asWhole(path, edited).found);
});

it("a section is judged for each version that it is read by", () => {
  const path = "haproxy.cfg";
  const text = "global\nfrontend a\n  mode http\n  bind :80\n  http-request set-retries 3\n";
  const { document } = parsedFile({ path, text }, undefined);
  const memory = new SectionMemory();
  const found = ["2.4", "3.4"].map((haproxy) => {
    const { diagnostics } = lint([{ path, text, document }], { memory, targets: { haproxy } });
    return diagnostics.some(({ rule }) => rule === "haproxy/keyword-newer-than-target");
  });
  expect(found).toEqual([true, false]);
});

describe("what an edit leaves alone keeps its nodes", () => {
  const nodesOf = ({ document: { language, ast } }: ParsedFile): readonly unknown[] =>
    language === "haproxy" ? ast.sections : ast.items;

  it.each([
    ["haproxy.cfg", "global\nbackend a\n  server a 192.0.2.1:80\nbackend b\n  server b 192.0.2.2:80\n", "server a "],
    [
      "keepalived.conf",
      "global_defs {\n}\nvrrp_script a {\n interval 1\n}\nvrrp_script b {\n interval 2\n}\n",
      "val 1",
    ],
  ])("%s", (path, text, edited) => {
    const before = parsedFile({ path, text }, undefined);
    const after = parsedFile({ path, text: text.replace(edited, `${edited}0 `) }, before);
    expect(nodesOf(after).map((node, at) => node === nodesOf(before)[at])).toEqual([true, false, true]);
  });
});
