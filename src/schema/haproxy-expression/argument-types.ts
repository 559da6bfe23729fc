/** The types of the arguments in a fetch's or a converter's parentheses, for the notation of the grammar. */
import { familyOf } from "../types/inet.ts";
import { wrapped } from "../types/numbers.ts";
import { anything, asNumber, oneOf, Rejection, shaped, type ValueType } from "../types/type.ts";
import { isVariableName, variableFault } from "./variable-name.ts";

/** Signed 64-bit integers in the program; larger ones are not told apart here. */
const integer: ValueType = {
  description: "an integer",
  // A sign alone is 0 to the program.
  check: (text) =>
    /^(?:[+-]?\d+|[+-])$/.test(text)
      ? Number(text.length === 1 && text < "0" ? 0 : text)
      : new Rejection("is not an integer"),
  measure: asNumber,
};

const variable: ValueType = {
  description: "a variable with its scope, such as txn.name",
  check: (text) => {
    const fault = variableFault(text);
    return fault === undefined ? text : new Rejection(fault);
  },
};

const integerOrVariable: ValueType = {
  description: "an integer or a variable",
  check: (text) => (isVariableName(text) ? Number.NaN : /^[+-]?\d*$/.test(text) ? Number(text) : notNumberOrVariable),
  measure: asNumber,
};
const notNumberOrVariable = new Rejection("is neither an integer nor a variable");

const base64OrVariable: ValueType = {
  description: "a variable or base64",
  secret: true,
  check: (text) => {
    if (isVariableName(text)) return text;
    return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)
      ? text
      : new Rejection("is neither a variable nor base64");
  },
};

const jwtAlgorithms = ["none", "HS", "RS", "ES", "PS"].flatMap((one) =>
  one === "none" ? [one] : [`${one}256`, `${one}384`, `${one}512`],
);
const jwtAlgorithm: ValueType = {
  description: "a signature algorithm such as RS256, or a variable",
  check: (text) =>
    jwtAlgorithms.includes(text) || isVariableName(text)
      ? text
      : new Rejection("is neither a signature algorithm nor a variable"),
};

/** Which digests there are is the TLS library's matter; only what none has is rejected. */
const digestName: ValueType = {
  description: "a message digest such as sha256",
  check: (text) => {
    const known = /^(RSA-|id-)?(md|sha|ssl|rip|rmd|blake|sm\d|whirlpool|keccak|gost|streebog)/i.test(text);
    const odd = /^sha\d+$/i.test(text) && !/^sha(1|224|256|384|512)$/i.test(text);
    return known && !odd ? text : new Rejection("is no message digest");
  },
};

const tlvNames = [
  "ALPN", "AUTHORITY", "CRC32C", "NOOP", "UNIQUE_ID", "SSL", "SSL_VERSION", "SSL_CN", "SSL_CIPHER", "SSL_SIG_ALG",
  "SSL_KEY_ALG", "NETNS",
]; // biome-ignore format: a list
const tlvType: ValueType = {
  description: "a TLV's number up to 255, or its name",
  check: (text) => {
    if (text === "" || tlvNames.includes(text.toUpperCase())) return text;
    const number = /^(0x[0-9a-f]+|\d+)$/i.test(text) ? Number(text) : Number.NaN;
    return number <= 255 ? number : new Rejection("is neither a TLV's name nor a number up to 255");
  },
};

export const hex: ValueType = {
  description: "bytes in hexadecimal",
  check: (text) => {
    if (text.length % 2 === 1) return new Rejection("has an odd number of hexadecimal digits");
    return /^[0-9a-f]*$/i.test(text) ? text : new Rejection("holds a character that is no hexadecimal digit");
  },
};

const someHex: ValueType = {
  ...hex,
  check: (text) => (text === "" ? new Rejection("is empty") : hex.check(text)),
};

const noMask = new Rejection("is no network mask");

/** A number of bits, or an address of the family, which a mark of its own gives away. */
function mask(family: 4 | 6, mark: string, bits: number, form: string): ValueType {
  const isLength = (text: string) => /^\s*[+-]?\d+$/.test(text) && wrapped(text) >= 0 && wrapped(text) <= bits;
  return {
    description: `a mask: 0 to ${bits}, or ${form}`,
    check: (text) => ((text.includes(mark) ? familyOf(text) === family : isLength(text)) ? text : noMask),
  };
}

const whenConditions = ["stopping", "normal", "error", "forwarded", "toapplet", "processed", "acl"];

export const argumentTypes: readonly (readonly [string, ValueType])[] = [
  ["sample-int", integer],
  ["variable", variable],
  ["int-or-variable", integerOrVariable],
  ["base64-or-variable", base64OrVariable],
  ["jwt-algorithm", jwtAlgorithm],
  ["tlv-type", tlvType],
  ["digest-name", digestName],
  ["hex", hex],
  ["some-hex", someHex],
  ["ipv4-mask", mask(4, ".", 32, "in four parts")],
  ["ipv6-mask", mask(6, ":", 128, "as an address")],
  ["http-method", shaped("an HTTP method", /^[!#$%&'*+.^_`|~0-9A-Za-z-]*$/, "is no HTTP method")],
  ["protobuf-field", shaped("a field's number, with dots for nested ones", /^(\d+(\.\d+)*)?$/, "is no field number")],
  [
    "protobuf-type",
    oneOf("a Protocol Buffers type", [
      "int32", "uint32", "sint32", "int64", "uint64", "sint64", "bool", "enum", "fixed32", "sfixed32", "float", "fixed64",
      "sfixed64", "double",
    ]), // biome-ignore format: a list
  ],
  ["regsub-flags", shaped("the flags i and g", /^[ig]*$/, "holds a flag other than i and g")],
  ["character", shaped("one character", /^[\s\S]$/, "is not one character")],
  [
    "set-var-condition",
    oneOf("a condition", ["", "ifexists", "ifnotexists", "ifempty", "ifnotempty", "ifset", "ifnotset", "ifgt", "iflt"]),
  ],
  ["when-condition", oneOf("a condition", [...whenConditions, ...whenConditions.map((one) => `!${one}`)])],
  [
    "fix-tag",
    shaped(
      "a FIX tag's number or name",
      /^(0*[1-9]\d*|MsgType|CheckSum|BodyLength|TargetCompID|BeginString|SenderCompID)$/i,
      "is no FIX tag",
    ),
  ],
  ["number", shaped("a number, decimal or hexadecimal", /^[+-]?(0x[0-9a-f]+|\d+)$/i, "is no number")],
  ["check-ok-status", oneOf("a check's status", ["l4ok", "l6ok", "l7ok", "l7okc"], { anyCase: true })],
  ["check-error-status", oneOf("a check's status", ["l4con", "l6rsp", "l7rsp", "l7sts", "l7okc"], { anyCase: true })],
  ["check-timeout-status", oneOf("a check's status", ["l4tout", "l6tout", "l7tout"], { anyCase: true })],
  ["acl-name", anything("an ACL's name")],
];
