/** What answers on the virtual addresses, and what the loss of a server behind it does. */
import type { Option, Statement } from "../../ast/haproxy/statement.ts";
import type { Node } from "../../model/cluster.ts";
import type { Proxy } from "../../model/haproxy/config.ts";
import { hasOption, inForce, isBackend } from "../../model/haproxy/inheritance.ts";
import { isUnknown, type Listener, listenersOf, serves } from "../../model/haproxy/listeners.ts";
import type { FailoverService } from "../../report/failover-view.ts";

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

type Server = Extract<Statement, { kind: "Server" }>;

/** A sentence about the servers of a backend: how long a dead one is used, and what then. */
function describeLoss(backend: Proxy): string {
  const servers = backend.statements.filter((statement): statement is Server => statement.kind === "Server");
  if (servers.length === 0) return "";
  const defaults = inForce(backend, "DefaultServer").flatMap(({ statement }) => statement.options);
  const name = (server: Server) => server.name?.value ?? "?";
  const checked = servers.filter((server) => has(server, defaults, "check"));
  const unchecked = servers.filter((server) => !checked.includes(server));
  const spare = servers.filter((server) => has(server, [], "backup"));
  const parts: string[] = [];
  const slowest = Math.max(0, ...checked.map((server) => detection(server, defaults)));
  if (checked.length > 0)
    parts.push(`${checked.map(name).join(", ")}: a dead server is out after at most ${slowest} s`);
  if (unchecked.length > 0)
    parts.push(`${unchecked.map(name).join(", ")}: not checked, its connections fail until it is back`);
  if (servers.length === 1) parts.push("there is no other server");
  if (spare.length > 0) parts.push(`${spare.map(name).join(", ")} takes over only when all others are out`);
  if (servers.length > 1) {
    parts.push(
      hasOption(backend, "redispatch")
        ? "until then a connection that fails is tried on another (option redispatch)"
        : "until then a connection with a cookie or another tie to it is not tried elsewhere (no option redispatch)",
    );
  }
  return `${backend.name}: ${parts.join("; ")}`;
}

function has(server: Server, defaults: readonly Option[], wanted: string): boolean {
  const options = [...defaults, ...server.options].map(({ name }) => name.value);
  return options.lastIndexOf(wanted) > options.lastIndexOf(`no-${wanted}`);
}

/** `fall` checks, one `inter` apart, in seconds. */
function detection(server: Server, defaults: readonly Option[]): number {
  const value = (wanted: string) =>
    [...defaults, ...server.options].findLast(({ name }) => name.value === wanted)?.values[0]?.value;
  const fall = Number(value("fall") ?? 3);
  const interval = milliseconds(value("inter") ?? "2s");
  return Math.round((fall * interval) / 100) / 10;
}

function milliseconds(text: string): number {
  const found = /^(\d+)(us|ms|s|m|h|d)?$/.exec(text);
  const factors: Readonly<Record<string, number>> = {
    us: 0.001,
    ms: 1,
    s: 1000,
    m: 60_000,
    h: 3_600_000,
    d: 86_400_000,
  };
  return found === null ? 2000 : Number(found[1]) * (factors[found[2] ?? "ms"] ?? 1);
}
