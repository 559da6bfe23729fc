/** haproxy's names: what a name defines, what it refers to, and which characters it may have. */
import { anything, Rejection, shaped, type ValueType } from "../type.ts";

/** Names that the program checks: proxies, servers, ACLs and most sections (haproxy 2.4 to 3.4). */
const checked = shaped(
  "a name of letters, digits, `.`, `:`, `_` and `-`",
  /^[A-Za-z0-9.:_-]+$/,
  "has characters that a name cannot have; it takes letters, digits, `.`, `:`, `_` and `-`",
);

const empty = new Rejection("is empty");

/** What other names are made of: anything but nothing. */
const free: ValueType = { description: "a name", check: (value) => (value === "" ? empty : value) };

const checkedKinds = [
  ...["frontend", "backend", "listen", "server", "acl", "defaults", "peers", "mailers", "resolvers", "nameserver"],
  ...["mailer", "ring", "log-forward", "log-profile", "fcgi-app", "http-errors", "healthcheck", "userlist"],
  ...["group", "peer", "server-template"],
];
const freeKinds = [...["user", "cache", "program", "crt-store", "acme", "filter", "table", "certificate"]];
const referenceKinds = [
  ...[...checkedKinds, ...freeKinds],
  ...["groups", "users", "proxy", "ca-file", "crt", "bwlim", "spoe-engine", "service", "map"],
];

/** `ref-backend`, `def-backend` and their like. A reference may be anything: whether it exists is not for a type to say. */
export const nameTypes: ReadonlyMap<string, ValueType> = new Map<string, ValueType>([
  ...checkedKinds.map((kind): [string, ValueType] => [`def-${kind}`, checked]),
  ...freeKinds.map((kind): [string, ValueType] => [`def-${kind}`, free]),
  ...referenceKinds.map((kind): [string, ValueType] => [`ref-${kind}`, anything("a name")]),
]);
