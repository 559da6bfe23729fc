/** Types that only a keyword or two of haproxy have. */
import { looseInt } from "../numbers.ts";
import { asNumber, oneOf, Rejection, shaped, type ValueType } from "../type.ts";

/** The statuses that haproxy can answer with itself (haproxy 3.4; 414, 422 and 431 came after 2.4). */
const ownStatuses = new Set([
  ...[200, 400, 401, 403, 404, 405, 407, 408, 410, 413, 414, 421, 422, 425, 429, 431, 500, 501, 502, 503, 504],
]);
const notOwn = new Rejection("is not a status that haproxy answers with itself");
const notCount = new Rejection("is not a number or a range of numbers that rises");
const notFactor = new Rejection("is neither 0 nor above 100", "out-of-range");
const notGuid = new Rejection("is not 1 to 127 letters, digits, `.`, `:`, `_` and `-`");

const errorStatus: ValueType = {
  description: "a status that haproxy answers with itself",
  check: (value) => {
    const status = looseInt.check(value);
    return ownStatuses.has(asNumber(status)) ? status : notOwn;
  },
  measure: asNumber,
};

const serverCount: ValueType = {
  description: "a number of servers, or a range of their numbers",
  check: (value) => {
    const dash = value.indexOf("-");
    const low = dash === -1 ? 1 : asNumber(looseInt.check(value));
    const high = asNumber(looseInt.check(value.slice(dash + 1)));
    return low < 0 || high < low ? notCount : { low, high };
  },
};

const redirectCodes = new Set([301, 302, 303, 307, 308]);
const notRedirect = new Rejection("is none of 301, 302, 303, 307 and 308");
const redirectCode: ValueType = {
  description: "a status of a redirection: 301, 302, 303, 307 or 308",
  check: (value) => {
    const code = looseInt.check(value);
    return redirectCodes.has(asNumber(code)) ? code : notRedirect;
  },
  measure: asNumber,
};

const balanceFactor: ValueType = {
  description: "0, or a percentage above 100",
  check: (value) => {
    const factor = asNumber(looseInt.check(value));
    return factor !== 0 && factor <= 100 ? notFactor : factor;
  },
  measure: asNumber,
};

const guid: ValueType = {
  description: "a unique identifier",
  check: (value) => (/^[A-Za-z0-9.:_-]{1,127}$/.test(value) ? value : notGuid),
};

/** haproxy 3.4: the sources of 3.1 to 3.5; some are in builds with TLS or QUIC alone. */
const traceSources = [
  ..."all acme applet check dbg fcgi h1 h2 h3 haload haterm peers pt".split(" "),
  ..."qcm qmux quic session spop ssl stream".split(" "),
];

/** jwe.c, haproxy 3.4: names between colons, `!` before those that are taken away. */
function jweNames(description: string, names: readonly string[]): ValueType {
  const known = new Set(names);
  const unknown = new Rejection(`has a name that is none of ALL, ${names.join(", ")}`);
  const isKnown = (name: string) => known.has(name) || "ALL".startsWith(name);
  return {
    description,
    check: (value) => (value.split(":").every((name) => isKnown(name.replace(/^!/, ""))) ? value : unknown),
  };
}

const keyWraps = ["A128KW", "A192KW", "A256KW"];
const jweAlgorithms = [
  ...["RSA1_5", "RSA-OAEP", "RSA-OAEP-256", ...keyWraps, "dir", "ECDH-ES", "A128GCMKW", "A192GCMKW", "A256GCMKW"],
  ...keyWraps.map((name) => `ECDH-ES+${name}`),
  ...["PBES2-HS256+A128KW", "PBES2-HS384+A192KW", "PBES2-HS512+A256KW"],
];
const jweEncodings = [...["A128CBC-HS256", "A192CBC-HS384", "A256CBC-HS512"], ...["A128GCM", "A192GCM", "A256GCM"]];

/** ssl_utils.c, haproxy 3.4: the names of the TLS registry and NIST's. */
const curveName = /^(?:[BKP]-\d{3}|(?:sec[tp]|prime|brainpoolP|ecdh_x|ffdhe|GC)\w+)$/;

const attributeText = /^[^\x00-\x1f\x7f;]+$/;

export const wordTypes: readonly (readonly [string, ValueType])[] = [
  ["error-status", errorStatus],
  ["given", shaped("a word that is not empty", /^./s, "is empty")],
  [
    "plain-name",
    shaped("a name of letters, digits, `-` and `_`", /^[A-Za-z0-9_-]+$/, "has characters that it cannot have"),
  ],
  ["cookie-attribute", shaped("an attribute of a cookie", attributeText, "has a `;` or a control character")],
  ["curve", shaped("a curve such as P-384", curveName, "is not a curve")],
  ["trace-source", oneOf("a source of traces", traceSources)],
  ["jwe-algorithms", jweNames("algorithms between colons", jweAlgorithms)],
  ["jwe-encodings", jweNames("encodings between colons", jweEncodings)],
  ["server-count", serverCount],
  ["balance-factor", balanceFactor],
  ["redirect-code", redirectCode],
  ["save-syn", shaped("0, 1 or 2", /^\s*\+?0*[0-2](?!\d)/, "is none of 0, 1 and 2")],
  ["guid", guid],
  ["certificate-alias", shaped("a name", /^(?!\/)./s, "begins with `/`, or is empty")],
  ["domain-name", shaped("a domain", /^[A-Za-z0-9._-]+$/, "has characters that a domain cannot have")],
  ["node-name", shaped("a name", /^[A-Za-z0-9._-]+$/, "has characters that a node's name cannot have")],
];
