import { describe, expect, test } from "vitest";
import { argumentTypes } from "../../../src/schema/haproxy-expression/argument-types.ts";
import { variableFault } from "../../../src/schema/haproxy-expression/variable-name.ts";
import { Rejection } from "../../../src/schema/types/type.ts";

const types = new Map(argumentTypes);

function accepts(type: string, text: string): boolean {
  const found = types.get(type);
  if (found === undefined) throw new Error(`no type ${type}`);
  return !(found.check(text) instanceof Rejection);
}

const cases: readonly (readonly [type: string, good: readonly string[], bad: readonly string[]])[] = [
  ["sample-int", ["0", "-5", "+7"], ["", "1.5", "a", "0x10"]],
  ["int-or-variable", ["5", "-1", "txn.a", ""], ["foo.bar", "1.5"]],
  ["base64-or-variable", ["a2V5", "txn.key", ""], ["a2V", "a b="]],
  ["jwt-algorithm", ["RS256", "none", "txn.alg"], ["RS255", "rs256"]],
  ["tlv-type", ["ALPN", "0xE2", "255", "netns"], ["256", "FOO"]],
  ["hex", ["", "00ff", "0A"], ["0", "0g"]],
  ["ipv4-mask", ["0", "32", "255.255.0.0"], ["33", "-1", "255.255.0", ""]],
  ["ipv6-mask", ["0", "128", "ffff::"], ["129", "a"]],
  ["digest-name", ["sha256", "md5", "SHA512-256", "blake2b512"], ["", "sha265", "foo"]],
  ["protobuf-field", ["1", "1.2.3"], ["1.", ".1", "a"]],
  ["regsub-flags", ["", "gi"], ["x"]],
  ["set-var-condition", ["ifexists", "ifnotset"], ["if"]],
  ["when-condition", ["error", "!error"], ["errors"]],
  ["fix-tag", ["35", "MsgType"], ["0", "Foo"]],
  ["check-ok-status", ["L7OK", "l4ok"], ["L7STS"]],
];

describe.each(cases)("%s", (type, good, bad) => {
  test.each(good)("takes %j", (text) => expect(accepts(type, text)).toBe(true));
  test.each(bad)("does not take %j", (text) => expect(accepts(type, text)).toBe(false));
});

test("variable names", () => {
  for (const name of ["txn.a", "sess.a.b", "proc.x_1", "psess.a", "check.port"])
    expect(variableFault(name)).toBeUndefined();
  for (const name of ["", "txn", "txn.", "foo.a", "txn.a-b", "TXN.a"]) expect(variableFault(name)).toBeDefined();
});
