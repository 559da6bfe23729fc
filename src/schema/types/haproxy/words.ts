/** Types that only a keyword or two of haproxy have. */
import { looseInt } from "../numbers.ts";
import { asNumber, oneOf, Rejection, shaped, type ValueType } from "../type.ts";
import { traceEvents, traceLocks, traceSources, traceVerbosities } from "./trace-names.ts";

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

const notEvent = new Rejection("is no event of a trace");

/** trace.c: signs before an event add it or take it away; nothing behind them lists the events there are. */
function traceEvent(states: readonly string[]): ValueType {
  return {
    description: "an event of the source",
    check: (value) => {
      const name = value.replace(/^[!+-]+/, "");
      return name === "" || states.includes(name) || traceEvents.includes(` ${name} `) ? value : notEvent;
    },
  };
}

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
  ["trace-event", traceEvent(["any", "none"])],
  ["trace-state-event", traceEvent(["any", "none", "now"])],
  ["trace-lock", oneOf("what a trace is limited to", traceLocks)],
  ["trace-verbosity", oneOf("how detailed a trace is", traceVerbosities)],
  ["jwe-algorithms", jweNames("algorithms between colons", jweAlgorithms)],
  ["jwe-encodings", jweNames("encodings between colons", jweEncodings)],
  ["server-count", serverCount],
  ["loose-index", shaped("a number", /^\s*[+-]?\d*$/, "is not a whole number")],
  ["check-status", shaped("a status code", /^-?\d*$/, "is not a status code")],
  ["balance-factor", balanceFactor],
  ["redirect-code", redirectCode],
  ["save-syn", shaped("0, 1 or 2", /^\s*\+?0*[0-2](?!\d)/, "is none of 0, 1 and 2")],
  ["guid", guid],
  ["certificate-alias", shaped("a name", /^(?!\/)./s, "begins with `/`, or is empty")],
  ["domain-name", shaped("a domain", /^[A-Za-z0-9._-]+$/, "has characters that a domain cannot have")],
  ["node-name", shaped("a name", /^[A-Za-z0-9._-]+$/, "has characters that a node's name cannot have")],
];
