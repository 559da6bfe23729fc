import { describe, expect, it } from "vitest";
import { parseHaproxy } from "../../../src/parser/haproxy/parse.ts";

const problems = (text: string) => parseHaproxy(text).problems.map(({ problem, span }) => [problem, span.start]);

describe("sections", () => {
  it("open at their keyword, indented or not, and take what follows", () => {
    const { ast } = parseHaproxy(
      "# top\n\n  global\n maxconn 1\n\tdefaults d from e\nfrontend f\n bind :80 # x\n no log\n",
    );
    expect(ast.preamble.map(({ kind }) => kind)).toEqual(["Comment"]);
    expect(
      ast.sections.map(({ type, name, from, body }) => [type, name?.value, from?.value, body.map(({ kind }) => kind)]),
    ).toEqual([
      ["global", undefined, undefined, ["Generic"]],
      ["defaults", "d", "e", []],
      ["frontend", "f", undefined, ["Bind", "Comment", "Log"]],
    ]);
  });

  it("are recognised through a slip at the start of a line, so that their lines are no strangers", () => {
    const { ast } = parseHaproxy("fronted web\n bind :80\nBackend b\n server s 1.1.1.1:80\n");
    expect(ast.sections.map(({ type, keyword }) => [type, keyword.value])).toEqual([
      ["frontend", "fronted"],
      ["backend", "Backend"],
    ]);
  });

  it("give a name to what stands in parentheses and options", () => {
    const { ast } = parseHaproxy("frontend f\n http-request set-var(txn.x) src,ipmask(24) if { ssl_fc }\n");
    const [statement] = ast.sections[0]?.body ?? [];
    expect(statement).toMatchObject({
      kind: "HttpRequest",
      actionName: "set-var",
      actionArguments: [{ value: "txn.x", start: 33, end: 38 }],
      parameters: [{ value: "src,ipmask(24)" }],
      condition: { polarity: "if", alternatives: [[{ kind: "AnonymousAcl" }]] },
    });
  });
});

describe("problems of a file", () => {
  it.each([
    ["maxconn 1\nglobal\n", [["stray-text", 0]]],
    ["maxconn 1\nmaxconn 2\n", [["stray-text", 0]]],
    ["global", [["missing-final-newline", 6]]],
    ["\ufeffglobal\n", [["bad-encoding", 0]]],
    ["global\n maxconn\u00001\n log\u0000\n", [["nul-byte", 15]]],
    [
      "global\n a\u00a0b\n c\u00a0d\n e\n f\u00a0g\n",
      [
        ["irregular-space", 9],
        ["irregular-space", 22],
      ],
    ],
    [".if 1\n.if 0\n.endif\n", [["unclosed-block", 0]]],
    [
      ".endif\n.else\n",
      [
        ["unclosed-block", 0],
        ["unclosed-block", 7],
      ],
    ],
    [
      ".if 1\n.else\n.elif 0\n.endif x\n",
      [
        ["unclosed-block", 12],
        ["stray-text", 27],
      ],
    ],
    [".if foo(\n.endif\n", [["invalid-predicate", 4]]],
    ['.if enabled ""\n.else ""\n.endif ""\n.notice ""\n', []],
    [".notice a b\n.if 1\n.notice a b\n.endif\n", [["stray-text", 10]]],
    [`global\n ${"a ".repeat(65)}\n`, [["line-too-long", 136]]],
    ["frontend f\n http-request deny if { path /x\n", [["unbalanced-brace", 33]]],
    ["frontend f\n http-request set-header X ''\n", [["empty-argument", 38]]],
    ["frontend f\n bind {{ ip }}:80\n", [["template-placeholder", 17]]],
    ["frontend f\n # {{ ip }}\n http-request deny if { path /x }\n", []],
    ["", []],
  ])("%j", (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it("says of a template that it is one", () => {
    expect(parseHaproxy("frontend f\n bind {{ ip }}:80\n").ast.isTemplate).toBe(true);
    expect(parseHaproxy("frontend f\n bind :80\n").ast.isTemplate).toBeUndefined();
  });

  it("offers a fix for odd spaces that makes the file plain", () => {
    const [problem] = parseHaproxy("global\n\u00a0maxconn\u30001\n").problems;
    expect(problem?.fix?.edits.map(({ newText }) => newText)).toEqual([" ", " "]);
  });
});

describe("what halint forgives and the program takes as it is", () => {
  it.each([
    ["frontend f\n bind :80\u00a0\n", undefined],
    ["frontend f\n\u00a0bind :80\n", undefined],
    ["frontend f\n acl a\u00a0path /x\n", undefined],
    ["frontend f\n use_backend\u00a0b\n", undefined],
    ["frontend f\n use_backend b\u00a0\n", undefined],
    ["frontend f\n acl a path /x\u00a0y\n", "warning"],
    ["frontend f\n description a\u00a0b\n", "warning"],
    ["frontend f\n bind *\uff1a80\n", undefined],
    ["frontend f\n log-format \u201ca b\u201d\n", undefined],
    ["frontend f\n description \u201cab\u201d\n", "warning"],
  ])("%j", (text, severity) => {
    const [problem] = parseHaproxy(text).problems;
    expect(problem).toBeDefined();
    expect(problem?.severity).toBe(severity);
  });
});

describe(".if branches", () => {
  it("tell their lines what has to hold", () => {
    const { ast } = parseHaproxy("global\n.if 1\n a\n.elif 2\n b\n.else\n c\n.endif\n d\n");
    const branches = ast.sections[0]?.body.flatMap((item) => (item.kind === "Generic" ? [item.branch] : []));
    expect(
      branches?.map((branch) => branch && [branch.block, branch.arm, branch.conditions.map(({ holds }) => holds)]),
    ).toEqual([[7, 0, [true]], [7, 1, [false, true]], [7, 2, [false, false]], undefined]);
  });
});
