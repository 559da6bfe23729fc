import { describe, expect, it } from "vitest";
import { WordScanner } from "../../../src/parser/haproxy/word-scanner.ts";

function scan(line: string) {
  const scanner = new WordScanner(line);
  scanner.scanLine(0);
  return scanner;
}
const words = (line: string) => scan(line).words.map(({ value }) => value);

/** Lines and the words that `haproxy -dC` (3.4.0) prints for them. */
const lines: readonly (readonly [string, readonly string[]])[] = [
  ["  server s1 10.0.0.1:80", ["server", "s1", "10.0.0.1:80"]],
  ["acl a path\\ b", ["acl", "a", "path b"]],
  ['acl a "b c"d', ["acl", "a", "b cd"]],
  ["acl a 'b \"c\" $D'", ["acl", "a", 'b "c" $D']],
  ["http-request set-header X \\x41\\x42", ["http-request", "set-header", "X", "AB"]],
  ["log-format a\\tb\\nc\\rd", ["log-format", "a\tb\nc\rd"]],
  ["a b#c", ["a", "b"]],
  ["a b\\#c", ["a", "b#c"]],
  ['a "b#c"', ["a", "b#c"]],
  ["a b\\q\\1", ["a", "b\\q\\1"]],
  ['a "b\\$c"', ["a", "b$c"]],
  ["a b\\$c", ["a", "b\\$c"]],
  ["a $HOME ${HOME}", ["a", "$HOME", "${HOME}"]],
  ["a ''", ["a", ""]],
  ["a 'b\\c'", ["a", "b\\c"]],
  ["a\tb\vc\fd", ["a", "b", "c", "d"]],
  ["a b\rc d", ["a", "b"]],
  ["a b \rc d", ["a", "b", "c", "d"]],
  ["a \u0001b", ["a", "\u0001b"]],
];

describe("words of a line", () => {
  it.each(lines)("%j", (line, expected) => {
    expect(words(line)).toEqual(expected);
  });

  it("takes a CRLF for the end of the line", () => {
    expect(words("a b\r\nc")).toEqual(["a", "b"]);
    expect(scan("a b\r\nc").next).toBe(5);
  });

  it("keeps variables in double quotes as they are written", () => {
    const [, word] = scan('bind "${HOST-0.0.0.0}:$PORT ${LIST[*]}"').words;
    expect(word?.value).toBe("${HOST-0.0.0.0}:$PORT ${LIST[*]}");
    expect(word?.variables).toEqual([
      { start: 6, end: 21, name: "HOST", fallback: "0.0.0.0" },
      { start: 22, end: 27, name: "PORT" },
      { start: 28, end: 38, name: "LIST", splits: true },
    ]);
  });

  it.each([
    ['a "b', "unclosed-quote", 2],
    ["a 'b", "unclosed-quote", 2],
    ["a 'b\r\n", "unclosed-quote", 2],
    ['a "${B"', "unbalanced-brace", 4],
    ['a "$1"', "invalid-escape", 3],
    ['a "${B[0]}"', "invalid-escape", 6],
    ["a \\x4", "invalid-escape", 2],
  ])("refuses %j", (line, problem, start) => {
    expect(scan(line).fault).toMatchObject({ problem, start });
  });

  it("gives back where each unit of a quoted word stands", () => {
    const text = 'a "b\\ c"\\x41d';
    const [, word] = scan(text).words;
    expect(word?.value).toBe("b cAd");
    expect(word && WordScanner.valueOffsets(text, word)).toEqual([3, 4, 6, 8, 12, 13]);
  });
});

describe("pasted text", () => {
  it("reads odd spaces as spaces, outside of quotes and comments", () => {
    const scanner = scan("\u00a0bind\u3000*:80 'a\u00a0b' #\u00a0c");
    expect(scanner.words.map(({ value }) => value)).toEqual(["bind", "*:80", "a\u00a0b"]);
    expect(scanner.oddSpaces).toEqual([
      { start: 0, end: 1 },
      { start: 5, end: 6 },
    ]);
  });

  it("takes the Latin-1 non-breaking space for one, and not half of a GBK character", () => {
    expect(words("a\udca0b")).toEqual(["a", "b"]);
    expect(words("a\udcb0\udca0b")).toEqual(["a\udcb0\udca0b"]);
  });

  it("reads typographic quotes as quotes where a word starts with one that is closed", () => {
    expect(words("option httpchk \u201cGET /\u201d")).toEqual(["option", "httpchk", "GET /"]);
    expect(words("description it\u2019s")).toEqual(["description", "it\u2019s"]);
  });

  it("reads full-width punctuation as ASCII, but not in Chinese text", () => {
    expect(words("bind *\uff1a80")).toEqual(["bind", "*:80"]);
    expect(words("description \u4f60\u597d\uff01")).toEqual(["description", "\u4f60\u597d\uff01"]);
  });
});
