import { isUnknown, listenersOf } from "../../../model/haproxy/listeners.ts";
import { tracksInForce } from "../../../model/keepalived/sync-groups.ts";
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
    const ports = listeners.flatMap(({ item }) => item.address.ports ?? []);
    const { keepalived } = node;
    const tracks = (keepalived?.instances ?? []).flatMap((instance) => tracksInForce(keepalived, instance));
    const tracked = new Set(tracks.flatMap(({ kind, name }) => (kind === "script" ? [name] : [])));
    for (const { script, name } of keepalived?.scripts ?? []) {
      const probe = script === undefined ? undefined : probeOf(script.value);
      if (script === undefined || probe === undefined || !isLoopback(probe) || !tracked.has(name)) continue;
      if (ports.some(({ first, last }) => first <= probe.port && probe.port <= last)) continue;
      const listening = [...new Set(ports.map(({ first }) => first))].slice(0, 5).join(", ");
      report("unbound", script.place, { port: probe.port, ports: listening });
    }
  },
});
