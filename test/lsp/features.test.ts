import { describe, expect, it } from "vitest";
import { lint } from "../../src/api/lint.ts";
import { codeActionsOf } from "../../src/lsp/code-actions.ts";
import { completionsAt } from "../../src/lsp/completion.ts";
import { definitionAt, referencesAt } from "../../src/lsp/definition.ts";
import { diagnosticsOf } from "../../src/lsp/diagnostics.ts";
import { formattingOf } from "../../src/lsp/formatting.ts";
import { hoverAt } from "../../src/lsp/hover.ts";
import { parsedFile } from "../../src/lsp/parsed-file.ts";
import { linesOf } from "../../src/lsp/positions.ts";
import { type FileState, type Snapshot, snapshotOf } from "../../src/lsp/snapshot.ts";
import { symbolsOf } from "../../src/lsp/symbols.ts";
import { badHaproxy, goodHaproxy, keepalived } from "../cli/in-process.ts";

interface Opened {
  readonly file: FileState;
  readonly snapshot: Snapshot;
  /** Where `|` stands in the text. */
  readonly at: number;
}

/** Opens files; the first one's `|` is the cursor. */
function open(files: Readonly<Record<string, string>>): Opened {
  const inputs = Object.entries(files).map(([path, text]) => ({ path, text: text.replace("|", "") }));
  const parsed = new Map(inputs.map((input) => [input.path, parsedFile(input, undefined)]));
  const withTrees = inputs.map((input) => ({
    ...input,
    document: (parsed.get(input.path) ?? parsedFile(input, undefined)).document,
  }));
  const snapshot = snapshotOf([{ ...lint(withTrees), format: {} }], parsed, (path) => `file:///${path}`);
  const [path = "", text = ""] = Object.entries(files)[0] ?? [];
  const file = snapshot.files.get(path);
  if (file === undefined) throw new Error("not opened");
  const cursor = text.indexOf("|");
  return { file, snapshot, at: file.lines.offset(linesOf(file.text).range({ start: cursor, end: cursor }).start) };
}

const labels = (opened: Opened): readonly string[] => completionsAt(opened.file, opened.at).map(({ label }) => label);

describe("diagnostics", () => {
  it("of the cluster stand in both files, with the other end as a place", () => {
    const { snapshot } = open({ "lb01.conf": keepalived("MASTER", 101), "lb02.conf": keepalived("MASTER", 100) });
    const second = snapshot.files.get("lb02.conf");
    const found = second === undefined ? [] : diagnosticsOf(second, snapshot);
    expect(found.find(({ code }) => code === "cluster/several-initial-masters")).toMatchObject({
      source: "halint",
      severity: 1,
      range: { start: { line: 5, character: 10 }, end: { line: 5, character: 16 } },
      relatedInformation: [{ location: { uri: "file:///lb01.conf", range: { start: { line: 5, character: 10 } } } }],
    });
  });

  it("of a file that is not open stand at the other end", () => {
    const { file, snapshot } = open({ "lb01.conf": keepalived("MASTER", 101), "lb02.conf": keepalived("MASTER", 100) });
    const isOpen = (uri: string) => uri === "file:///lb01.conf";
    const code = "cluster/several-initial-masters";
    expect(diagnosticsOf(file, snapshot).map((one) => one.code)).not.toContain(code);
    expect(diagnosticsOf(file, snapshot, isOpen).find((one) => one.code === code)).toMatchObject({
      range: { start: { line: 5, character: 10 }, end: { line: 5, character: 16 } },
      message: expect.stringMatching(/^lb02: /),
      relatedInformation: [{ location: { uri: "file:///lb02.conf", range: { start: { line: 5, character: 10 } } } }],
    });
  });

  it("hold no secret", () => {
    const { file, snapshot } = open({ "lb01.conf": keepalived("MASTER", 101, "longer-than-eight") });
    expect(JSON.stringify(diagnosticsOf(file, snapshot))).not.toContain("longer-than-eight");
  });
});

describe("code actions", () => {
  it("are the fix, all fixes, and a comment that silences", () => {
    const { file, snapshot } = open({ "lb02.conf": keepalived("MASTER", 100), "lb01.conf": keepalived("MASTER", 101) });
    const place = { line: 5, character: 12 };
    const actions = codeActionsOf(file, { start: place, end: place }, snapshot);
    expect(actions.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["quickfix", "source.fixAll"]));
    const fix = actions.find(({ isPreferred }) => isPreferred === true);
    expect(Object.values(fix?.edit?.changes ?? {}).flat()).toMatchObject([{ newText: "BACKUP" }]);
    const silence = actions.find(({ title }) => title.startsWith("Silence cluster/several-initial-masters"));
    expect(silence?.edit?.changes).toEqual({
      "file:///lb02.conf": [
        {
          range: { start: { line: 5, character: 0 }, end: { line: 5, character: 0 } },
          newText: "    # halint-disable-next-line cluster/several-initial-masters\n",
        },
      ],
    });
  });
});

describe("hover", () => {
  const text = (opened: Opened): string => JSON.stringify(hoverAt(opened.file, opened.at)?.contents ?? "");

  it("shows how a keyword is written", () => {
    expect(
      text(open({ "a.cfg": goodHaproxy.replace("    timeout http-request", "    time|out http-request") })),
    ).toContain("timeout");
    expect(text(open({ "a.conf": keepalived("BACKUP", 100).replace("advert_int", "adv|ert_int") }))).toContain(
      "advert_int",
    );
  });

  it("shows an option inside a line", () => {
    expect(text(open({ "a.cfg": goodHaproxy.replace(":8080 check", ":8080 che|ck") }))).toContain("check");
  });

  it("shows the page of what was found there", () => {
    expect(text(open({ "a.cfg": badHaproxy.replace("bnd", "b|nd") }))).toContain("haproxy/unknown-keyword");
  });

  it("says nothing in a comment, and nothing secret", () => {
    expect(text(open({ "a.cfg": `# not|hing\n${goodHaproxy}` }))).toBe('""');
    expect(text(open({ "a.conf": keepalived("BACKUP", 100, "hun|ter22") }))).not.toContain("hunter22");
  });
});

describe("completion", () => {
  it("offers the section's keywords on an empty line", () => {
    const found = labels(open({ "a.cfg": `${goodHaproxy}    |\n` }));
    expect(found).toEqual(expect.arrayContaining(["server", "balance", "http-request", "backend"]));
  });

  it("offers what a keyword takes", () => {
    expect(labels(open({ "a.cfg": `${goodHaproxy}    balance |\n` }))).toEqual(
      expect.arrayContaining(["roundrobin", "leastconn"]),
    );
    expect(labels(open({ "a.cfg": `${goodHaproxy}    server c 192.0.2.23:80 |\n` }))).toEqual(
      expect.arrayContaining(["check", "weight", "backup"]),
    );
  });

  it("offers the names that there are", () => {
    expect(labels(open({ "a.cfg": goodHaproxy.replace("default_backend app", "default_backend |") }))).toContain("app");
  });

  it("offers a block's keywords", () => {
    const found = labels(open({ "a.conf": keepalived("BACKUP", 100).replace("    advert_int 1\n", "    |\n") }));
    expect(found).toEqual(expect.arrayContaining(["advert_int", "nopreempt", "virtual_ipaddress"]));
    expect(found).not.toContain("vrrp_instance");
  });
});

describe("names", () => {
  it("lead from a use to the definition and to all uses", () => {
    const { file, snapshot, at } = open({
      "a.cfg": goodHaproxy.replace("default_backend app", "default_backend a|pp"),
    });
    const [definition] = definitionAt(file, at, snapshot);
    expect(definition).toMatchObject({ uri: "file:///a.cfg", range: { start: { line: 13 } } });
    expect(referencesAt(file, at, snapshot, true)).toHaveLength(2);
    expect(referencesAt(file, at, snapshot, false)).toHaveLength(1);
  });

  it("work for keepalived's scripts", () => {
    const text = "vrrp_script chk {\n script /bin/true\n}\nvrrp_instance a {\n track_script {\n  c|hk\n }\n}\n";
    const { file, snapshot, at } = open({ "a.conf": text });
    expect(definitionAt(file, at, snapshot)).toMatchObject([{ range: { start: { line: 0, character: 12 } } }]);
  });
});

it("the outline has sections with what is named in them", () => {
  const symbols = symbolsOf(open({ "a.cfg": goodHaproxy }).file);
  expect(symbols.map(({ name }) => name)).toEqual(["global", "defaults", "frontend web", "backend app"]);
  expect(symbols[3]?.children?.map(({ name }) => name)).toEqual(["a", "b"]);
  const blocks = symbolsOf(open({ "a.conf": keepalived("BACKUP", 100) }).file);
  expect(blocks.map(({ name }) => name)).toEqual(["global_defs", "vrrp_instance web"]);
  expect(blocks[1]?.children?.map(({ name }) => name)).toEqual(["authentication", "virtual_ipaddress"]);
});

it("formatting changes only gaps", () => {
  const { file } = open({ "a.cfg": "global\nmaxconn    10\n" });
  const edits = formattingOf(file, { tabSize: 2, insertSpaces: true });
  expect(edits.length).toBeGreaterThan(0);
  for (const { newText } of edits) expect(newText.trim()).toBe("");
});

it("every feature survives every place of broken files", () => {
  for (const [name, text] of [
    ["a.cfg", "frontend\n bind :80 ssl\n acl\n use_backend x if {\n \\\n'\nbackend"],
    ["a.conf", 'vrrp_instance a {\n track_script {\n $X=\\\n @a\n }\n}\n}\n~SEQ(\n"auth_pass'],
  ] as const) {
    const { file, snapshot } = open({ [name]: text });
    for (let at = 0; at <= text.length; at++) {
      hoverAt(file, at);
      completionsAt(file, at);
      definitionAt(file, at, snapshot);
    }
    symbolsOf(file);
    formattingOf(file, { tabSize: 4, insertSpaces: false });
  }
});
