/** `halint ast` and `halint emit`: the published schema holds, and the pair gives a file back. */
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { halint } from "./in-process.ts";

const schema = JSON.parse(readFileSync(new URL("../../docs/ast.schema.json", import.meta.url), "utf8"));
const isValid = new Ajv2020({ strict: false }).compile(schema);

test.each(["lb01/haproxy.cfg", "lb01/keepalived.conf", "dangling/lb01/keepalived.conf"])(
  "%s there and back",
  async (file) => {
    const path = `fixtures/article/${file}`;
    const whole = await halint(["ast", path]);
    expect(isValid(JSON.parse(whole.out)), JSON.stringify(isValid.errors)).toBe(true);
    const back = await halint(["emit", "-"], { stdin: whole.out });
    expect(back).toMatchObject({ code: 0, out: readFileSync(new URL(`../../${path}`, import.meta.url), "utf8") });

    const bare = await halint(["ast", "--no-spans", path]);
    expect(isValid(JSON.parse(bare.out)), JSON.stringify(isValid.errors)).toBe(true);
    const anew = await halint(["emit", "-"], { stdin: bare.out });
    const again = await halint(["ast", "--no-spans", "--stdin-filename", path, "-"], { stdin: anew.out });
    expect(JSON.parse(again.out).ast.sections?.length).toBe(JSON.parse(bare.out).ast.sections?.length);
    expect(anew.code).toBe(0);
  },
);

test("a tree that is none is a wrong call, with the place", async () => {
  const { code, err } = await halint(["emit", "-"], {
    stdin: '{"ast":{"kind":"HaproxyFile","preamble":[],"sections":[{"kind":"Section"}]}}',
  });
  expect(code).toBe(2);
  expect(err).toContain("ast.sections[0].keyword: expected a word with a value");
});

test.each(["constructor", "__proto__"])("a kind that is called %s is one that is not known", async (kind) => {
  const { code, err } = await halint(["emit", "-"], { stdin: JSON.stringify({ ast: { kind } }) });
  expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining("ast.keyword: expected a word") });
});

test.each([
  [{ condition: {} }, "ast.items[0].condition: expected an id"],
  [{ repetitions: 5 }, "ast.items[0].repetitions: expected a list"],
  [{ repetitions: [{ form: "SEQ" }] }, "ast.items[0].repetitions[0]: expected a form and a text"],
])("what stands before a line is checked: %j", async (fields, message) => {
  const item = { kind: "Setting", keyword: { value: "x" }, args: [], ...fields };
  const { code, err } = await halint(["emit", "-"], {
    stdin: JSON.stringify({ ast: { kind: "KeepalivedFile", items: [item] } }),
  });
  expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining(message) });
});

test("conditions and repetitions without places are written in the order of the language", async () => {
  const stdin = "~SEQ(X, 1, 2) @lb01 x $X\n@lb01 ~LST(A, b) y $A\n";
  const bare = await halint(["ast", "--no-spans", "--stdin-filename", "keepalived.conf", "-"], { stdin });
  const { out } = await halint(["emit", "-"], { stdin: bare.out });
  expect(out).toBe("@lb01 ~SEQ(X, 1, 2) x $X\n@lb01 ~LST(A, b) y $A\n");
});

test("secrets are hidden with --redact", async () => {
  const { out } = await halint(["ast", "--redact", "fixtures/article/lb01/haproxy.cfg"]);
  expect(out).not.toContain("admin:admin");
});

test.each([
  "backend b\n    server a http://user:hunter22@192.0.2.21:80 check\n",
  "userlist u\n    user a password hunter22 groups x,y\n",
  "virtual_server 192.0.2.10 80 {\n    real_server http://user:hunter22@192.0.2.21 80 {\n    }\n}\n",
])("--redact hides what is read out of a word as well: %j", async (stdin) => {
  for (const spans of [[], ["--no-spans"]]) {
    const { code, out } = await halint(["ast", "--redact", ...spans, "-"], { stdin });
    expect({ code, shows: out.includes("hunter22") }).toEqual({ code: 0, shows: false });
  }
});
