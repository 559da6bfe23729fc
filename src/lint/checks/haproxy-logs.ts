/** What a backend of logs cannot do: log.c looks at its balance and at its servers when all is read. */
import type { Statement } from "../../ast/haproxy/statement.ts";
import { isStatic } from "../../ast/word.ts";
import type { HaproxyConfig, Proxy } from "../../model/haproxy/config.ts";
import { hasOption, isBackend, isModeKnown } from "../../model/haproxy/inheritance.ts";
import { serversOf } from "../../model/haproxy/servers.ts";
import { haproxyTable } from "../../schema/haproxy.ts";
import { checkConverters } from "../../schema/haproxy-expression/expression.ts";
import { canCast } from "../../schema/haproxy-expression/sample-types.ts";
import { type Fault, lastInForce, ownOf, settled } from "./haproxy-in-force.ts";
import { isDatagram } from "./haproxy-transport.ts";

/** What is for HTTP alone becomes roundrobin. */
const notForLogs: ReadonlySet<string> = new Set(["static-rr", "leastconn", "first", "source", "hash", "rdp-cookie"]);

export function logFault(proxy: Proxy, config: HaproxyConfig): Fault | undefined {
  if (proxy.mode !== "log" || !isBackend(proxy) || !isModeKnown(proxy, config)) return undefined;
  const lines = settled(proxy, "balance");
  if (lines === undefined) return undefined;
  const fault = lines.length === 0 ? unbalancedFault(proxy) : balanceFault(proxy, lines);
  return fault ?? serversFault(proxy);
}

function balanceFault(proxy: Proxy, lines: readonly Statement[]): Fault | undefined {
  const line = lastInForce(proxy, lines);
  const algorithm = line?.args[0];
  if (line === undefined || algorithm === undefined || !isStatic(algorithm)) return undefined;
  const name = algorithm.value.replace(/\(.*/s, "");
  if (name === "log-hash") return hashFault(proxy, line);
  if (!notForLogs.has(name)) return undefined;
  return {
    rule: "invalid-value",
    message: `mode log takes roundrobin, random, sticky and log-hash, not balance ${name}`,
    at: proxy.statements.includes(line) ? algorithm : ownOf(proxy, lines),
  };
}

/** An address to send to takes the place of an algorithm where none is said. */
function unbalancedFault(proxy: Proxy): Fault | undefined {
  const dispatch = settled(proxy, "dispatch");
  const options = settled(proxy, "option");
  if (dispatch === undefined || options === undefined) return undefined;
  const isTransparent = hasOption(proxy, "transparent");
  if (dispatch.length === 0 && !isTransparent) return undefined;
  const what = isTransparent ? "option transparent" : "dispatch";
  const said = isTransparent ? options.filter(({ args }) => args[0]?.value === "transparent") : dispatch;
  return { rule: "misplaced-keyword", message: `${what} does not work in mode log`, at: ownOf(proxy, said) };
}

/** The message is a string; what the converters make of it is hashed as bytes. */
function hashFault(proxy: Proxy, line: Statement): Fault | undefined {
  const types = settled(proxy, "hash-type");
  const type = types && lastInForce(proxy, types)?.args[0];
  if (types !== undefined && type?.value === "consistent")
    return { rule: "invalid-value", message: "balance log-hash needs hash-type map-based", at: ownOf(proxy, types) };
  const [, word] = line.args;
  if (word === undefined || !isStatic(word)) return undefined;
  const at = proxy.statements.includes(line) ? word : ownOf(proxy, [line]);
  const converters = line.sentences.find((sentence) => sentence.converters !== undefined)?.converters;
  if (converters === undefined)
    return { rule: "invalid-value", message: `${word.value} is no list of converters such as field(1,:),lower`, at };
  const { problems, type: result } = checkConverters(converters, "str", { table: haproxyTable });
  const [problem] = problems;
  if (problem !== undefined) return { rule: "invalid-value", message: problem.message, at };
  if (canCast(result, "bin")) return undefined;
  return { rule: "invalid-value", message: "balance log-hash cannot hash what these converters make", at };
}

function serversFault(proxy: Proxy): Fault | undefined {
  const [first, ...others] = serversOf(proxy).filter(({ address, statement }) => {
    return address?.address !== undefined && statement.branch === undefined;
  });
  const other = others.find(({ address }) => isDatagram(address?.address) !== isDatagram(first?.address?.address));
  if (first === undefined || other === undefined) return undefined;
  const message = `${other.name} and ${first.name} are of two kinds: mode log sends over UDP, or over TCP, not both`;
  return { rule: "invalid-value", message, at: other.word };
}
