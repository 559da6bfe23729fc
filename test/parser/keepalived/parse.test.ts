import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { textSpans, visitItems, wordsOf } from "../../../src/ast/keepalived/visit.ts";
import { KeepalivedParser } from "../../../src/parser/keepalived/grammar.ts";
import { parseKeepalived } from "../../../src/parser/keepalived/parse.ts";
import { decodeBytes } from "../../../src/text/source.ts";

/** A tree in one line of text: `keyword arg{child; child}`. */
function outline(text: string): string {
  const show = (items: ReturnType<typeof parseKeepalived>["ast"]["items"]): string =>
    items
      .filter((item) => item.kind !== "Comment")
      .map((item) => {
        const prefix =
          ("condition" in item && item.condition ? `@${item.condition.negated ? "^" : ""}${item.condition.id} ` : "") +
          ("repetitions" in item && item.repetitions
            ? item.repetitions.map((one) => `~${one.form}(${one.text}) `).join("")
            : "");
        const words = wordsOf(item).map((word) => (word.quoted ? JSON.stringify(word.value) : word.value));
        if (item.kind === "Definition") return `${prefix}$${item.name.value}=${item.text}`;
        const head =
          item.kind === "Bad"
            ? `BAD ${words.join(" ")}`
            : item.kind === "Entry"
              ? `- ${words.join(" ")}`
              : words.join(" ");
        return prefix + head + ("body" in item ? `{${show(item.body)}}` : "");
      })
      .join("; ");
  return show(parseKeepalived(text).ast.items);
}
const problems = (text: string) => parseKeepalived(text).problems.map((one) => `${one.problem}@${one.span.start}`);

function checkInvariants(text: string): void {
  const { ast, problems: found } = parseKeepalived(text);
  let at = 0;
  for (const span of textSpans(ast)) {
    if (span.start < at || span.end > text.length) throw new Error(`overlap at ${span.start}`);
    const gap = text.slice(at, span.start);
    if (!/^[\s{}$=\u200b-\u200d\u2060\u180e\u0085\uff5b\uff5d]*$/.test(gap))
      throw new Error(`lost text ${JSON.stringify(gap)} before ${span.start}`);
    at = span.end;
  }
  if (!/^[\s{}=\u200b-\u200d\u2060\u180e\u0085\uff5b\uff5d]*$/.test(text.slice(at)))
    throw new Error(`lost ${JSON.stringify(text.slice(at))}`);
  visitItems(ast, (item) => {
    if (item.start > item.end || item.start < 0 || item.end > text.length) throw new Error("bad span");
  });
  for (const one of found)
    if (one.span.end > text.length || one.span.start > one.span.end) throw new Error("bad problem");
}

describe("a line that starts with an escape", () => {
  // keepalived 2.2.7 and 2.4.3: Segmentation fault; behind a condition or a word it is a comment.
  it.each([
    ["vrrp_instance A {\n \\! priority 5\n}", ["stray-text@19"]],
    ["vrrp_instance A {\n @a \\! priority 5\n}", []],
    ["vrrp_instance A {\n priority 5 \\! x\n}", []],
    ["vrrp_instance A {\n \\# priority 5\n}", []],
  ])("%j", (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });
});

describe("words", () => {
  it.each([
    ["a b c", "a b c"],
    ["auth_pass abc#def", "auth_pass abc"],
    ["auth_pass abc!def", "auth_pass abc"],
    ['auth_pass "abc#def"', 'auth_pass "abc#def"'],
    ['state"BACKUP"', 'state "BACKUP"'],
    ['x ""', 'x ""'],
    ["x 'a b'", "x 'a b'"],
    ["x a\\#b", "x a"],
    // keepalived 2.2.7 and 2.4.3: "Invalid value 'on#x' for global smtp_alert".
    ["global_defs {\nsmtp_alert on\\#x\n}\nx a\\#b", "global_defs{smtp_alert on#x}; x a"],
    ["global_defs {\nnotification_email {\na\\!b c\n}\n}", "global_defs{notification_email{- a!b c}}"],
    ["// note", "// note"],
    ["x 30;", "x 30;"],
    ["a\fb\vc\rd\r\n", "a b c d"],
    ['x "a { b }" c', 'x "a { b }" c'],
    ["state BACKUP interface eth0", "state BACKUP interface eth0"],
    ["x \\", "x\\"],
  ])("%j", (text, expected) => {
    expect(outline(text)).toBe(expected);
    expect(problems(text)).toEqual([]);
  });

  it("reads a command's line with its own quotes", () => {
    expect(outline('vrrp_script a {\n script "sh -c \\"x y\\""\n}')).toBe(
      'vrrp_script a{script "sh -c "x y""}'.replace('"sh -c "x y""', JSON.stringify('sh -c "x y"')),
    );
    expect(outline("vrrp_script a {\n script 'a b'\n}")).toBe('vrrp_script a{script "a b"}');
  });

  it("sees the definitions that a word uses", () => {
    const names = (text: string) => {
      const item = parseKeepalived(text).ast.items[0];
      return item && "args" in item ? item.args.flatMap((word) => word.variables?.map((one) => one.name) ?? []) : [];
    };
    expect(names("x ${A}/24")).toEqual(["A"]);
    expect(names("x $A")).toEqual(["A"]);
    expect(names("x $A/24")).toEqual([]);
    expect(names('x "$A ${B}"')).toEqual(["A", "B"]);
    expect(names("x ${_RANDOM 1 5}")).toEqual(["_RANDOM"]);
    expect(outline("x ${_RANDOM 1 5} y")).toBe("x ${_RANDOM 1 5} y");
  });
});

describe("structure", () => {
  it.each([
    ["vrrp_instance X{\nstate MASTER\n}", "vrrp_instance X{state MASTER}"],
    ["vrrp_instance X\n\n# c\n{\nstate MASTER\n}", "vrrp_instance X{state MASTER}"],
    ["vrrp_instance X { virtual_ipaddress { 192.0.2.1/24 } }", "vrrp_instance X{virtual_ipaddress{- 192.0.2.1/24}}"],
    ["vrrp_instance X {\n track_script {\n a weight 2\n b\n }\n}", "vrrp_instance X{track_script{- a weight 2; - b}}"],
    ["track_file a {\n file /x\n}", "track_file a{file /x}"],
    ["unheard_of { a b\n c { d } }", "unheard_of{a b; c{d}}"],
    ["virtual_server_group G {\n 192.0.2.1 80\n}", "virtual_server_group G{- 192.0.2.1 80}"],
    ["include /etc/keepalived/conf.d/*.{conf,inc} # all\n", "include /etc/keepalived/conf.d/*.{conf,inc}"],
    ["includem x\nincludes y", "includem x; includes y"],
    ["$A=1 2 # c\nx $A", "$A=1 2; x $A"],
    ["$A=x { \\\n  y 1\\\n }\n$A", "$A=x { \\\n  y 1\\\n }; $A"],
    ["$A=x \\\n\ny 1", "$A=x \\; y 1"],
    ["@lb01 state MASTER\n@^lb01 state BACKUP", "@lb01 state MASTER; @^lb01 state BACKUP"],
    ["@lb01", "@lb01"],
    [
      "vrrp_instance X {\n virtual_ipaddress {\n ~SEQ(A, 1, 3) 192.0.2.$A\n }\n}",
      "vrrp_instance X{virtual_ipaddress{~SEQ(A, 1, 3) - 192.0.2.$A}}",
    ],
    ["~LST({X,Y},{a,1},{b,2}) x ${X} ${Y}", "~LST({X,Y},{a,1},{b,2}) x ${X} ${Y}"],
  ])("%j", (text, expected) => {
    expect(outline(text)).toBe(expected);
    expect(problems(text)).toEqual([]);
  });
});

describe("recovery", () => {
  it.each([
    ["vrrp_instance X {\n state MASTER\n", "vrrp_instance X{state MASTER}", ["unbalanced-brace@16"]],
    [
      "global_defs {\n router_id a\n}\n}\nvrrp_instance X {\n}",
      "global_defs{router_id a}; BAD ; vrrp_instance X{}",
      ["unbalanced-brace@29"],
    ],
    [
      "vrrp_instance X {\n state MASTER\n\nvrrp_instance Y {\n state BACKUP\n}\n",
      "vrrp_instance X{state MASTER}; vrrp_instance Y{state BACKUP}",
      ["unbalanced-brace@16"],
    ],
    [
      "vrrp_instance X {\n virtual_ipaddress {\n 192.0.2.1\n\n track_script {\n a\n }\n}\n",
      "vrrp_instance X{virtual_ipaddress{- 192.0.2.1}; track_script{- a}}",
      ["unbalanced-brace@37"],
    ],
    [
      "vrrp_instance X {\n virtual_ipaddress\n 192.0.2.1\n }\n}\nglobal_defs {\n}\n",
      "vrrp_instance X{virtual_ipaddress{- 192.0.2.1}}; global_defs{}",
      ["unbalanced-brace@19"],
    ],
    [
      "vrrp_instance X {\n track_script {\n a\n }\n }\n state MASTER\n}\n",
      "vrrp_instance X{track_script{- a}; BAD ; state MASTER}",
      ["unbalanced-brace@38"],
    ],
    [
      "vrrp_instance X {\n track_script {\n a }\n }\n state MASTER\n}\n",
      "vrrp_instance X{track_script{- a}; BAD ; state MASTER}",
      ["unbalanced-brace@37"],
    ],
    [
      "virtual_server 192.0.2.1 80 {\n real_server 192.0.2.2 80 {\n TCP_CHECK {\n retry 1 }\n }\n }\n lb_algo rr\n}\n",
      "virtual_server 192.0.2.1 80{real_server 192.0.2.2 80{TCP_CHECK{retry 1}}; BAD ; lb_algo rr}",
      ["unbalanced-brace@80"],
    ],
    ["vrrp_instance X {\n }\n state MASTER\n}\n", "vrrp_instance X{BAD ; state MASTER}", ["unbalanced-brace@19"]],
    ['global_defs {\n router_id "a\n}', 'global_defs{router_id "a"}', ["unclosed-quote@25"]],
    ["script '/a b", "script '/a b", ["unclosed-quote@7"]],
    [`script "/a don't"`, `script "/a don't"`, ["unclosed-quote@7"]],
    [`script "/a 'b c'" user`, `script "/a 'b c'" user`, []],
    [`script "/a" # don't`, `script "/a"`, []],
    ["state BACKUP \\", "state BACKUP\\", []],
    ["nopreempt \\\n", "nopreempt\\", []],
    ['interface "a" \\', 'interface "a" \\', []],
    ['script "/a" \\', 'script "/a" "\\\\"', ["unclosed-quote@7"]],
    ["script /a \\", 'script /a "\\\\"', ["unclosed-quote@7"]],
    ['notify_master"/a"', 'notify_master "/a"', ["stray-text@0"]],
    ['$A="open\nx "$A"', '$A="open; x "$A"', ["unclosed-quote@3"]],
    ['state BACKUP "open x', 'state BACKUP; BAD "open x"', ["unclosed-quote@13"]],
    ['authentication { "open\n}', 'authentication{BAD "open"}', ["unclosed-quote@17"]],
    ["{\n}", "BAD ; BAD ", ["unbalanced-brace@0", "unbalanced-brace@2"]],
    ["@a vrrp_instance X {\n@b vrrp_instance Y {\n}", "@a vrrp_instance X{@b vrrp_instance Y{}}", []],
  ])("%j", (text, expected, found) => {
    expect(outline(text)).toBe(expected);
    expect(problems(text)).toEqual(found);
  });

  it("reports the characters of the text", () => {
    expect(problems("\ufeffglobal_defs {\n}")).toEqual(["bad-encoding@0"]);
    expect(outline("\ufeffglobal_defs {\n}")).toBe("global_defs{}");
    expect(problems("global_defs {\n router_id a\0b\n}")).toEqual(["nul-byte@26"]);
    expect(problems(`# ${"x".repeat(1021)}\n`)).toEqual(["line-too-long@0"]);
    expect(problems(`# ${"x".repeat(1020)}\n`)).toEqual([]);
    expect(outline("router_id\u00a0a # b\u00a0c")).toBe("router_id a");
    expect(problems("router_id\u00a0a # b\u00a0c")).toEqual(["irregular-space@9"]);
    expect(problems("a\u00a0b\n\u3000c\nd\ne\u00a0f")).toEqual(["irregular-space@1", "irregular-space@10"]);
    expect(outline("script \u201c/bin/a b\u201d")).toBe('script "/bin/a b"');
    expect(problems("interval 2\uff1b")).toEqual(["full-width-punctuation@10"]);
    expect(outline("vrrp_instance a \uff5b\n}")).toBe("vrrp_instance a{}");
  });

  it("reports any number of lines", () => {
    expect(problems("\0\n".repeat(200_000))).toHaveLength(200_000);
    expect(problems(`${"x".repeat(1023)}\n`.repeat(2000))).toHaveLength(2000);
  });

  it("takes a template for one problem", () => {
    const text = 'vrrp_instance X {\n{% if a %}\n priority {{ prio }}\n{% endif %}\n state "{{ s }}"\n}\n';
    expect(problems(text)).toEqual(["template-placeholder@18"]);
    expect(parseKeepalived(text).ast.isTemplate).toBe(true);
    expect(outline("a {# note\n}")).toBe("a{}");
  });
});

describe("any input", () => {
  const piece = fc.constantFrom(
    ..."{ } \" # ! \\ ' @ $ ~ \n \r\n \0 \u00a0 \u3000 \ufeff \u201c \u201d \uff5b \uff5d \uff1a {{ }} {% %} ${A} $A".split(
      " ",
    ),
    " ",
    "\n",
    "vrrp_instance",
    "virtual_ipaddress",
    "track_script",
    "include ",
    "$X=",
    "~SEQ(A,1,3)",
    "@lb01 ",
    "script ",
    "192.0.2.1",
  );
  it("keeps every character in its place", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 60 }), (parts) => {
        checkInvariants(parts.join(""));
      }),
      { numRuns: 3000 },
    );
  });

  it("does not fall over depth or length", () => {
    checkInvariants("a {\n".repeat(20_000));
    checkInvariants("}".repeat(20_000));
    checkInvariants("{{".repeat(20_000));
    checkInvariants("\u201ca ".repeat(20_000));
    checkInvariants("{@".repeat(100_000));
    checkInvariants("{~SEQ(".repeat(100_000));
    checkInvariants(`${"{$".repeat(50_000)}${" ".repeat(50_000)}`);
    checkInvariants(`$A=${"\\\n".repeat(20_000)}`);
  });

  const corpus = join(import.meta.dirname, "../../../../shared/corpus");
  const files = findFiles(corpus);
  it.skipIf(files.length === 0)("keeps real files and each of their beginnings", () => {
    for (const path of files) {
      const text = decodeBytes(readFileSync(path));
      for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1))
        checkInvariants(text.slice(0, at + 1));
      checkInvariants(text);
    }
  });
});

describe("the grammar", () => {
  it("passes Chevrotain's own validation", () => {
    const said = [vi.spyOn(console, "error"), vi.spyOn(console, "warn"), vi.spyOn(console, "log")];
    for (const spy of said) spy.mockImplementation(() => undefined);
    new KeepalivedParser({ maxLookahead: 1, skipValidations: false, recoveryEnabled: false });
    for (const spy of said) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  });
});

function findFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".conf"))
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).isFile());
  } catch {
    return [];
  }
}
