import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KeepalivedDocument } from "../../../src/model/document.ts";
import type { EffectiveStatement } from "../../../src/model/keepalived/effective.ts";
import { readEffective } from "../../../src/model/keepalived/read-effective.ts";
import { parseKeepalived } from "../../../src/parser/keepalived/parse.ts";
import { createSource } from "../../../src/text/source.ts";

const document = (path: string, text: string, context?: string): KeepalivedDocument => ({
  language: "keepalived",
  source: createSource(path, text),
  ...parseKeepalived(text, context === undefined ? {} : { context }),
});
const parsers = {
  keepalived: document,
  haproxy: () => {
    throw new Error("not asked for");
  },
};

function read(texts: Readonly<Record<string, string>>, node = "lb01", version?: string) {
  const [first = ""] = Object.keys(texts);
  const files = {
    read: (path: string) => {
      const text = texts[path];
      return text === undefined ? { error: "missing" as const } : { text };
    },
    glob: (pattern: string, folder: string) => {
      const full = pattern.startsWith("/") || folder === "." ? pattern : `${folder}/${pattern}`;
      const expression = new RegExp(`^${full.replaceAll(".", "\\.").replaceAll("*", "[^/]*")}$`);
      return Object.keys(texts)
        .filter((path) => expression.test(path))
        .map((path) => (folder === "." || pattern.startsWith("/") ? path : path.slice(folder.length + 1)));
    },
  };
  return readEffective([document(first, texts[first] ?? "")], { node, files, parsers, version });
}

const show = (statements: readonly EffectiveStatement[]): string =>
  statements
    .map((one) => {
      const words = [one.keyword, ...one.args].map((word) => word.value + (word.unknown ? "?" : "")).join(" ");
      return one.body === undefined ? words : `${words}{${show(one.body)}}`;
    })
    .join("; ");
const of = (text: string, node?: string) => show(read({ "a.conf": text }, node).statements);
const problems = (texts: Readonly<Record<string, string>>) =>
  read(texts).problems.map((one) => `${one.problem} ${one.place.path}:${one.place.span.start}`);

describe("definitions", () => {
  it.each([
    ["$A=1\nx ${A} $A", "x 1 1"],
    ['$A=1\nx $A/24 x$A "$A b ${A}"', "x 1/24 x1 1 b 1".replace("1/24 x1", "$A/24 x1")],
    ["$A=1\nx $A,$A)", "x 1,1)"],
    ["$B=y $A\n$D= \\\n$A=1 \\\n$B \\\n$A=2 \\\n$B\n$D", "y 1; y 2"],
    ["$B=${A}\n$A=1\nx $B\n$A=2\nx $B", "x 1; x 2"],
    ["$A=1 2 # c\nx $A", "x 1 2"],
    ["$A = 1\nx", "$A = 1; x"],
    ["$A=vrrp_instance X { \\\n state MASTER \\\n\n $A\n}", "vrrp_instance X{state MASTER}"],
    [
      "$A= \\\n  state MASTER \\\n  # c\n  priority 5\nvrrp_instance X {\n$A\n}",
      "vrrp_instance X{state MASTER; priority 5}",
    ],
    ["x ${_HASH}y z", "x"],
    ['x "${_HASH}y" z', "x #y z"],
    ["x ${_INSTANCE}", "x lb01"],
    ["x ${_ENV HOME} ${_RANDOM 1 5}", "x _? 0?"],
    ["$A=a${A}\nx ${A}", "x"],
  ])("%j", (text, expected) => {
    const found = of(text);
    if (expected === "x") expect(found.startsWith("x")).toBe(true);
    else expect(found).toBe(expected);
  });

  it("point at their use, or at the definition's own lines", () => {
    const text = "$A=10\n$B= \\\n state MASTER\nvrrp_instance X {\n priority $A\n $B\n}";
    const [instance] = read({ "a.conf": text }).statements;
    const places = instance?.body?.map((one) => {
      const word = one.args[0];
      return [text.slice(word?.place.span.start, word?.place.span.end), word?.expanded];
    });
    expect(places).toEqual([
      ["$A", true],
      ["MASTER", true],
    ]);
    expect(text.slice(instance?.place.span.start, instance?.place.span.end)).toMatch(/^vrrp_instance[\s\S]*\}$/);
  });

  it("report what is not defined where its braces do harm", () => {
    expect(problems({ "a.conf": "x ${A}" })).toEqual(["undefined-definition a.conf:2"]);
    expect(problems({ "a.conf": "interface $LAN_IF\nvirtu$al x" })).toEqual([
      "undefined-definition a.conf:10",
      "undefined-definition a.conf:23",
    ]);
    expect(problems({ "a.conf": 'x "${A}" $a\nauth_pass $SECRET\nauth_pass a$b\nx $1' })).toEqual([]);
  });
});

describe("conditions", () => {
  it("keep the lines of this node", () => {
    const text = "vrrp_instance X {\n@lb01 state MASTER\n@^lb01 state BACKUP\n@ x\n@lb01\n}";
    expect(of(text)).toBe("vrrp_instance X{state MASTER}");
    expect(of(text, "lb02")).toBe("vrrp_instance X{state BACKUP}");
    expect(of("@a vrrp_instance X {\n@b vrrp_instance Y {\n state MASTER\n}", "b")).toBe(
      "vrrp_instance Y{state MASTER}",
    );
    expect(of("@a $P=1\n@b $P=2\nx $P", "b")).toBe("x 2");
  });
});

describe("what a definition brings to the start of a line", () => {
  const shown = (text: string, version: string) => {
    const found = read({ "a.conf": text }, "lb01", version);
    return [show(found.statements), ...found.problems.map(({ problem }) => problem)];
  };
  // keepalived 2.2.7 drops it, cuts it or crashes; 2.4.3: Unknown keyword '@lb01'.
  it.each([
    ["$X=@lb02 x 1\n$X", ["y"], ["y", "misplaced-condition"]],
    ["$X=@lb01 x 1\n$X", ["x 1; y", "misplaced-condition"], ["y", "misplaced-condition"]],
    ["$LONGER=@^lb02\n${LONGER} x 1", ["x 1; y"], ["y", "misplaced-condition"]],
    ["$X=z \\\n@lb01 x 1 \\\n@lb02 x 2\n$X", ["z; x 1; y"], ["z; x 1; y"]],
    ["$X=lb01\n@${X} x 1", ["y"], ["y"]],
    ["@lb01 @lb01 x 1\n@lb02 @lb01 x 1", ["y", "misplaced-condition"], ["y", "misplaced-condition"]],
  ])("%j", (text, before, now) => {
    expect(shown(`${text}\ny`, "2.2.7")).toEqual(before);
    expect(shown(`${text}\ny`, "2.4")).toEqual(now);
  });
});

describe("a definition with comments", () => {
  const shown = (text: string, version: string) => show(read({ "a.conf": text }, "lb01", version).statements);
  // keepalived 2.2.7 keeps a comment's last backslash, 2.4.3 ends the definition there.
  it.each([
    ["$A= \\\nx 1 # one \\\nz 2\n\n$A", "x 1; z 2", "z 2; x 1"],
    ["$A=x 1 # one \\\nz 2\n$A", "x 1; z 2", "z 2; x 1"],
    ["$A= \\\nx 1 # C:\\\\\nz 2\n$A", "z 2; x 1", "z 2; x 1"],
    ["$A= \\\nx 1 \\\n# two \\\n# three\nz 2\n$A", "x 1; z 2", "x 1; z 2"],
  ])("%j", (text, before, now) => {
    expect(shown(text, "2.2.7")).toBe(before);
    expect(shown(text, "2.4")).toBe(now);
  });
});

describe("a definition that stands for itself", () => {
  const faults = (text: string) => read({ "a.conf": text }).problems.map((one) => `${one.problem} ${one.severity}`);
  // keepalived 2.2.7 and 2.4.3 never end where nothing grows.
  it.each([
    ["$X=$X\nx $X\ny", "y", "definition-of-itself undefined"],
    ["$A=$B\n$B=$A\nx $A\ny", "y", "definition-of-itself undefined"],
    ["$X= \\\nz \\\n$X\n$X\ny", "z; y", "definition-of-itself undefined"],
    ["$X=$X a\nx $X", "x $X a", "definition-of-itself warning"],
    ["$X=1\n$X=${X}0\nx ${X}", undefined, "definition-of-itself undefined"],
    ['$X=1\n$X=${X}0\nx "${X}"', undefined, "definition-of-itself warning"],
  ])("%j", (text, statements, fault) => {
    expect(faults(text)).toEqual([fault]);
    if (statements !== undefined) expect(of(text)).toBe(statements);
  });
});

describe("repetitions", () => {
  it.each([
    ["~SEQ(A, 1, 3) x $A", "x 1; x 2; x 3"],
    ["~SEQ(A, 3) x $A", "x 1; x 2; x 3"],
    // Any character parts the name from the numbers (keepalived 2.2.7 and 2.4.3).
    ["~SEQ(A 1 3) x $A", "x 1; x 2; x 3"],
    ["~SEQ(A =3) x $A", "x 1; x 2; x 3"],
    ["~SEQ(A, 3, -1, 1) x $A", "x 3; x 2; x 1"],
    ["~SEQx(A, 9, 11) x ${A}y", "x 9y; x ay; x by"],
    ["~SEQ(A, 1, 2) ~SEQ(B, 1, 2) x $A ${B}", "x 1 1; x 1 2; x 2 1; x 2 2"],
    ["~LST(A, a, b) x $A", "x a; x b"],
    ["~LST({A,B},{a,1},{b}) x ${A}-${B}.", "x a-1.; x b-."],
    ["$N=2\n~SEQ(A, $N) x $A", "x 1; x 2"],
    // The value is a repetition first: what it repeats is looked up in each round.
    ["$L= \\\n x $A \\\n y $A\n$R=~SEQ(A, 1, 2) $L\n$R", "x 1; y 1; x 2; y 2"],
    ["$L=z $A\n$R=~LST(A, a, b) $L\n$R", "z a; z b"],
  ])("%j", (text, expected) => {
    expect(of(text)).toBe(expected);
  });

  it("may stand in a definition up to 2.3; keepalived 2.4.3 does not know `~SEQ(A,` then", () => {
    const texts = { "a.conf": "$R=~SEQ(A, 1, 2) x $A\n$R\n$Z=z\n~LST(B, a, b) $Z" };
    const shown = (version: string) => {
      const { statements, problems: found } = read(texts, "lb01", version);
      return [show(statements), ...found.map(({ problem, place }) => `${problem} ${place.path}:${place.span.start}`)];
    };
    expect(shown("2.3.4")).toEqual(["x 1; x 2; z; z"]);
    expect(shown("2.4.3")).toEqual(["z; z", "invalid-repetition a.conf:22"]);
    expect(shown("2.4")).toEqual(["z; z", "invalid-repetition a.conf:22"]);
  });

  it("take no value with blanks, in quotes or not", () => {
    expect(problems({ "a.conf": '~LST(A, "a b", c) x $A\n~LST(A, "a", c) y $A' })).toEqual([
      "invalid-repetition a.conf:0",
    ]);
  });

  it("are read before a brace alone", () => {
    expect(problems({ "a.conf": "a {\n x\n~SEQ(A, 1, 0, 3) }" })).toContain("invalid-repetition a.conf:7");
    expect(problems({ "a.conf": "global_defs {\n router_id x\n@lb02 }" })).toEqual([
      expect.stringContaining("unbalanced-brace"),
    ]);
  });

  it("are dropped where they cannot be read", () => {
    expect(problems({ "a.conf": "~SEQ(A, 1, 0, 3) x $A\n~SEQ x" })).toEqual([
      "invalid-repetition a.conf:0",
      "invalid-repetition a.conf:22",
    ]);
  });
});

describe("includes", () => {
  it("are read in place, relative to the including file", () => {
    const texts = {
      "etc/a.conf": "include sub/*.conf\nvrrp_instance X {\n include vips\n}",
      "etc/sub/1.conf": "global_defs {\n include ../r\n}",
      "etc/r": "router_id a",
      "etc/vips": "virtual_ipaddress {\n 10.0.0.1\n}",
    };
    const found = read(texts);
    expect(show(found.statements)).toBe("global_defs{router_id a}; vrrp_instance X{virtual_ipaddress{10.0.0.1}}");
    expect(found.problems).toEqual([]);
    expect(found.included.map((one) => [one.source.path, one.ast.context])).toEqual([
      ["etc/sub/1.conf", undefined],
      ["etc/r", "global_defs"],
      ["etc/vips", "vrrp_instance"],
    ]);
    const address = found.statements[1]?.body?.[0]?.body?.[0];
    expect(address?.keyword.place).toEqual({ path: "etc/vips", span: { start: 21, end: 29 } });
  });

  it("work inside lists, with braces and definitions", () => {
    const texts = {
      "a.conf": "$D=x\nvirtual_server_group G {\n include {$D,${D}2}\n}",
      x: "1.1.1.1 80",
      x2: "2.2.2.2 80",
    };
    expect(show(read(texts).statements)).toBe("virtual_server_group G{1.1.1.1 80; 2.2.2.2 80}");
    expect(read(texts).included.map((one) => one.ast.items[0]?.kind)).toEqual(["Entry", "Entry"]);
  });

  it("tell what is missing and what goes in circles", () => {
    expect(problems({ "a.conf": "include b\ninclude c*\ninclude d", d: "include a.conf" })).toEqual([
      "include-matches-nothing a.conf:8",
      "include-matches-nothing a.conf:18",
      "include-cycle d:8",
    ]);
  });

  it("may have braces without end", () => {
    const endless = "{x}".repeat(10_000);
    expect(problems({ "a.conf": `include ${endless}\n`, x: "" })).toEqual(["include-matches-nothing a.conf:8"]);
  });
});

describe("include_check", () => {
  const messages = (texts: Readonly<Record<string, string>>) => read(texts).problems.map(({ message }) => message);
  const lax = "`b` does not exist: keepalived goes on without it";
  const strict = "`b` does not exist: keepalived refuses to start";

  it.each([
    ["include b", lax],
    ["global_defs {\n include_check\n}\ninclude b", strict],
    ["global_defs {\n include_check match -match -read\n}\ninclude b", lax],
    ["include c\ninclude b", lax],
  ])("%j", (text, expected) => {
    expect(messages({ "a.conf": text, c: "global_defs {\n include_check read\n}" })).toEqual([expected]);
  });
});

describe("an include without a file", () => {
  it("is a word like any other", () => {
    expect(of("$A=1\ninclude\ninclude # later\nx $A")).toBe("include; include; x 1");
  });
});

describe("text that multiplies itself", () => {
  it("leaves out whole blocks, not parts of them", () => {
    const { statements, problems } = read({
      "a.conf":
        "$S= \\\nvrrp_script s$A { \\\n  script /bin/true \\\n  interval 2 \\\n}\n~SEQ(A,1,2000) ~SEQ(B,1,3) $S\n",
    });
    expect(problems).toEqual([]);
    expect(statements.length).toBeGreaterThan(1000);
    expect(statements.every(({ body }) => body?.length === 2)).toBe(true);
  });

  it.each([
    "~SEQ(A,1,300)~SEQ(A,1,300)~SEQ(A,1,300)x $A",
    "~SEQ(A,1,300)~SEQ(A,1,300)~SEQ(A,1,300)~SEQ(A,1,300)",
    `$A=x\${A}\${A}\n${"y ${A}\n".repeat(300)}`,
    "$A= \\\n$A \\\n$A\n$A\n$A",
    "$A=~SEQ(B,1,300) $A\n$A",
    `x \${A${" ".repeat(100_000)}`,
  ])("stops: %#", (text) => {
    expect(read({ "a.conf": text }).statements.length).toBeLessThan(20_000);
  });
});

describe("any text", () => {
  const piece = fc.constantFrom(
    "$A=",
    "$A",
    "${A}",
    "\\\n",
    "~SEQ(A,1,300)",
    "~LST({A},{1},2)",
    "@lb01 ",
    "include a.conf",
    "\n",
    " ",
    "{",
    "}",
    '"',
    "#",
    "x",
  );
  it("is read without a throw and without end", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (parts) => {
        const text = parts.join("");
        for (const one of read({ "a.conf": text }).problems)
          expect(one.place.span.end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1000 },
    );
  });
});
