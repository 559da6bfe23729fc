import type { Branch } from "../../../ast/haproxy/directive.ts";
import { canonicalAddress } from "../../../model/address.ts";
import { areExclusive } from "../../../model/haproxy/branches.ts";
import { isWildcard, type Listener, listenersOf } from "../../../model/haproxy/listeners.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/bind-conflict",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "Two bind lines ask for the same address and port.",
  why: `
\`haproxy -c\` accepts it, because it binds nothing. HAProxy sets SO_REUSEPORT, so both listeners start, and the kernel deals the connections out
between them: half of the clients reach the wrong proxy. Where a wildcard stands beside a single address, the single address wins, and the
wildcard's proxy never sees what is sent to it.
`,
  messages: {
    same: "{address} is bound twice: the kernel deals the connections out between {first} and {second}",
    covered: "{address} is also covered by {wildcard} of {first}: connections to it come here and never reach {first}",
  },
  examples: () => [
    {
      title: "one address in two frontends",
      files: { "haproxy.cfg": "frontend a\n  bind 192.0.2.1:80\nfrontend b\n  bind 192.0.2.1:80\n" },
      expect: ["haproxy.cfg:4:8 same"],
    },
    {
      title: "two wildcards",
      files: { "haproxy.cfg": "frontend a\n  bind :80\nfrontend b\n  bind *:80\n" },
      expect: ["haproxy.cfg:4:8 same"],
    },
    {
      title: "a wildcard in one frontend, one of its addresses in another",
      files: { "haproxy.cfg": "frontend a\n  bind :80\nfrontend b\n  bind 192.0.2.1:80\n" },
      expect: ["haproxy.cfg:4:8 covered"],
    },
    {
      title: "one port of two addresses",
      files: { "haproxy.cfg": "frontend a\n  bind 192.0.2.1:80\nfrontend b\n  bind 192.0.2.2:80\n" },
      expect: [],
    },
    {
      title: "QUIC beside TCP",
      files: { "haproxy.cfg": "frontend a\n  bind :443 ssl crt /etc/a.pem\n  bind quic4@:443 ssl crt /etc/a.pem\n" },
      expect: [],
    },
    {
      title: "one port for two sets of threads",
      files: {
        "haproxy.cfg":
          "frontend web\n  bind :80 thread 1/1-4\n  bind :80 thread 1/5-8\n  default_backend a\nbackend a\n  server s 192.0.2.20:80\n",
      },
      expect: [],
    },
    {
      title: "one IPv6 address in two spellings",
      files: {
        "haproxy.cfg": "frontend a\n  bind [2001:db8::1]:80\nfrontend b\n  bind [2001:DB8:0::1]:80\n",
      },
      expect: ["haproxy.cfg:4:8 same"],
    },
  ],
  check({ node, report }) {
    const byPort = new Map<string, PortListeners>();
    for (const listener of listenersOf(node)) {
      const key = keyOf(listener);
      if (key === undefined) continue;
      const others = byPort.get(key) ?? new PortListeners();
      byPort.set(key, others);
      const other = others.firstInConflict(listener);
      others.add(listener);
      if (other !== undefined && !areExclusive(branchOf(other), branchOf(listener)) && !areShared(other, listener)) {
        const verdict = isWildcard(other) === isWildcard(listener) ? "same" : "covered";
        const related = [
          { ...placeIn(other.proxy.document, other.item), message: `${other.proxy.name} binds it here` },
        ];
        const place = placeIn(listener.proxy.document, listener.item);
        const names = { first: other.proxy.name, second: listener.proxy.name };
        // One proxy gets the connections either way.
        const details = other.proxy === listener.proxy ? { related, severity: "warning" as const } : { related };
        if (verdict === "same") report("same", place, { address: nameOf(listener), ...names }, details);
        else {
          const [wide, narrow] = isWildcard(other) ? [other, listener] : [listener, other];
          report(
            "covered",
            place,
            { address: nameOf(narrow), wildcard: nameOf(wide), first: wide.proxy.name },
            { related, severity: "info" },
          );
        }
      }
    }
  },
});

/** Two listeners of one proxy for different threads: each has a queue of its own in the kernel, which is what such lines are for. */
function areShared(one: Listener, other: Listener): boolean {
  const [mine, theirs] = [one, other].map(({ bind }) => (bind.option("thread") ?? bind.option("process"))?.values[0]);
  return one.proxy === other.proxy && mine !== undefined && theirs !== undefined && mine.value !== theirs.value;
}

function branchOf({ bind, proxy }: Listener): Branch | undefined {
  return bind.branch ?? proxy.section.branch;
}

/** What two listeners have to share to meet: transport, family of sockets, port. Ranges, sockets and names have no such key. */
function keyOf({ bind, item }: Listener): string | undefined {
  const { ports, family, protocol } = item.address;
  if (ports === undefined || ports.first !== ports.last || ports.first === 0) return undefined;
  if (family !== "ipv4" && family !== "ipv6" && family !== "any") return undefined;
  if (bind.options.some(({ name }) => separating.has(name.value))) return undefined;
  const transport = protocol?.startsWith("quic") || protocol?.startsWith("udp") ? "udp" : "tcp";
  const six = family === "ipv6" || protocol?.endsWith("6") === true;
  return `${transport}/${six ? 6 : 4}/${ports.first}`;
}

/** Options that keep two sockets on one port apart. */
const separating = new Set(["interface", "namespace"]);

/** The listeners on one port so far. A cluster's edge may have thousands, each on its own address. */
class PortListeners {
  readonly #order = new Map<Listener, number>();
  readonly #wildcards: Listener[] = [];
  readonly #firstOfHost = new Map<string, Listener>();
  #first: Listener | undefined;
  /** The first one of another proxy than the first. */
  #stranger: Listener | undefined;

  add(listener: Listener): void {
    this.#order.set(listener, this.#order.size);
    this.#first ??= listener;
    if (listener.proxy !== this.#first.proxy) this.#stranger ??= listener;
    if (isWildcard(listener)) this.#wildcards.push(listener);
    else {
      const host = hostOf(listener);
      if (!this.#firstOfHost.has(host)) this.#firstOfHost.set(host, listener);
    }
  }

  /** The first one that takes connections from the listener, or whose connections it takes. */
  firstInConflict(listener: Listener): Listener | undefined {
    const { proxy } = listener;
    if (!isWildcard(listener))
      return this.#earlier(
        this.#wildcards.find((other) => other.proxy !== proxy),
        this.#firstOfHost.get(hostOf(listener)),
      );
    const ofAnother = this.#first?.proxy === proxy ? this.#stranger : this.#first;
    return this.#earlier(this.#wildcards[0], ofAnother);
  }

  #earlier(a: Listener | undefined, b: Listener | undefined): Listener | undefined {
    if (a === undefined || b === undefined) return a ?? b;
    return (this.#order.get(a) ?? 0) < (this.#order.get(b) ?? 0) ? a : b;
  }
}

/** One spelling for each address. */
function hostOf({ item }: Listener): string {
  return canonicalAddress(item.address.host);
}

function nameOf(listener: Listener): string {
  const { host, ports } = listener.item.address;
  const port = ports?.first ?? 0;
  return isWildcard(listener) ? `*:${port}` : host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
