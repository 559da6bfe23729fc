import { ofKind } from "../../../model/haproxy/by-kind.ts";
import type { HaproxyConfig, Proxy } from "../../../model/haproxy/config.ts";
import { isBackend, isFragment, isFrontend, lineage } from "../../../model/haproxy/inheritance.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/missing-timeout",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A proxy has no client, connect or server timeout.",
  why: `
A connection whose peer has gone without saying so stays open for ever. A few thousand of them, from phones that changed networks, use up
maxconn, and the site is down while every process is healthy. HAProxy warns of it at every start.
`,
  messages: { missing: "{type} {name} has no {timeouts}: connections whose other side is gone are kept for ever" },
  examples: () => [
    {
      title: "no timeout at all",
      files: {
        "haproxy.cfg": "frontend web\n  bind :80\n  default_backend app\nbackend app\n  server a 192.0.2.1:80\n",
      },
      expect: ["haproxy.cfg:1:10 missing", "haproxy.cfg:4:9 missing"],
    },
    {
      title: "inherited",
      files: {
        "haproxy.cfg":
          "defaults\n  timeout connect 5s\n  timeout client 30s\n  timeout server 30s\nlisten web\n  bind :80\n  server a 192.0.2.1:80\n",
      },
      expect: [],
    },
  ],
  check({ node, each }) {
    const { haproxy } = node;
    if (haproxy === undefined) return;
    // What a part of a configuration does not say, the defaults of another file may.
    const isPart = isFragment(haproxy);
    const set = setTimeouts(haproxy);
    each(haproxy.proxies, (proxy, report) => {
      if (proxy.mode !== "http" && proxy.mode !== "tcp") return;
      const missing = neededTimeouts(proxy).filter((name) => !lineage(proxy).some((from) => set.get(from)?.has(name)));
      if (missing.length === 0) return;
      report(
        "missing",
        placeIn(proxy.document, proxy.section.name ?? proxy.section.keyword),
        { type: proxy.type, name: proxy.name, timeouts: missing.map((name) => `timeout ${name}`).join(", ") },
        isPart ? { severity: "info" } : {},
      );
    });
  },
});

/** HAProxy's own condition for its warning: a listener needs the client's, a proxy with servers the other two. */
function neededTimeouts(proxy: Proxy): readonly string[] {
  const listens = isFrontend(proxy) && ofKind(proxy.statements, "Bind").length > 0;
  const connects =
    isBackend(proxy) &&
    (ofKind(proxy.statements, "Server").length > 0 || ofKind(proxy.statements, "ServerTemplate").length > 0);
  if (listens) return connects ? ofBoth : ofListener;
  return connects ? ofServers : none;
}

const none: readonly string[] = [];
const ofListener = ["client"];
const ofServers = ["connect", "server"];
const ofBoth = [...ofListener, ...ofServers];

/** The words of the 1.x years set the same timers (HAProxy 2.0 and older). */
const oldNames = [
  ["clitimeout", "client"],
  ["contimeout", "connect"],
  ["srvtimeout", "server"],
] as const;

/** The timeouts that each section sets itself, for those that set some. */
function setTimeouts(haproxy: HaproxyConfig): ReadonlyMap<Proxy, ReadonlySet<string>> {
  const set = new Map<Proxy, Set<string>>();
  for (const proxy of haproxy.proxiesWith("timeout")) {
    set.set(proxy, new Set(ofKind(proxy.statements, "Timeout").map(({ name }) => name?.value ?? "")));
  }
  for (const [old, name] of oldNames) {
    for (const proxy of haproxy.proxiesWith(old)) set.set(proxy, new Set(set.get(proxy)).add(name));
  }
  return set;
}
