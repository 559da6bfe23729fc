/** What listeners and servers share: the protocols of a mode, and HTTP/3 over TCP. */
import type { Option } from "../../ast/haproxy/statement.ts";
import type { SocketAddress } from "../../ast/values.ts";
import type { Node } from "../../model/cluster.ts";
import { statementsIn } from "../../model/haproxy/by-kind.ts";
import type { HaproxyConfig, Proxy } from "../../model/haproxy/config.ts";
import { compareVersions } from "../../schema/version.ts";

/** All words behind a keyword of `global`, in whatever branch it stands. */
export function globalWords(config: HaproxyConfig, keyword: string): readonly string[] {
  return config.globals.flatMap(({ section }) =>
    statementsIn(section).flatMap((one) =>
      one.keyword.value === keyword ? [keyword, ...one.args.map(({ value }) => value)] : [],
    ),
  );
}

/** The modes that a protocol named by `proto` works in (haproxy 3.4, the multiplexers). */
const modesOf: ReadonlyMap<string, readonly Proxy["mode"][]> = new Map(
  Object.entries({
    h1: ["http", "haterm"],
    h2: ["http", "haterm"],
    fcgi: ["http"],
    spop: ["spop"],
  }),
);

/** Why a protocol does not fit the mode. */
export function muxFault(protocol: string, mode: Proxy["mode"]): string | undefined {
  const modes = modesOf.get(protocol);
  if (modes === undefined || modes.includes(mode)) return undefined;
  return `proto ${protocol} is for mode ${modes[0]}, and this is mode ${mode}`;
}

/** Whether what is sent to an address are datagrams: UDP, or a socket of them. */
export function isDatagram(address: SocketAddress | undefined): boolean {
  return /^(?:udp|uxdg|dgram)/.test(address?.protocol ?? "");
}

/** Whether an `alpn` option offers HTTP/3. */
export function hasHttp3({ values }: Option): boolean {
  return values[0]?.value.split(",").includes("h3") === true;
}

/** haproxy 3.4 took HTTP/3 over TCP in, as an experiment; before, the name was not looked at. */
export function allowsHttp3(config: HaproxyConfig, { targets }: Node): boolean {
  if (targets.haproxy === undefined || compareVersions(targets.haproxy, "3.4") < 0) return true;
  return globalWords(config, "expose-experimental-directives").length > 0;
}
