import type { SocketAddress } from "../../../ast/values.ts";
import { isUnknown, listenersOf, otherSocketsOf, serves } from "../../../model/haproxy/listeners.ts";
import { tracksInForce } from "../../../model/keepalived/sync-groups.ts";
import { someOf } from "../../cluster/members.ts";
import { defineRule } from "../../rule.ts";
import { checkedBy, checkedByGroup } from "../../stack/example.ts";
import { isLoopback, probeOf } from "../../stack/probe.ts";

export default defineRule({
  id: "stack/check-targets-unbound-port",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A check connects to a port of the node that its HAProxy does not listen on.",
  why: `
If nothing else listens there either, the check fails from the start: without a weight every node is in FAULT and nobody holds the address, with one the priorities are lowered on all nodes alike and a real
failure changes nothing.
`,
  messages: {
    unbound: "the check connects to port {port}, and haproxy listens on {ports}: does something else answer there?",
    elsewhere:
      "the check connects to {host} port {port}, and haproxy listens on that port of {addresses} only: does something else answer there?",
  },
  examples: () => [
    {
      title: "a port that was moved",
      files: {
        "lb01/keepalived.conf": checkedBy("/usr/bin/curl -fs http://127.0.0.1:8080/health"),
        "lb01/haproxy.cfg": "frontend web\n  bind :80\n",
      },
      expect: ["lb01/keepalived.conf:2:10 unbound"],
    },
    {
      title: "the port of a frontend",
      files: {
        "lb01/keepalived.conf": checkedBy("/usr/bin/curl -fs http://127.0.0.1:80/health"),
        "lb01/haproxy.cfg": "frontend web\n  bind :80\n",
      },
      expect: [],
    },
    {
      title: "the port of the virtual address only",
      files: {
        "lb01/keepalived.conf": checkedBy("/usr/bin/curl -fs 127.0.0.1:80/health"),
        "lb01/haproxy.cfg": "frontend web\n  bind 192.0.2.9:80 transparent\n",
      },
      expect: ["lb01/keepalived.conf:2:10 elsewhere"],
    },
    {
      title: "the port of the console, of peers, and a socket instead of a port",
      files: {
        "lb01/keepalived.conf": checkedBy("/bin/nc -z 127.0.0.1 9999"),
        "lb01/haproxy.cfg": "global\n  stats socket ipv4@127.0.0.1:9999\nfrontend web\n  bind :80\n",
        "lb02/keepalived.conf": checkedBy("/bin/nc -z 127.0.0.1 1024"),
        "lb02/haproxy.cfg": "frontend web\n  bind :80\npeers p\n  bind :1024\n  server lb02\n",
        "lb03/keepalived.conf": checkedBy("/usr/bin/curl -fs --unix-socket /run/h.sock http://localhost/"),
        "lb03/haproxy.cfg": "frontend web\n  bind :8080\n",
      },
      expect: [],
    },
    {
      title: "a script that the sync group tracks",
      files: {
        "lb01/keepalived.conf": checkedByGroup("/usr/bin/curl -fs http://127.0.0.1:8080/health"),
        "lb01/haproxy.cfg": "frontend web\n  bind :80\n",
      },
      expect: ["lb01/keepalived.conf:2:10 unbound"],
    },
    {
      title: "what is tracked is an interface of the script's name",
      files: {
        "lb01/keepalived.conf": checkedBy("/usr/bin/curl -fs http://127.0.0.1:8080/health").replace(
          "track_script",
          "track_interface",
        ),
        "lb01/haproxy.cfg": "frontend web\n  bind :80\n",
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    const listeners = listenersOf(node);
    if (listeners.length === 0 || listeners.some(isUnknown)) return;
    const others = otherSocketsOf(node);
    const { keepalived } = node;
    const tracks = (keepalived?.instances ?? []).flatMap((instance) => tracksInForce(keepalived, instance));
    const tracked = new Set(tracks.flatMap(({ kind, name }) => (kind === "script" ? [name] : [])));
    for (const { script, name } of keepalived?.scripts ?? []) {
      const probe = script === undefined ? undefined : probeOf(script.value);
      if (script === undefined || probe === undefined || !isLoopback(probe) || !tracked.has(name)) continue;
      const { host, port } = probe;
      if (port === undefined || others.some((address) => hasPort(address, port))) continue;
      const there = listeners.filter(({ item }) => hasPort(item.address, port));
      if (there.length === 0) {
        const ports = listeners.flatMap(({ item }) => item.address.ports ?? []);
        const listening = [...new Set(ports.map(({ first }) => first))].slice(0, 5).join(", ");
        report("unbound", script.place, { port, ports: listening });
      } else if (!there.some((listener) => loopbacksOf(host).some((address) => serves(listener, address)))) {
        const addresses = someOf([...new Set(there.map(({ item }) => item.address.host || "*"))]);
        report("elsewhere", script.place, { host, port, addresses });
      }
    }
  },
});

function hasPort({ ports }: SocketAddress, port: number): boolean {
  return ports !== undefined && ports.first <= port && port <= ports.last;
}

/** The addresses that a loopback host may stand for. */
function loopbacksOf(host: string): readonly string[] {
  if (host === "localhost") return ["127.0.0.1", "::1"];
  return [host === "0.0.0.0" ? "127.0.0.1" : host];
}
