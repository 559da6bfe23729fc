/** What answers on the virtual addresses, and what the loss of a server behind it does. */
import type { Node } from "../model/cluster.ts";
import type { Proxy } from "../model/haproxy/config.ts";
import { hasOption, inForce, isBackend } from "../model/haproxy/inheritance.ts";
import { isUnknown, type Listener, listenersOf, serves } from "../model/haproxy/listeners.ts";
import { type EffectiveOptions, serversOf, templatesOf } from "../model/haproxy/servers.ts";
import type { FailoverService } from "../report/failover-view.ts";
import { parseDuration } from "../schema/types/haproxy/duration.ts";

/** One entry per address and kind of answer; nodes that answer alike share it. Nodes without a haproxy file are left out. */
export function servicesOf(nodes: readonly Node[], addresses: readonly string[]): readonly FailoverService[] {
  const services = new Map<string, FailoverService>();
  for (const node of nodes) {
    const listeners = node.haproxy === undefined ? [] : listenersOf(node);
    if (node.haproxy === undefined || listeners.some(isUnknown)) continue;
    for (const address of addresses) {
      const serving = listeners.filter((listener) => serves(listener, address));
      const proxies = [...new Set(serving.map(({ proxy }) => proxy))];
      const answers = proxies.map((proxy) => describeListener(proxy, serving));
      const loss = new Set(proxies.flatMap((proxy) => backendsOf(proxy, node)).map(describeLoss));
      loss.delete("");
      const key = JSON.stringify([address, answers, [...loss]]);
      const known = services.get(key);
      const name = known === undefined ? node.name : `${known.node}, ${node.name}`;
      services.set(key, { node: name, address, listeners: answers, loss: [...loss] });
    }
  }
  return [...services.values()];
}

function describeListener(proxy: Proxy, serving: readonly Listener[]): string {
  const ports = serving
    .filter((listener) => listener.proxy === proxy)
    .flatMap(({ item }) => {
      const range = item.address.ports;
      return range === undefined
        ? []
        : [range.first === range.last ? `:${range.first}` : `:${range.first}-${range.last}`];
    });
  return `${proxy.name} (${[proxy.mode, ...new Set(ports)].join(" ")})`;
}

function backendsOf(proxy: Proxy, { haproxy }: Node): readonly Proxy[] {
  if (proxy.type === "listen") return [proxy];
  const targets = [...inForce(proxy, "DefaultBackend"), ...inForce(proxy, "UseBackend")].map(
    ({ statement }) => statement.target?.value,
  );
  return (haproxy?.proxies ?? []).filter((one) => isBackend(one) && targets.includes(one.name));
}

/** One server, or those of a template. */
interface ServerLine {
  readonly name: string;
  readonly isSeveral: boolean;
  readonly options: EffectiveOptions;
}

function serverLinesOf(backend: Proxy): readonly ServerLine[] {
  const servers = serversOf(backend).map((server) => ({ name: server.name, isSeveral: false, options: server }));
  const templates = templatesOf(backend).map((template) => {
    const { name, count } = template.statement;
    const range = count?.value ?? "";
    const [first, last] = range.includes("-") ? range.split("-") : ["1", range];
    const isSeveral = first !== last;
    return { name: `${name?.value ?? ""}${isSeveral ? `${first}-${last}` : first}`, isSeveral, options: template };
  });
  return [...servers, ...templates];
}

/** A sentence about the servers of a backend: how long a dead one is used, and what then. */
function describeLoss(backend: Proxy): string {
  const lines = serverLinesOf(backend);
  if (lines.length === 0) return "";
  const parts: string[] = [];
  const say = (test: (options: EffectiveOptions) => boolean, text: (found: readonly ServerLine[]) => string) => {
    const found = lines.filter(({ options }) => test(options));
    if (found.length > 0) parts.push(`${found.map(({ name }) => name).join(", ")}${text(found)}`);
  };
  const isWatched = (options: EffectiveOptions) => options.has("check") || options.has("track");
  say(
    (options) => options.has("check"),
    (found) => `: a dead server is out ${afterDetection(found)}`,
  );
  say(
    (options) => !options.has("check") && options.has("track"),
    () => ": out when the server that it tracks is",
  );
  say(
    (options) => !isWatched(options),
    () => ": not checked, its connections fail until it is back",
  );
  const isAlone = lines.length === 1 && lines[0]?.isSeveral === false;
  if (isAlone) parts.push("there is no other server");
  say(
    (options) => options.has("backup"),
    () => " takes over only when all others are out",
  );
  if (!isAlone) {
    parts.push(
      hasOption(backend, "redispatch")
        ? "until then a connection that fails is tried on another (option redispatch)"
        : "until then a connection with a cookie or another tie to it is not tried elsewhere (no option redispatch)",
    );
  }
  return `${backend.name}: ${parts.join("; ")}`;
}

function afterDetection(lines: readonly ServerLine[]): string {
  const times = lines.map(({ options }) => detection(options)).filter((time) => time !== undefined);
  // A variable of the environment, say.
  if (times.length < lines.length) return "when as many checks as its fall have failed";
  return `after at most ${Math.max(...times)} s`;
}

/** `fall` checks, one `inter` apart, in seconds; nothing where the file does not say it. */
function detection(options: EffectiveOptions): number | undefined {
  const fall = Number(options.option("fall")?.values[0]?.value ?? defaultFall);
  const interval = parseDuration(options.option("inter")?.values[0]?.value ?? defaultInter);
  if (!Number.isInteger(fall) || !("microseconds" in interval)) return undefined;
  return Math.round((fall * interval.microseconds) / 100_000) / 10;
}

/** haproxy 3.4, server options. */
const defaultFall = "3";
const defaultInter = "2s";
