/** What the lines of a proxy have to be together: traffic that comes back, external checks, statistics, FastCGI. */
import type { Rule, Statement } from "../../ast/haproxy/statement.ts";
import { isStatic } from "../../ast/word.ts";
import type { Node } from "../../model/cluster.ts";
import type { HaproxyDocument } from "../../model/document.ts";
import { ofKind } from "../../model/haproxy/by-kind.ts";
import type { HaproxyConfig, Proxy } from "../../model/haproxy/config.ts";
import {
  deciding,
  hasOption,
  type InForce,
  isBackend,
  isFragment,
  lineage,
  saidOptions,
} from "../../model/haproxy/inheritance.ts";
import { isDisabled } from "../../model/haproxy/proxies.ts";
import { serversOf, templatesOf } from "../../model/haproxy/servers.ts";
import { wrapped } from "../../schema/types/numbers.ts";
import { placeIn } from "../place.ts";
import type { Finding } from "./finding.ts";
import { filtersFault, sequenceFault } from "./haproxy-filters.ts";
import { type Fault, ownOf, settled } from "./haproxy-in-force.ts";
import { logFault } from "./haproxy-logs.ts";
import { globalWords } from "./haproxy-transport.ts";

export function* checkHaproxyProxies(document: HaproxyDocument, node: Node): Iterable<Finding> {
  const config = node.haproxy;
  if (config === undefined) return;
  for (const { concerned, faultOf } of tests) {
    for (const proxy of concerned(config)) {
      const isSkipped = proxy.type === "defaults" ? !ofDefaults.has(faultOf) : isDisabled(proxy);
      if (proxy.document !== document || isSkipped) continue;
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
  { concerned: sending, faultOf: loopFault },
  { concerned: (config) => backendsWhere(config, "external-check"), faultOf: externalFault },
  { concerned: (config) => config.proxiesWith("stats"), faultOf: statsFault },
  { concerned: (config) => backendsWhere(config, "transparent"), faultOf: transparentFault },
  { concerned: ({ backends }) => backends, faultOf: logFault },
  { concerned: usingApplications, faultOf: applicationFault },
  { concerned: ({ frontends }) => frontends, faultOf: captureFault },
  { concerned: (config) => config.proxiesWith("filter"), faultOf: filtersFault },
  { concerned: (config) => config.proxiesWith("filter-sequence"), faultOf: sequenceFault },
  { concerned: limitingBandwidth, faultOf: bandwidthFault },
  { concerned: startingFromRules, faultOf: inheritanceFault },
  { concerned: defaultsWithRules, faultOf: defaultsFault },
];

const ofDefaults: ReadonlySet<Test["faultOf"]> = new Set([inheritanceFault, defaultsFault]);

function usingApplications(config: HaproxyConfig): readonly Proxy[] {
  return [...new Set([...config.proxiesWith("use-fcgi-app"), ...config.proxiesWith("filter")])];
}

/** The backends of a file in which some line says an option: a line of `defaults` is said for many. */
function backendsWhere(config: HaproxyConfig, option: string): readonly Proxy[] {
  return saidOptions(config).has(option) ? config.backends : [];
}

/** Proxies that say where traffic goes, and those that a defaults section may say it for. */
function sending(config: HaproxyConfig): readonly Proxy[] {
  const saying = [...new Set([...config.proxiesWith("use_backend"), ...config.proxiesWith("default_backend")])];
  return saying.some(({ type }) => type === "defaults") ? config.backends : saying;
}

/** All proxies where some line is about a bandwidth limit: looking for the words is quicker than looking at all lines. */
function limitingBandwidth({ documents, proxies }: HaproxyConfig): readonly Proxy[] {
  return documents.some(({ source }) => ["bwlim-", "bandwidth-limit"].some((word) => source.text.includes(word)))
    ? proxies
    : [];
}

function defaultsWithRules({ proxies }: HaproxyConfig): readonly Proxy[] {
  return proxies.filter(({ type, statements }) => type === "defaults" && statements.some(isRule));
}

/** Proxies that start from a defaults section in which a rule stands. */
function startingFromRules(config: HaproxyConfig): readonly Proxy[] {
  const { proxies } = config;
  const withRules = new Set(defaultsWithRules(config));
  return withRules.size === 0
    ? []
    : proxies.filter(({ defaults }) => defaults !== undefined && withRules.has(defaults));
}

/** A proxy that sends to itself, also where a backend may not choose one; a frontend and a backend of one name are two. */
function loopFault(proxy: Proxy): Fault | undefined {
  const { type, statements, name, section } = proxy;
  if (type !== "listen" && type !== "backend") return undefined;
  const chosen = ofKind(statements, "UseBackend").flatMap(({ dynamic, target }) => (dynamic ? [] : (target ?? [])));
  const usual = deciding(proxy, "DefaultBackend");
  // What a defaults section says is for proxies that take connections.
  const counts = usual !== undefined && (usual.proxy === proxy || (type === "listen" && isSettledHere(usual)));
  const word = counts ? usual.statement.target : undefined;
  const at = [...chosen, ...(word === undefined ? [] : [word])].find(({ value }) => value === name);
  if (at === undefined) return undefined;
  const place = at === word && usual?.proxy !== proxy ? (section.name ?? section.keyword) : at;
  return { rule: "invalid-value", message: `${name} sends its traffic to itself`, at: place };
}

/** No predicate decides about a line that is inherited. */
function isSettledHere({ statement, proxy }: InForce): boolean {
  return statement.branch === undefined && proxy.section.branch === undefined;
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
  const use = proxy.statements.find(
    ({ keyword, args: [first], branch }) =>
      branch === undefined &&
      (keyword.value === "use-fcgi-app" || (keyword.value === "filter" && first?.value === "fcgi-app")),
  );
  if (use === undefined) return undefined;
  const servers = [...serversOf(proxy), ...templatesOf(proxy)];
  if (servers.some((one) => one.option("proto")?.values[0]?.value === "fcgi")) return undefined;
  return {
    rule: "argument-count",
    message: `${use.keyword.value === "filter" ? "filter fcgi-app" : "use-fcgi-app"} needs a server with proto fcgi`,
    at: use.keyword,
  };
}

/** http_act.c: a rule that captures by number needs a slot, made by another rule or by declare capture. */
function captureFault(proxy: Proxy): Fault | undefined {
  if (proxy.type === "backend") return undefined;
  const own = captureKinds.flatMap(([kind]) => ofKind<Rule["kind"]>(proxy.statements, kind));
  if (!own.some(({ actionName }) => actionName === "capture")) return undefined;
  const statements = lineage(proxy).flatMap((from) => from.statements);
  if (statements.some(({ branch }) => branch !== undefined)) return undefined;
  for (const [kind, side, keyword] of captureKinds) {
    const rules = ofKind(statements, kind).filter(({ actionName }) => actionName === "capture");
    const slots =
      rules.filter(({ args }) => args.some(({ value }) => value === "len")).length +
      statements.filter(({ keyword: { value }, args }) =>
        value === "declare" ? args[1]?.value === side : value === "capture" && args[0]?.value === side,
      ).length +
      (kind === "HttpRequest"
        ? ofKind(statements, "TcpRequest").filter(({ actionName }) => actionName === "capture").length
        : 0);
    for (const rule of rules) {
      const at = rule.args.findIndex(({ value }) => value === "id");
      const number = at === -1 ? undefined : rule.args[at + 1];
      if (number === undefined || !/^\+?\d+$/.test(number.value) || wrapped(number.value) < slots) continue;
      return {
        rule: "invalid-value",
        message: `${keyword} capture id ${number.value}: there is no such slot`,
        at: number,
      };
    }
  }
  return undefined;
}

const captureKinds = [
  ["HttpRequest", "request", "http-request"],
  ["HttpResponse", "response", "http-response"],
  ["HttpAfterResponse", "response", "http-after-response"],
] as const;

/** flt_bwlim.c: the name of a bandwidth limit is that of a filter of the proxy, and only one has it. */
function bandwidthFault({ statements }: Proxy): Fault | undefined {
  const names = new Set<string>();
  for (const { keyword, args } of statements) {
    if (keyword.value !== "filter" || !/^bwlim-(in|out)$/.test(args[0]?.value ?? "")) continue;
    const name = args[1];
    if (name === undefined) continue;
    if (names.has(name.value))
      return {
        rule: "invalid-value",
        message: `There is a bandwidth limit ${name.value} in this proxy already`,
        at: name,
      };
    names.add(name.value);
  }
  for (const statement of statements) {
    if (!("actionName" in statement) || statement.actionName !== "set-bandwidth-limit") continue;
    const [name] = statement.parameters;
    if (name === undefined || !isStatic(name) || names.has(name.value)) continue;
    return {
      rule: "invalid-value",
      message: `No filter bwlim-in or bwlim-out of this proxy is called ${name.value}`,
      at: name,
    };
  }
  return undefined;
}

/** proxy.c: rules of a defaults section are for proxies of one kind, and some for one kind alone. */
function inheritanceFault(proxy: Proxy, { proxies }: HaproxyConfig): Fault | undefined {
  const { defaults, type, section } = proxy;
  if (defaults === undefined) return undefined;
  const rules = defaults.statements.filter(isRule);
  if (rules.length === 0 || rules.some(({ branch }) => branch !== undefined)) return undefined;
  const at = section.from ?? section.name ?? section.keyword;
  const refuse = (what: string): Fault => ({
    rule: "misplaced-keyword",
    message: `${what}: ${namedDefaults(defaults)}`,
    at,
  });
  if (type === "defaults") return refuse("A defaults section cannot start from one with rules");
  if (type === "listen") return refuse("A listen section cannot start from a defaults section with rules");
  const first = proxies.find((one) => one.defaults === defaults && one.type !== "defaults" && one.type !== "listen");
  if (first !== undefined && first.type !== type)
    return refuse("A frontend and a backend cannot start from one defaults section with rules");
  const layers = new Set(rules.map(({ keyword, args }) => `${keyword.value} ${args[0]?.value ?? ""}`));
  if (type === "backend" && (layers.has("tcp-request connection") || layers.has("tcp-request session")))
    return refuse("A backend cannot start from a defaults section with tcp-request connection or session");
  if (type === "backend" && rules.some(makesSlot))
    return refuse("A backend cannot start from a defaults section with rules that capture");
  if (type === "frontend" && layers.has("tcp-response content"))
    return refuse("A frontend cannot start from a defaults section with tcp-response content");
  return undefined;
}

function makesSlot(rule: Statement): boolean {
  return "actionName" in rule && rule.actionName === "capture" && rule.args.some(({ value }) => value === "len");
}

/** What rules of a defaults section need and such a section does not have: a table, a filter, servers. */
function defaultsFault(proxy: Proxy, { proxies }: HaproxyConfig): Fault | undefined {
  if (!proxies.some(({ defaults, type }) => defaults === proxy && type !== "defaults")) return undefined;
  for (const rule of proxy.statements) {
    if (!isRule(rule) || rule.branch !== undefined || !("actionName" in rule)) continue;
    const { actionName = "" } = rule;
    const at = rule.action ?? rule.keyword;
    if (/^track-sc\d*$/.test(actionName) && !rule.layout.parts.some(({ type }) => type === "ref-table"))
      return { rule: "argument-count", message: `${actionName} needs table here: a defaults section has none`, at };
    if (actionName === "set-bandwidth-limit" || actionName === "set-retries")
      return { rule: "misplaced-keyword", message: `${actionName} cannot stand in a defaults section`, at };
  }
  return undefined;
}

function isRule({ keyword, args }: Statement): boolean {
  if (keyword.value === "tcp-request" || keyword.value === "tcp-response") return args[0]?.value !== "inspect-delay";
  return (
    keyword.value === "http-request" || keyword.value === "http-response" || keyword.value === "http-after-response"
  );
}

function namedDefaults({ name }: Proxy): string {
  return `it starts from ${name === "" ? "one without a name" : name}`;
}
