/** What a version of haproxy registers and documents, read from the dumps of the program and its manual. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Something that a version has, and the contexts of the grammar of which one must have it. */
export interface Fact {
  readonly version: string;
  readonly keyword: string;
  readonly contexts: readonly string[];
  /** Where the fact stands: `registered`, or the manual's section. */
  readonly origin: string;
  readonly returns?: string;
  readonly takes?: string;
  readonly where?: string;
}

const proxies = ["defaults", "frontend", "listen", "backend"];
const servers = ["server-option", "server-only-option", "default-server-option", "server-template-option"];
const actions = [
  ...["http-request", "http-response", "http-after-response", "quic-initial"],
  ...["tcp-request-connection", "tcp-request-session", "tcp-request-content", "tcp-response-content"],
];

export function readFacts(folder: string): Fact[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const version = /-v(\d+\.\d+)\./.exec(name)?.[1];
    if (version === undefined) return [];
    const lines = readFileSync(join(folder, name), "utf8").split("\n");
    if (name.startsWith("registered-")) return registered(version, lines);
    return name.startsWith("signatures-") ? documented(version, lines) : [];
  });
}

/** A dump has parts with a title, and the configuration keywords have parts of their own for each section. */
function registered(version: string, lines: readonly string[]): Fact[] {
  const facts: Fact[] = [];
  let part = "";
  let section = "";
  for (const line of lines) {
    const title = /^# List of registered (.*):/.exec(line)?.[1];
    if (title !== undefined) part = title;
    if (line === "" || line.startsWith("#")) continue;
    const add = (fact: Omit<Fact, "version" | "origin"> | undefined) => {
      if (fact !== undefined) facts.push({ version, origin: "registered", ...fact });
    };
    if (part === "ACL keywords") add({ keyword: line.split(" ")[0] ?? "", contexts: ["acl-keyword", "fetch"] });
    else if (part === "sample converter functions") add(converter(line));
    else if (part === "sample fetch functions") add(fetch(line));
    else if (part === "filter names") add({ keyword: line.split(" ")[0] ?? "", contexts: ["filter"] });
    else if (part === "service names") add({ keyword: line.trim(), contexts: ["service"] });
    else if (part === "configuration keywords") {
      if (line.startsWith("\t")) add(configured(section, line.trim()));
      else section = line.trim();
    }
  }
  return facts;
}

function converter(line: string): Omit<Fact, "version" | "origin"> | undefined {
  // The program prints the output type first.
  const [, keyword = "", returns = "", takes = ""] = /^([^\s(:]+)(?:\(.*\))?: (\S+) => (\S+)/.exec(line) ?? [];
  return keyword === "" ? undefined : { keyword, contexts: ["converter"], takes, returns };
}

function fetch(line: string): Omit<Fact, "version" | "origin"> | undefined {
  const [, places = "", keyword = "", returns = ""] = /^\[([ .Y]+)\] ([^\s(:]+)(?:\(.*\))?: (\S+)/.exec(line) ?? [];
  if (keyword === "") return undefined;
  const letters = places.trim().split(" ");
  const where = letters.map((one, at) => (one === "Y" ? String.fromCharCode(97 + at) : "")).join("");
  return { keyword, contexts: ["fetch"], returns, where };
}

const sectionContexts: Readonly<Record<string, readonly string[]>> = {
  global: ["global"],
  listen: proxies,
  "crt-list": ["crt-list-option"],
};

function configured(section: string, line: string): Omit<Fact, "version" | "origin"> {
  const words = line.split(" ");
  const [first = "", second = "", third = ""] = words;
  const plain = words.filter((word) => !word.startsWith("<") && !/^\+\d+$/.test(word));
  const option = (plain[1] === "ssl" ? plain[2] : plain[1]) ?? "ssl";
  const bare = (word: string) => word.replace(/\*$/, "");
  if (first === "bind" && second !== "") return { keyword: option, contexts: ["bind-option"] };
  if (first === "server" && second !== "") return { keyword: option, contexts: servers };
  if (first === "option" && second !== "") return { keyword: second, contexts: ["option"] };
  if (third !== "") return { keyword: bare(third), contexts: [`${first}-${second}`] };
  if (second !== "" && !second.startsWith("+")) return { keyword: bare(second), contexts: [first] };
  return { keyword: first, contexts: sectionContexts[section] ?? [section] };
}

const manualContexts: Readonly<Record<string, readonly string[]>> = {
  "Process management and security": ["global"],
  "Performance tuning": ["global"],
  Debugging: ["global"],
  "HTTPClient tuning": ["global"],
  "Alphabetically sorted keywords reference": proxies,
  "Alphabetically sorted actions reference": actions,
  "Bind options": ["bind-option"],
  "Server and default-server options": servers,
  "The resolvers section": ["resolvers"],
  "Cache section": ["cache"],
  Converters: ["converter"],
  "Log profiles": ["log-profile"],
  "Fcgi-app section": ["fcgi-app"],
  "Proxy section": proxies,
  "Peers declaration": ["peers"],
  Traces: ["traces"],
  Userlists: ["userlist"],
  Mailers: ["mailers"],
  "HTTP-errors": ["http-errors"],
  Rings: ["ring"],
  "Log forwarding": ["log-forward"],
  "Certificate Storage": ["crt-store"],
  "Load options": ["certificate-option"],
  ACME: ["acme"],
  Healthchecks: ["healthcheck"],
  Programs: ["program"],
  "Programs (deprecated)": ["program"],
  Peers: ["peers"],
};

function documented(version: string, lines: readonly string[]): Fact[] {
  return lines.flatMap((line) => {
    if (line === "") return [];
    const { section, title, signatures }: { section: string; title: string; signatures: string[] } = JSON.parse(line);
    const origin = `manual ${section}`;
    const contexts = title.startsWith("Fetching") ? ["fetch"] : manualContexts[title];
    if (contexts === undefined) return [{ version, origin, keyword: title, contexts: ["(a section of the manual)"] }];
    const keywords = signatures.map((signature) => ({ version, origin, ...signed(signature, contexts) }));
    // `map_<match_type>` stands for several.
    return keywords.filter(({ keyword }) => !keyword.includes("<"));
  });
}

/** Words that the manual writes as several where the grammar has a family for the second. */
const families = ["option", "timeout"];
const ownSections = new Set(
  [
    "resolvers",
    "cache",
    "log-profile",
    "fcgi-app",
    "peers",
    "traces",
    "userlist",
    "mailers",
    "http-errors",
    "ring",
  ].concat(["log-forward", "crt-store", "acme", "healthcheck", "program"]),
);

function signed(signature: string, contexts: readonly string[]): { keyword: string; contexts: readonly string[] } {
  const words = signature.replace(/^no /, "").split(/[\s]+/);
  const [first = "", second = ""] = words;
  const keyword = first.replace(/\(.*/, "").replace(/[:,]$/, "");
  if (families.includes(first) && contexts === proxies) return { keyword: second, contexts: [first] };
  if (ownSections.has(keyword) && contexts.includes(keyword)) return { keyword, contexts: ["section"] };
  return { keyword, contexts };
}
