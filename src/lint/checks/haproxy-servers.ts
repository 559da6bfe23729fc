/** What a server's options have to be together, with those of `default-server` and of its backend. */
import { keywordOf, ofLayout } from "../../ast/haproxy/layout.ts";
import type { DefaultServer, Option, Server, ServerTemplate, Statement } from "../../ast/haproxy/statement.ts";
import { isStatic } from "../../ast/word.ts";
import type { Node } from "../../model/cluster.ts";
import type { HaproxyDocument } from "../../model/document.ts";
import { ofKind } from "../../model/haproxy/by-kind.ts";
import { type HaproxyConfig, inDocument, type Proxy } from "../../model/haproxy/config.ts";
import { hasOption, type InForce, inForce, isFragment, isModeKnown, lineage } from "../../model/haproxy/inheritance.ts";
import { isDisabled } from "../../model/haproxy/proxies.ts";
import { type EffectiveOptions, type EffectiveServer, serversOf, templatesOf } from "../../model/haproxy/servers.ts";
import { haproxyTable } from "../../schema/haproxy.ts";
import { addressRules, parseSocketAddress } from "../../schema/types/haproxy/address.ts";
import { Rejection } from "../../schema/types/type.ts";
import { remembered } from "../../text/remembered.ts";
import type { Span } from "../../text/span.ts";
import { foundIn, type SectionMemory } from "../memory.ts";
import { placeIn } from "../place.ts";
import type { Finding } from "./finding.ts";
import { allowsHttp3, globalWords, hasHttp3, isDatagram, muxFault } from "./haproxy-transport.ts";

/** A `server` or `server-template` line with the options in force. */
interface Line extends EffectiveOptions {
  readonly statement: Server | ServerTemplate;
}

interface Fault {
  readonly rule: "argument-count" | "invalid-value";
  readonly message: string;
  readonly at?: Span | undefined;
}

/** What is the same for all servers of a backend. */
interface Backend {
  readonly proxy: Proxy;
  readonly node: Node;
  readonly config: HaproxyConfig;
  readonly isRunning: boolean;
  readonly isHttp: boolean | undefined;
  /** The default-server lines that say ssl. */
  readonly defaultTls: readonly InForce<DefaultServer>[];
}

export function* checkHaproxyServers(document: HaproxyDocument, node: Node, memory?: SectionMemory): Iterable<Finding> {
  const config = node.haproxy;
  // What servers inherit, and what global says, stands in a file that is not here.
  if (config === undefined || isFragment(config)) return;
  const backends = inDocument(config, config.backends, document);
  const question = `servers of ${document.source.path}`;
  yield* foundIn(memory, question, node, backends, (proxy) => [...checkBackend(proxy, config, node)]);
}

function* checkBackend(proxy: Proxy, config: HaproxyConfig, node: Node): Iterable<Finding> {
  if (!isSettled(proxy)) return;
  const isHttp = isModeKnown(proxy, config) ? proxy.mode === "http" || proxy.mode === "haterm" : undefined;
  const defaultTls = inForce(proxy, "DefaultServer").filter(({ statement }) => tlsOption(statement) !== undefined);
  const backend = { proxy, node, config, isRunning: !isDisabled(proxy), isHttp, defaultTls };
  for (const line of linesOf(proxy)) {
    const { statement } = line;
    if (statement.faulty === true || statement.problems !== undefined) continue;
    const fault = faultOf(line, backend);
    // What the environment decides behind the name and the address may be what seems to lack.
    if (fault === undefined || !statement.args.slice(2).every(isStatic)) continue;
    // An option that another line set is reported where the server is named.
    const at = fault.at !== undefined && isWithin(fault.at, statement) ? fault.at : statement.name;
    const place = placeIn(proxy.document, at ?? statement.keyword);
    yield { rule: `haproxy/${fault.rule}`, place, message: fault.message };
  }
}

const tests: readonly ((line: Line, backend: Backend) => Fault | undefined)[] = [
  trackFault,
  trackedFault,
  agentFault,
  checkPortFault,
  datagramFault,
  tlsFault,
  modeFault,
  protocolFault,
  numberFault,
];

function faultOf(line: Line, backend: Backend): Fault | undefined {
  for (const test of tests) {
    const fault = test(line, backend);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function isWithin(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

function linesOf(proxy: Proxy): readonly Line[] {
  const templates = templatesOf(proxy);
  return templates.length === 0 ? serversOf(proxy) : [...serversOf(proxy), ...templates];
}

/** No `.if` and no variable decides about what the servers inherit. */
function isSettled(proxy: Proxy): boolean {
  return lineage(proxy).every(
    (from) =>
      (from === proxy || from.section.branch === undefined) &&
      ofKind(from.statements, "DefaultServer").every((line) => line.branch === undefined && line.args.every(isStatic)),
  );
}

/** server.c: a server that tracks another has no checks of its own. */
function trackFault(line: Line): Fault | undefined {
  if (!line.has("track") || !line.has("check")) return undefined;
  return { rule: "invalid-value", message: "A server that tracks another cannot have check", at: line.option("track") };
}

/** server.c: what is tracked is watched itself, by checks, by an agent or by tracking on, and not in a circle. */
function trackedFault(line: Line, { config, proxy, isRunning }: Backend): Fault | undefined {
  const at = line.option("track");
  if (!isRunning || at === undefined) return undefined;
  const seen = new Set<Server | ServerTemplate>([line.statement]);
  for (let tracked = trackedBy(at, proxy, config); tracked !== undefined; ) {
    const { server, backend } = tracked;
    if (isDisabled(backend) || server.statement.branch !== undefined || !isSettled(backend)) return undefined;
    if (seen.has(server.statement))
      return { rule: "invalid-value", message: `This server tracks itself by ${backend.name}/${server.name}`, at };
    seen.add(server.statement);
    const next = server.option("track");
    if (next === undefined) {
      if (server.has("check") || server.has("agent-check") || !server.statement.args.every(isStatic)) return undefined;
      return { rule: "argument-count", message: `${backend.name}/${server.name} is tracked and needs check`, at };
    }
    tracked = trackedBy(next, backend, config);
  }
  return undefined;
}

interface Tracked {
  readonly server: EffectiveServer;
  readonly backend: Proxy;
}

/** The server that `track BACKEND/SERVER` means, where it is known. */
function trackedBy(track: Option, own: Proxy, { backends }: HaproxyConfig): Tracked | undefined {
  const value = track.values[0]?.value ?? "";
  const slash = value.lastIndexOf("/");
  const backend = slash === -1 ? own : backends.find(({ name }) => name === value.slice(0, slash));
  const server = backend && serversOf(backend).find(({ name }) => name === value.slice(slash + 1));
  return server && backend && { server, backend };
}

function agentFault(line: Line): Fault | undefined {
  // server.c: port says it for both kinds of checks, and agent-port for one.
  const port = line.option("agent-port") ?? line.option("port");
  if (!line.has("agent-check") || numberOf(port) > 0) return undefined;
  return { rule: "argument-count", message: "agent-check needs agent-port", at: line.option("agent-check") };
}

/** check.c: a check has to know its port: its own, that of its address, that of the server, or that of its first step. */
function checkPortFault(line: Line, { proxy, isRunning }: Backend): Fault | undefined {
  if (!isRunning || !line.has("check")) return undefined;
  const address = line.statement.address?.address;
  if (address === undefined) return undefined;
  if (address.family !== "ipv4" && address.family !== "ipv6") return undefined;
  if (address.protocol !== undefined && !/^(tcp|ipv)/.test(address.protocol)) return undefined;
  const { ports } = address;
  if (ports !== undefined && ports.first > 0 && ports.sign === undefined) return undefined;
  if (numberOf(line.option("port")) > 0 || line.has("healthcheck")) return undefined;
  if (line.has("addr") && !lacksPort(line.option("addr"))) return undefined;
  if (connectsElsewhere(proxy)) return undefined;
  return {
    rule: "argument-count",
    message: "check needs a port: the address has none, and port does not say it",
    at: line.option("check"),
  };
}

/** Whether what is checked instead is a host, and not a socket, without a port behind it. */
function lacksPort(option: Option | undefined): boolean {
  const address = parseSocketAddress(option?.values[0]?.value ?? "", addressRules.plain);
  if (address instanceof Rejection || !["ipv4", "ipv6", "name", "any"].includes(address.family)) return false;
  return address.ports === undefined || address.ports.first === 0;
}

/** Whether each step of the check that connects says where: of the check that is in force, where that is known. */
const connectsElsewhere = remembered((proxy: Proxy): boolean => {
  const from = lineage(proxy);
  const isKnown = from.every(({ statements }) => statements.every(({ kind, branch }) => kind !== "Option" || !branch));
  if (!isKnown) return from.some(({ statements }) => statements.some(isConnect));
  // The later of two options decides; either may be the one.
  return checksWithSteps.some(([option, keyword]) => hasOption(proxy, option) && eachConnects(from, keyword));
});

const checksWithSteps = [
  ["tcp-check", "tcp-check"],
  ["httpchk", "http-check"],
] as const;

/** The steps of a proxy take the place of those that it inherits. */
function eachConnects(from: readonly Proxy[], keyword: string): boolean {
  const nearest = from
    .map(({ statements }) => statements.filter((one) => one.keyword.value === keyword))
    .find(({ length }) => length > 0);
  if (nearest === undefined) return false;
  if (nearest.some(({ branch, args }) => branch !== undefined || !args.every(isStatic))) return true;
  const connects = nearest.filter(isConnect);
  return connects.length > 0 && connects.every(namesPort);
}

function isConnect({ keyword, args }: Statement): boolean {
  return (keyword.value === "tcp-check" || keyword.value === "http-check") && args[0]?.value === "connect";
}

/** What an expression makes of a port is known when the check runs. */
function namesPort({ args }: Statement): boolean {
  return args.some(({ value }, at) => {
    const before = args[at - 1]?.value;
    return (before === "port" && Number.parseInt(value, 10) > 0) || (before === "addr" && value.includes(":"));
  });
}

/** server.c: datagrams are for logs alone. */
function datagramFault({ statement }: Line, { proxy, isHttp, isRunning }: Backend): Fault | undefined {
  const { address } = statement;
  if (!isRunning || isHttp === undefined || proxy.mode === "log" || !isDatagram(address?.address)) return undefined;
  const message = `Datagrams are for mode log, and this is mode ${proxy.mode}`;
  return { rule: "invalid-value", message, at: address };
}

/** ssl_sock.c: certificates are verified where nothing else is said, and that takes a CA file. */
function tlsFault(line: Line, backend: Backend): Fault | undefined {
  const { config, isRunning } = backend;
  if (!isRunning) return undefined;
  const tls = line.option("ssl") ?? line.option("check-ssl") ?? inheritedTls(line, backend);
  if (tls === undefined || line.has("ca-file")) return undefined;
  const verify = line.option("verify")?.values[0]?.value;
  if (verify === "none" || (verify === undefined && globalWords(config, "ssl-server-verify").includes("none")))
    return undefined;
  const why =
    verify === undefined
      ? "haproxy verifies certificates where nothing else is said"
      : "there is nothing to verify with";
  return { rule: "argument-count", message: `${tls.name.value} needs ca-file, or verify none: ${why}`, at: tls };
}

/** TLS of a default-server line is prepared for servers that say no-ssl as well. */
function inheritedTls({ statement }: Line, { proxy, defaultTls }: Backend): Option | undefined {
  const line = defaultTls.find((one) => one.proxy !== proxy || one.statement.start < statement.start);
  return line === undefined ? undefined : tlsOption(line.statement);
}

function tlsOption(line: DefaultServer): Option | undefined {
  return line.options.find(({ name }) => name.value === "ssl");
}

/** What needs HTTP: a redirection, and watching answers, which is asked when the line is read. */
function modeFault(line: Line, { proxy, isHttp, isRunning }: Backend): Fault | undefined {
  if (isHttp !== false) return undefined;
  const redirection = line.option("redir");
  if (redirection !== undefined && isRunning)
    return { rule: "invalid-value", message: `redir needs mode http, and this is mode ${proxy.mode}`, at: redirection };
  const observe = line.option("observe");
  if (observe?.values[0]?.value !== "layer7") return undefined;
  return {
    rule: "invalid-value",
    message: `observe layer7 needs mode http, and this is mode ${proxy.mode}`,
    at: observe,
  };
}

function protocolFault(line: Line, { proxy, node, config, isHttp, isRunning }: Backend): Fault | undefined {
  const protocol = line.option("proto");
  if (protocol !== undefined && isHttp !== undefined && isRunning) {
    const message = muxFault(protocol.values[0]?.value ?? "", proxy.mode);
    if (message !== undefined) return { rule: "invalid-value", message, at: protocol };
    if (protocol.values[0]?.value === "fcgi" && !hasApplication(proxy))
      return { rule: "argument-count", message: "proto fcgi needs use-fcgi-app in this backend", at: protocol };
  }
  const alpn = line.option("alpn");
  if (alpn === undefined || protocol !== undefined || isHttp !== true || !hasHttp3(alpn)) return undefined;
  if (allowsHttp3(config, node)) return undefined;
  return {
    rule: "invalid-value",
    message: "alpn h3 on TCP is experimental: it needs expose-experimental-directives in global",
    at: alpn,
  };
}

function hasApplication(proxy: Proxy): boolean {
  return lineage(proxy).some(({ statements }) => statements.some(({ keyword }) => keyword.value === "use-fcgi-app"));
}

/** As the program reads it: the digits at the beginning. */
function numberOf(option: Option | undefined): number {
  const number = Number.parseInt(option?.values[0]?.value ?? "", 10);
  return Number.isNaN(number) ? 0 : number;
}

const numbered: ReadonlySet<string> = new Set(["weight", "maxconn", "minconn", "maxqueue"]);
const hasBareNumber = ofLayout(({ parts }) =>
  parts.some((part) => numbered.has(keywordOf(part)) && part.end === part.first + 1),
);

/** A weight or a limit without a number takes the next option for one, whose own value then stands alone. */
function numberFault({ statement }: Line): Fault | undefined {
  if (!hasBareNumber(statement.layout)) return undefined;
  const { options } = statement;
  const at = options.findIndex(({ name, values }) => numbered.has(name.value) && values.length === 0);
  const bare = options[at];
  const next = at < 0 ? undefined : options[at + 1];
  const value = next?.values[0];
  if (next === undefined || value === undefined || haproxyTable.find("server-option", value.value) !== undefined)
    return undefined;
  return {
    rule: "argument-count",
    message: `${bare?.name.value} needs a number: it takes the next word for it`,
    at: bare,
  };
}
