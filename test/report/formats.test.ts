import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { type Format, render } from "../../src/api/report.ts";
import { type InputFile, lint } from "../../src/index.ts";

const article: readonly InputFile[] = [
  "lb01/haproxy.cfg",
  "lb01/keepalived.conf",
  "lb02/haproxy.cfg",
  "lb02/keepalived.conf",
].map((name) => {
  const path = `fixtures/article/${name}`;
  return { path, text: readFileSync(path, "utf8") };
});

async function output(format: Format, files: readonly InputFile[] = article): Promise<string> {
  return render(lint(files), format);
}

/** Names that a naive writer would break on. */
const hostile: readonly InputFile[] = [
  { path: 'a b/50%,:"<x>&.cfg', text: "global\n bogus \u0001\u001b[31m ]]> \udc80 \u202e%0A::error::\n" },
];

describe("sarif", () => {
  const require = createRequire(import.meta.url);
  const schemaFile = require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
  const {
    $schema: _draft,
    id: _id,
    ...schema
  } = JSON.parse(readFileSync(schemaFile, "utf8")) as Record<string, unknown>;
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

  it.each([
    ["the article's cluster", article],
    ["hostile names", hostile],
    ["nothing", []],
  ])("follows the schema: %s", async (_, files) => {
    const sarif: unknown = JSON.parse(await output("sarif", files));
    validate(sarif);
    expect(validate.errors ?? []).toEqual([]);
  });

  it("has related places, fixes and the rules' help", async () => {
    const { runs } = JSON.parse(await output("sarif")) as { runs: readonly Sarif[] };
    const result = runs[0]?.results.find(({ ruleId }) => ruleId === "cluster/several-initial-masters");
    expect(result?.locations[0]?.physicalLocation.artifactLocation.uri).toBe("fixtures/article/lb02/keepalived.conf");
    expect(result?.relatedLocations?.[0]?.physicalLocation.artifactLocation.uri).toBe(
      "fixtures/article/lb01/keepalived.conf",
    );
    expect(result?.fixes?.[0]?.artifactChanges[0]?.replacements[0]?.insertedContent.text).toBe("BACKUP");
    const rule = runs[0]?.tool.driver.rules[result?.ruleIndex ?? -1];
    expect(rule?.id).toBe("cluster/several-initial-masters");
    expect(rule?.help.markdown.length).toBeGreaterThan(50);
  });

  it("refuses what is not SARIF", () => {
    expect(validate({ version: "2.1.0", runs: [{ tool: {}, results: [{ level: "fatal" }] }] })).toBe(false);
  });
});

interface Sarif {
  readonly tool: { driver: { rules: readonly { id: string; help: { markdown: string } }[] } };
  readonly results: readonly {
    ruleId: string;
    ruleIndex: number;
    locations: readonly Place[];
    relatedLocations?: readonly Place[];
    fixes?: readonly {
      artifactChanges: readonly { replacements: readonly { insertedContent: { text: string } }[] }[];
    }[];
  }[];
}
interface Place {
  readonly physicalLocation: { artifactLocation: { uri: string } };
}

describe("json", () => {
  it("is the contract", async () => {
    const json = JSON.parse(await output("json")) as { diagnostics: readonly Record<string, unknown>[] };
    expect(Object.keys(json)).toEqual(["version", "files", "diagnostics", "summary"]);
    expect(json).toMatchObject({
      version: 1,
      files: [
        { path: "fixtures/article/lb01/haproxy.cfg", language: "haproxy", node: "lb01" },
        { path: "fixtures/article/lb01/keepalived.conf", language: "keepalived", node: "lb01" },
        { path: "fixtures/article/lb02/haproxy.cfg", language: "haproxy", node: "lb02" },
        { path: "fixtures/article/lb02/keepalived.conf", language: "keepalived", node: "lb02" },
      ],
    });
    const masters = json.diagnostics.find(({ rule }) => rule === "cluster/several-initial-masters");
    const place = {
      start: { line: 26, column: 11, offset: expect.any(Number) },
      end: { line: 26, column: 17, offset: expect.any(Number) },
    };
    expect(masters).toMatchObject({
      severity: "error",
      path: "fixtures/article/lb02/keepalived.conf",
      range: place,
      related: [{ path: "fixtures/article/lb01/keepalived.conf", range: place, message: expect.any(String) }],
      fix: {
        safety: "safe",
        edits: [{ path: "fixtures/article/lb02/keepalived.conf", range: place, newText: "BACKUP" }],
      },
    });
  });

  it("is sorted by path, offset, rule", async () => {
    const { diagnostics } = JSON.parse(await output("json")) as {
      diagnostics: readonly { path: string; rule: string; range: { start: { offset: number } } }[];
    };
    const keys = diagnostics.map(({ path, rule, range }) =>
      [path, String(range.start.offset).padStart(9, "0"), rule].join("\0"),
    );
    expect(keys).toEqual([...keys].sort());
  });
});

describe("lines for other programs", () => {
  it("compact: one line each, nothing that a terminal obeys", async () => {
    const text = await output("compact", [...article, ...hostile]);
    for (const line of text.trimEnd().split("\n")) {
      expect(line).toMatch(/^.+:\d+:\d+: (?:error|warning|info): .+ \[[a-z]+\/[a-z0-9-]+\]$/u);
      expect(line).not.toMatch(/[\0-\x1f\x7f-\x9f\u202a-\u202e]/);
    }
  });

  it("github: commands stay on one line and cannot be injected", async () => {
    const text = await output("github", [...article, ...hostile]);
    for (const line of text.trimEnd().split("\n")) expect(line).toMatch(/^::(?:error|warning|notice) file=[^:]*::/);
  });

  it("gitlab: unique fingerprints that do not depend on line numbers", async () => {
    const of = async (files: readonly InputFile[]) =>
      (JSON.parse(await output("gitlab", files)) as { fingerprint: string }[]).map(({ fingerprint }) => fingerprint);
    const before = await of(article);
    expect(new Set(before).size).toBe(before.length);
    const shifted = article.map((file) => ({ ...file, text: `\n\n${file.text}` }));
    expect(new Set(await of(shifted))).toEqual(new Set(before));
  });

  it("junit: well-formed, a case for each finding and for each quiet file", async () => {
    const text = await output("junit", [...hostile, { path: "quiet.conf", text: "" }]);
    expect(text).not.toMatch(/[\0-\x08\x0b\x0c\x0e-\x1f]/);
    expect(text).toContain('<testcase name="quiet.conf" classname="quiet.conf"/>');
    const open = [...text.matchAll(/<([a-z]+)(?:\s[^<>]*[^/<>])?>/g)].map(([, name]) => name);
    const close = [...text.matchAll(/<\/([a-z]+)>/g)].map(([, name]) => name);
    expect([...open].sort()).toEqual([...close].sort());
  });
});
