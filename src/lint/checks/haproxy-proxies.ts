/** What the lines of a proxy have to be together: traffic that comes back, external checks, statistics, FastCGI. */
import type { Statement } from "../../ast/haproxy/statement.ts";
import type { Node } from "../../model/cluster.ts";
import type { HaproxyDocument } from "../../model/document.ts";
import { ofKind } from "../../model/haproxy/by-kind.ts";
import type { HaproxyConfig, Proxy } from "../../model/haproxy/config.ts";
import { hasOption, isBackend, isFragment, lineage, saidOptions } from "../../model/haproxy/inheritance.ts";
import { isDisabled } from "../../model/haproxy/proxies.ts";
import { serversOf, templatesOf } from "../../model/haproxy/servers.ts";
import type { Span } from "../../text/span.ts";
import { placeIn } from "../place.ts";
import type { Finding } from "./finding.ts";
import { globalWords } from "./haproxy-transport.ts";

interface Fault {
  readonly rule: "argument-count" | "invalid-value" | "misplaced-keyword";
  readonly message: string;
  readonly at: Span;
}

export function* checkHaproxyProxies(document: HaproxyDocument, node: Node): Iterable<Finding> {
  const config = node.haproxy;
  if (config === undefined) return;
  for (const { concerned, faultOf } of tests) {
    for (const proxy of concerned(config)) {
      if (proxy.document !== document || proxy.type === "defaults" || isDisabled(proxy)) continue;
      const fault = faultOf(proxy, config);
      if (fault === undefined) continue;
      yield { rule: `haproxy/${fault.rule}`, place: placeIn(document, fault.at), message: fault.message };
    }
  }
}

interface Test {
  /** The proxies that may have the fault, by what the file says at all. */
  readonly concerned: (config: HaproxyConfig) => readonly Proxy[];
  readonly faultOf: (proxy: Proxy, config: HaproxyConfig) => Fault | undefined;
}

const tests: readonly Test[] = [
  { concerned: ({ frontends }) => frontends, faultOf: loopFault },
  { concerned: (config) => backendsWhere(config, "external-check"), faultOf: externalFault },
  { concerned: (config) => config.proxiesWith("stats"), faultOf: statsFault },
  { concerned: (config) => backendsWhere(config, "transparent"), faultOf: transparentFault },
  { concerned: (config) => config.proxiesWith("use-fcgi-app"), faultOf: applicationFault },
];

/** The backends of a file in which some line says an option: a line of `defaults` is said for many. */
function backendsWhere(config: HaproxyConfig, option: string): readonly Proxy[] {
  return saidOptions(config).has(option) ? config.backends : [];
}

/** A listen section that sends to itself; a frontend and a backend of one name are two. */
function loopFault({ type, statements, name }: Proxy): Fault | undefined {
  if (type !== "listen") return undefined;
  const targets = [
    ...ofKind(statements, "UseBackend").flatMap(({ dynamic, target }) => (dynamic ? [] : (target ?? []))),
    ...ofKind(statements, "DefaultBackend").flatMap(({ target }) => target ?? []),
  ];
  const at = targets.find(({ value }) => value === name);
  return at === undefined ? undefined : { rule: "invalid-value", message: `${name} sends its traffic to itself`, at };
}

/** The statements of the proxy and of what it inherits from, which no predicate decides about. */
function settled(proxy: Proxy, keyword: string): readonly Statement[] | undefined {
  const found = lineage(proxy).flatMap(({ statements }) => statements.filter((one) => one.keyword.value === keyword));
  return found.some(({ branch }) => branch !== undefined) ? undefined : found;
}

/** What of a proxy's own lines a finding about it points at. */
function ownOf(proxy: Proxy, statements: readonly Statement[]): Span {
  const own = statements.find((one) => proxy.statements.includes(one));
  return own ?? proxy.section.name ?? proxy.section.keyword;
}

const checkOptions = new Set([
  "external-check", "httpchk", "tcp-check", "ssl-hello-chk", "smtpchk", "pgsql-check", "redis-check", "mysql-check",
  "ldap-check", "spop-check",
]); // biome-ignore format: a list

function externalFault(proxy: Proxy, config: HaproxyConfig): Fault | undefined {
  if (!hasOption(proxy, "external-check") || isFragment(config)) return undefined;
  const options = settled(proxy, "option");
  const lines = settled(proxy, "external-check");
  if (options === undefined || lines === undefined) return undefined;
  const own = options.filter((one) => checkOptions.has(one.args[0]?.value ?? "") && one.prefix === undefined);
  if (own.some(({ args }) => args[0]?.value !== "external-check")) return undefined;
  const at = ownOf(proxy, own);
  if (globalWords(config, "external-check").length === 0)
    return { rule: "argument-count", message: "option external-check needs external-check in global", at };
  if (lines.some(({ args }) => args[0]?.value === "command")) return undefined;
  return { rule: "argument-count", message: "option external-check needs external-check command", at };
}

/** haproxy 3.4: users and rules are two ways to let people see the statistics. */
function statsFault(proxy: Proxy): Fault | undefined {
  const stats = ofKind(proxy.statements, "Stats").filter(({ branch }) => branch === undefined);
  const rule = stats.find(({ name }) => name?.value === "http-request");
  if (rule === undefined) return undefined;
  const other = stats.find(({ name }) => name?.value === "auth" || name?.value === "realm");
  if (other === undefined) return undefined;
  const message = `stats http-request cannot stand beside stats ${other.name?.value}`;
  return { rule: "misplaced-keyword", message, at: rule };
}

function transparentFault(proxy: Proxy): Fault | undefined {
  if (!hasOption(proxy, "transparent")) return undefined;
  const balance = settled(proxy, "balance");
  const options = settled(proxy, "option");
  if (balance === undefined || balance.length === 0 || options === undefined) return undefined;
  const at = ownOf(proxy, balance);
  return { rule: "misplaced-keyword", message: "balance cannot stand beside option transparent", at };
}

function applicationFault(proxy: Proxy): Fault | undefined {
  if (!isBackend(proxy)) return undefined;
  const use = proxy.statements.find(({ keyword, branch }) => keyword.value === "use-fcgi-app" && branch === undefined);
  if (use === undefined) return undefined;
  const servers = [...serversOf(proxy), ...templatesOf(proxy)];
  if (servers.some((one) => one.option("proto")?.values[0]?.value === "fcgi")) return undefined;
  return { rule: "argument-count", message: "use-fcgi-app needs a server with proto fcgi", at: use.keyword };
}
