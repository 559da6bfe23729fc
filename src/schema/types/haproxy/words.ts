/** Types that only a keyword or two of haproxy have. */
import { looseInt } from "../numbers.ts";
import { asNumber, Rejection, shaped, type ValueType } from "../type.ts";

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

export const wordTypes: readonly (readonly [string, ValueType])[] = [
  ["error-status", errorStatus],
  ["server-count", serverCount],
  ["balance-factor", balanceFactor],
  ["redirect-code", redirectCode],
  ["save-syn", shaped("0, 1 or 2", /^\s*\+?0*[0-2](?!\d)/, "is none of 0, 1 and 2")],
  ["guid", guid],
  ["domain-name", shaped("a domain", /^[A-Za-z0-9._-]+$/, "has characters that a domain cannot have")],
  ["node-name", shaped("a name", /^[A-Za-z0-9._-]+$/, "has characters that a node's name cannot have")],
];
