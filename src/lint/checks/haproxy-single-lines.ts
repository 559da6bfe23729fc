/** What else one line has to be, beyond what the grammar can say: modes that exclude each other, names that are refused. */
import type { Section } from "../../ast/haproxy/file.ts";
import type { Statement } from "../../ast/haproxy/statement.ts";
import { isStatic, type Word } from "../../ast/word.ts";
import { countProcessors, countThreads } from "../../schema/types/haproxy/processors.ts";
import { compareVersions } from "../../schema/version.ts";
import { placeIn } from "../place.ts";
import type { MakeLineCheck } from "./finding.ts";

interface Fault {
  readonly message: string;
  readonly at: Word;
}

/** What a section's lines said before, where a line is held against them. */
interface Before {
  /** The certificates of all crt-stores, by the store's name and theirs. */
  readonly stores: Map<string, Word>;
  readonly headers: Map<string, Word>;
  /** The numbers of `acl … -u`. */
  readonly acls: Set<number>;
  readonly target: string | undefined;
}

export const singleLinesCheck: MakeLineCheck = (document, { targets }, found) => {
  const before: Before = { stores: new Map(), headers: new Map(), acls: new Set(), target: targets.haproxy };
  return {
    line(statement, section) {
      const ask = asks.get(statement.keyword.value);
      if (ask === undefined || statement.problems !== undefined) return;
      const fault = ask(statement, section, before);
      if (fault === undefined || !statement.args.every(isStatic)) return;
      found({ rule: "haproxy/invalid-value", place: placeIn(document, fault.at), message: fault.message });
    },
  };
};

type Ask = (statement: Statement, section: Section, before: Before) => Fault | undefined;

const asks: ReadonlyMap<string, Ask> = new Map<string, Ask>([
  ["balance", balanceFault],
  ["cookie", cookieFault],
  ["mode", modeFault],
  ["http-send-name-header", nameHeaderFault],
  ["user", userFault],
  ["load", loadFault],
  ["h1-case-adjust", caseFault],
  ["acl", aclFault],
  ["set-var", variableFault],
  ["set-var-fmt", variableFault],
  ["ssl-f-use", certificateFault],
  ["tcp-check", checkProtocolFault],
  ["http-check", checkHostFault],
  ["cpu-map", cpuMapFault],
]);

/** cfgparse-global.c: `auto:` gives each thread, or each group, a processor of its own. */
function cpuMapFault({ args }: Statement): Fault | undefined {
  const [threads, ...words] = args;
  if (threads === undefined || !threads.value.startsWith("auto:")) return undefined;
  const [groups = "", inGroup = "all"] = threads.value.slice("auto:".length).split("/");
  const processors = countProcessors(words.map(({ value }) => value));
  if (countThreads(groups) === processors || countThreads(inGroup) === processors) return undefined;
  const message = `auto: lays as many threads as processors on each other, and these are ${processors} processors`;
  return { message, at: threads };
}

/** backend.c: the parentheses may be left out, and not be empty. */
function balanceFault({ args: [algorithm] }: Statement): Fault | undefined {
  if (algorithm?.value !== "rdp-cookie()") return undefined;
  return { message: "balance rdp-cookie has no name of a cookie in its parentheses", at: algorithm };
}

/** cfgparse-listen.c: refused where the line stands, also where a later one replaces it. */
function modeFault({ args: [mode] }: Statement, { type }: Section): Fault | undefined {
  if (mode === undefined) return undefined;
  if (type === "frontend" && (mode.value === "log" || mode.value === "spop"))
    return { message: `mode ${mode.value} is for backends, and this is a frontend`, at: mode };
  if (type === "backend" && mode.value === "haterm")
    return { message: "mode haterm is for frontends, and this is a backend", at: mode };
  return undefined;
}

function cookieFault({ args, arguments: named, prefix }: Statement): Fault | undefined {
  if (prefix !== undefined) return undefined;
  const options = named.filter(({ type }) => type === "@cookie-option");
  const wordOf = (...keywords: readonly string[]) =>
    options.flatMap(({ keyword, firstWord }) => (keywords.includes(keyword ?? "") ? (args[firstWord] ?? []) : []));
  const kinds = (...keywords: readonly string[]) => new Set(wordOf(...keywords).map(({ value }) => value)).size;
  const [mode] = wordOf("rewrite", "insert", "prefix").slice(-1);
  if (mode !== undefined && kinds("rewrite", "insert", "prefix") > 1)
    return { message: "cookie takes one of rewrite, insert and prefix", at: mode };
  const [indirect] = wordOf("indirect");
  if (indirect !== undefined && wordOf("rewrite").length > 0)
    return { message: "cookie takes rewrite or indirect, not both", at: indirect };
  const [preserve] = wordOf("preserve");
  if (preserve !== undefined && wordOf("insert", "indirect").length === 0)
    return { message: "cookie preserve needs insert or indirect", at: preserve };
  return undefined;
}

const ownHeaders: ReadonlySet<string> = new Set(["host", "content-length", "transfer-encoding", "connection"]);

/** haproxy 3.3 refused them; a frontend ignores the line. */
function nameHeaderFault({ args, prefix }: Statement, { type }: Section, { target }: Before): Fault | undefined {
  const [name] = args;
  if (type === "frontend" || (target !== undefined && compareVersions(target, "3.3") < 0)) return undefined;
  if (prefix !== undefined || name === undefined || !ownHeaders.has(name.value.toLowerCase())) return undefined;
  return { message: `http-send-name-header cannot be ${name.value}: that header has a meaning of its own`, at: name };
}

/** The words are read in pairs, so the name of an option may be a password. */
function userFault({ args }: Statement, { type }: Section): Fault | undefined {
  if (type !== "userlist") return undefined;
  const options = new Set(["password", "insecure-password", "groups"]);
  for (let at = 1; at < args.length; at += 2) {
    const word = args[at];
    if (word !== undefined && !options.has(word.value))
      return { message: "user takes password, insecure-password and groups, each with one value", at: word };
  }
  return undefined;
}

/** ssl_ckch.c: each certificate of a crt-store has a name, its alias or its file, which nothing else may have. */
function loadFault({ args, keyword }: Statement, { type, name }: Section, { stores }: Before): Fault | undefined {
  if (type !== "crt-store") return undefined;
  const valueOf = (keyword: string) => args[args.findIndex(({ value }, at) => at % 2 === 0 && value === keyword) + 1];
  const has = (keyword: string) => args.some(({ value }, at) => at % 2 === 0 && value === keyword);
  const word = has("alias") ? valueOf("alias") : has("crt") ? valueOf("crt") : undefined;
  if (!has("crt")) return { message: "load needs crt and the file of a certificate", at: keyword };
  if (word === undefined) return undefined;
  const key = `${name?.value ?? ""} ${word.value}`;
  if (stores.has(key)) return { message: `${word.value} is loaded in this crt-store already`, at: word };
  stores.set(key, word);
  return undefined;
}

/** Options and their values cannot be told apart by place: some options have no value. */
function certificateFault({ args, keyword }: Statement): Fault | undefined {
  if (args.some(({ value }) => value === "crt")) return undefined;
  return { message: "ssl-f-use needs crt and the file of a certificate", at: keyword };
}

/** tcpcheck.c: what `tcp-check` opens is read as bytes. */
function checkProtocolFault({ args }: Statement): Fault | undefined {
  const at = args.findIndex(({ value }) => value === "proto");
  const protocol = args[at + 1];
  if (args[0]?.value !== "connect" || at === -1 || protocol === undefined || !httpProtocols.has(protocol.value))
    return undefined;
  return { message: `tcp-check connect cannot speak ${protocol.value}: http-check can`, at: protocol };
}

const httpProtocols: ReadonlySet<string> = new Set(["h1", "h2", "fcgi", "quic"]);

/** tcpcheck.c: other headers may stand twice. */
function checkHostFault({ args }: Statement): Fault | undefined {
  if (args[0]?.value !== "send") return undefined;
  const hosts = args.filter(({ value }, at) => value.toLowerCase() === "host" && args[at - 1]?.value === "hdr");
  const second = hosts[1];
  return second && { message: "http-check send takes one Host header", at: second };
}

/** vars.c: the process has no session and no transaction when it starts. */
function variableFault({ args }: Statement, { type }: Section): Fault | undefined {
  const [name] = args;
  if (type !== "global" || name === undefined || name.value.startsWith("proc.")) return undefined;
  return { message: `A global section sets variables of the process alone: proc.…, not ${name.value}`, at: name };
}

function caseFault({ args }: Statement, { type }: Section, { headers }: Before): Fault | undefined {
  const [from, to] = args;
  if (type !== "global" || from === undefined || to === undefined) return undefined;
  if (from.value.toLowerCase() !== to.value.toLowerCase())
    return { message: "h1-case-adjust takes one name in two spellings, which differ in case alone", at: to };
  if (headers.has(from.value)) return { message: `h1-case-adjust has ${from.value} already`, at: from };
  headers.set(from.value, from);
  return undefined;
}

function aclFault(statement: Statement, _: Section, { acls }: Before): Fault | undefined {
  if (statement.kind !== "Acl") return undefined;
  const { name, test, branch } = statement;
  if (name?.value.toLowerCase() === "or")
    return { message: "An ACL called or never matches: that word stands between conditions", at: name };
  const [, criterion, ...more] = statement.args;
  // A rule takes the fetch without names, and finds nothing.
  if (criterion?.value === "acl") return { message: "acl needs the names of ACLs in parentheses", at: criterion };
  if (more.length === 0 && criterion?.value.startsWith("http_auth_group(") === true)
    return { message: "http_auth_group needs the groups behind it", at: criterion };
  const number = test?.flags.find(({ flag }) => flag.value === "-u")?.value;
  if (number === undefined || branch !== undefined) return undefined;
  const id = Number.parseInt(number.value, 10);
  if (acls.has(id)) return { message: `Another ACL has the number ${id} already`, at: number };
  acls.add(id);
  return undefined;
}
