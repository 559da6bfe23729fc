import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { frameOf } from "../../src/report/frame.ts";
import { widthOf } from "../../src/report/width.ts";
import { createSource } from "../../src/text/source.ts";

/** The part of `text` between `[` and `]` is the span; the result is the shown line and its marks. */
function frame(marked: string, width = 80, secret?: string): readonly string[] {
  const start = marked.indexOf("[");
  const end = marked.indexOf("]") - 1;
  const text = marked.replace("[", "").replace("]", "");
  const at = secret === undefined ? -1 : text.indexOf(secret);
  const secrets = secret === undefined ? [] : [{ start: at, end: at + secret.length }];
  const shown = frameOf(createSource("x", text), { start, end }, secrets, width, stringWidth);
  return [shown.text, " ".repeat(shown.indent) + "^".repeat(shown.marks)];
}

describe("marks stand under the text", () => {
  it.each([
    ["plain", "state [MASTER]", ["state MASTER", "      ^^^^^^"]],
    ["after a tab", "\tstate [MASTER]", ["    state MASTER", "          ^^^^^^"]],
    ["after a tab in the middle", "ab\tx [y]", ["ab  x y", "      ^"]],
    ["under Chinese", "# 主节点 [优先级] x", ["# 主节点 优先级 x", "         ^^^^^^"]],
    ["under emoji", "# 🎉 [👩‍👩‍👧] x", ["# 🎉 👩‍👩‍👧 x", "     ^^"]],
    ["after combining marks", "e\u0301 [x]", ["e\u0301 x", "  ^"]],
    ["with odd spaces", "\u00a0[\u3000]x\u200b", ["··x·", " ^"]],
    ["with controls", "\u0001[\u001b]x", ["␁␛x", " ^"]],
    ["with bytes that are not UTF-8", "\udc80[\udcff]", ["\\x80\\xff", "    ^^^^"]],
    ["at the end of a line", "abc[]", ["abc", "   ^"]],
    ["to the end of the first line", "a [b\nc d]", ["a b", "  ^"]],
    ["CRLF is not shown", "a [b]\r\nc", ["a b", "  ^"]],
  ])("%s", (_, text, expected) => {
    expect(frame(text)).toEqual(expected);
  });

  it("hides a secret without its length, and what follows still lines up", () => {
    expect(frame("auth_pass abc [x]", 80, "abc")).toEqual(["auth_pass ****** x", "                 ^"]);
    expect(frame("auth_pass [abc] x", 80, "abc")).toEqual(["auth_pass ****** x", "          ^^^^^^"]);
    expect(frame("auth_pass a[b]c x", 80, "abc")).toEqual(["auth_pass ****** x", "          ^^^^^^"]);
  });

  it.each([20, 40, 79])("a long line is cut to %d columns around the marks", (width) => {
    for (const before of [0, 5, 30, 200, 5000]) {
      const [shown = "", marks = ""] = frame(`${"x".repeat(before)}[target]${"中".repeat(500)}`, width);
      expect(stringWidth(shown)).toBeLessThanOrEqual(width);
      expect(shown.slice(marks.indexOf("^"))).toMatch(/^target/);
    }
  });

  it("many findings on a line do not each measure it", () => {
    const source = createSource("x", "word ".repeat(200_000));
    for (let at = 0; at < source.text.length; at += 100) {
      const { text, indent } = frameOf(source, { start: at, end: at + 4 }, [], 79, stringWidth);
      expect(text.slice(indent, indent + 4)).toBe("word");
    }
  });
});

describe("the measure that costs nothing", () => {
  it.each(["plain text", "# 主节点,优先级。ab", "한국어 カナ", "éß…—", "e\u0301", "👩‍👩‍👧", "a\u200bb", "中\ufe0f"])(
    "%s",
    (text) => {
      expect(widthOf(text)).toBe(stringWidth(text));
    },
  );
});

it("measures each character of the first plane as string-width does", () => {
  const points = Array.from({ length: 0x10000 }, (_, point) => point);
  const differs = points.filter((point) => {
    const text = `a${String.fromCharCode(point)}`;
    return widthOf(text) !== stringWidth(text);
  });
  expect(differs).toEqual([]);
});

it("control characters take no column", () => {
  expect(["", "lb01: eth0 fails", "主", "a\tb", "\u001b[1mx"].map(widthOf)).toEqual([0, 16, 2, 2, 1]);
});
