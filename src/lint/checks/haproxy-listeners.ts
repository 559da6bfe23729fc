/** What the options of a `bind` line have to be together, and with the mode of its frontend. */
import type { Option } from "../../ast/haproxy/statement.ts";
import { isStatic } from "../../ast/word.ts";
import type { Node } from "../../model/cluster.ts";
import type { HaproxyDocument } from "../../model/document.ts";
import { ofKind } from "../../model/haproxy/by-kind.ts";
import { type HaproxyConfig, inDocument, type Proxy } from "../../model/haproxy/config.ts";
import { isModeKnown } from "../../model/haproxy/inheritance.ts";
import { isDisabled } from "../../model/haproxy/proxies.ts";
import { compareVersions } from "../../schema/version.ts";
import type { Span } from "../../text/span.ts";
import { certificateOptions } from "../haproxy/certificates.ts";
import { foundIn, type SectionMemory } from "../memory.ts";
import { placeIn } from "../place.ts";
import type { Finding } from "./finding.ts";
import { allowsHttp3, globalWords, hasHttp3, muxFault } from "./haproxy-transport.ts";

interface Fault {
  readonly rule: "argument-count" | "invalid-value";
  readonly message: string;
  readonly at: Span;
}

type Options = readonly Option[];

export function* checkHaproxyListeners(
  document: HaproxyDocument,
  node: Node,
  memory?: SectionMemory,
): Iterable<Finding> {
  const config = node.haproxy;
  if (config === undefined) return;
  const frontends = inDocument(config, config.frontends, document);
  const question = `listeners of ${document.source.path}`;
  yield* foundIn(memory, question, node, frontends, (proxy) => [...checkFrontend(proxy, config, node)]);
}

function* checkFrontend(proxy: Proxy, config: HaproxyConfig, node: Node): Iterable<Finding> {
  if (isDisabled(proxy)) return;
  // ssl-f-use brings certificates to all lines of its section (haproxy 3.2).
  const isServed = proxy.statements.some(({ keyword }) => keyword.value === "ssl-f-use");
  for (const bind of ofKind(proxy.statements, "Bind")) {
    if (bind.faulty === true || bind.problems !== undefined || !bind.args.slice(1).every(isStatic)) continue;
    const { options } = bind;
    const quic = bind.addresses.find(({ address }) => address.protocol?.startsWith("quic") === true);
    if (options.length === 0 && quic === undefined) continue;
    const fault =
      (isServed ? undefined : certificateFault(options, quic, config)) ??
      versionsFault(options) ??
      protocolFault(quic, options, proxy, config, node);
    if (fault === undefined) continue;
    yield { rule: `haproxy/${fault.rule}`, place: placeIn(proxy.document, fault.at), message: fault.message };
  }
}

function optionOf(options: Options, name: string): Option | undefined {
  return options.findLast((option) => option.name.value === name);
}

/** ssl_sock.c: TLS without a certificate is refused, but for strict-sni, which then refuses each connection. */
function certificateFault(options: Options, quic: Span | undefined, config: HaproxyConfig): Fault | undefined {
  const tls = optionOf(options, "ssl") ?? quic;
  if (tls === undefined || options.some(({ name }) => certificateOptions.has(name.value))) return undefined;
  const isAsked =
    optionOf(options, "strict-sni") ?? globalWords(config, "ssl-default-bind-options").includes("strict-sni");
  const isStrict = isAsked !== false && optionOf(options, "no-strict-sni") === undefined;
  if (optionOf(options, "ech") !== undefined || (isStrict && optionOf(options, "generate-certificates") === undefined))
    return undefined;
  return {
    rule: "argument-count",
    message: `bind ${tls === quic ? "over QUIC" : "ssl"} needs crt and a certificate`,
    at: tls,
  };
}

const versions = ["sslv3", "tlsv10", "tlsv11", "tlsv12", "tlsv13"];

/** Versions of TLS that ssl-min-ver, ssl-max-ver or the no- options leave; SSLv3 is in no library of today. */
function versionsFault(options: Options): Fault | undefined {
  if (optionOf(options, "ssl") === undefined) return undefined;
  const least = optionOf(options, "ssl-min-ver");
  const most = optionOf(options, "ssl-max-ver");
  const from = rankOf(least);
  const to = rankOf(most);
  if (least !== undefined && most !== undefined && from !== undefined && to !== undefined && from > to)
    return { rule: "invalid-value", message: "ssl-min-ver is above ssl-max-ver: no version of TLS is left", at: least };
  if (least !== undefined || most !== undefined || options.some(({ name }) => name.value.startsWith("force-")))
    return undefined;
  const last = versions.slice(1).map((version) => optionOf(options, `no-${version}`));
  const [first] = last;
  if (first === undefined || last.includes(undefined)) return undefined;
  return { rule: "invalid-value", message: "The no- options leave no version of TLS", at: first };
}

function rankOf(option: Option | undefined): number | undefined {
  const rank = versions.indexOf((option?.values[0]?.value ?? "").toLowerCase().replace(".", ""));
  return rank < 0 ? undefined : rank;
}

function protocolFault(
  quic: Span | undefined,
  options: Options,
  proxy: Proxy,
  config: HaproxyConfig,
  node: Node,
): Fault | undefined {
  const isQuic = quic !== undefined;
  const accept = optionOf(options, "accept-proxy");
  if (isQuic && accept !== undefined)
    return { rule: "invalid-value", message: "QUIC has no PROXY protocol: accept-proxy cannot stand here", at: accept };
  if (!isModeKnown(proxy, config)) return undefined;
  const protocol = optionOf(options, "proto");
  if (protocol !== undefined) {
    const name = protocol.values[0]?.value ?? "";
    const isPlain = name === "none" && (proxy.mode === "http" || proxy.mode === "haterm");
    const message = isPlain ? `proto none is for mode tcp, and this is mode ${proxy.mode}` : muxFault(name, proxy.mode);
    return message === undefined ? undefined : { rule: "invalid-value", message, at: protocol };
  }
  if (isQuic && proxy.mode !== "http" && proxy.mode !== "haterm")
    return { rule: "invalid-value", message: `QUIC is for mode http, and this is mode ${proxy.mode}`, at: quic };
  const alpn = optionOf(options, "alpn");
  if (alpn === undefined || isQuic || proxy.mode !== "http") return undefined;
  if (hasHttp3(alpn) && !allowsHttp3(config, node))
    return {
      rule: "invalid-value",
      message: "alpn h3 on TCP is experimental: it needs expose-experimental-directives in global",
      at: alpn,
    };
  return bufferFault(alpn, config, node);
}

/** proxy.c: a frame of HTTP/2 has to fit into a buffer; before haproxy 2.8 nothing asked for it. */
function bufferFault(alpn: Option, config: HaproxyConfig, { targets }: Node): Fault | undefined {
  if (targets.haproxy !== undefined && compareVersions(targets.haproxy, "2.8") < 0) return undefined;
  const [keyword, size = "", ...more] = globalWords(config, "tune.bufsize");
  if (keyword === undefined || more.length > 0 || !/^\d+$/.test(size) || Number(size) >= 16384) return undefined;
  if (alpn.values[0]?.value.split(",").includes("h2") !== true) return undefined;
  return { rule: "invalid-value", message: "HTTP/2 needs tune.bufsize of 16384 or more", at: alpn };
}
