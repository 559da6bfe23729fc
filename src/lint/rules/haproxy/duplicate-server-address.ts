import { canonicalAddress } from "../../../model/address.ts";
import { areExclusive } from "../../../model/haproxy/branches.ts";
import { type EffectiveServer, serversOf } from "../../../model/haproxy/servers.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/duplicate-server-address",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "Two servers of a backend have the same address and port.",
  why: `
The backend reads as if it had two servers and has one: when that one dies, both are gone. Usually a line was copied and its address not changed.
`,
  messages: { same: "server {name} has the address of {first}: when it dies, both are gone" },
  examples: () => [
    {
      title: "one IPv6 address in two spellings",
      files: {
        "haproxy.cfg": "backend app\n  server a [2001:db8::1]:80 check\n  server b [2001:DB8:0::1]:80 check\n",
      },
      expect: ["haproxy.cfg:3:12 same"],
    },
    {
      title: "a copied line",
      files: { "haproxy.cfg": "backend app\n  server a 192.0.2.1:80 check\n  server b 192.0.2.1:80 check\n" },
      expect: ["haproxy.cfg:3:12 same"],
    },
    {
      title: "two ports of one host, and two lines of which one is read",
      files: {
        "haproxy.cfg":
          "backend app\n  server a 192.0.2.1:80 check\n  server b 192.0.2.1:81 check\nbackend api\n.if defined(BLUE)\n  server a 192.0.2.1:80 check\n.else\n  server b 192.0.2.1:80 check\n.endif\n",
      },
      expect: [],
    },
  ],
  check({ node, each }) {
    each(node.haproxy?.backends, (proxy, report) => {
      const servers = serversOf(proxy);
      if (haveOwnHosts(servers)) return;
      const seen = new Map<string, EffectiveServer>();
      for (const server of servers) {
        const key = identity(server);
        if (key === undefined) continue;
        const first = seen.get(key);
        seen.set(key, first ?? server);
        if (first === undefined || areExclusive(first.statement.branch, server.statement.branch)) continue;
        report(
          "same",
          placeIn(proxy.document, server.address ?? server.word),
          { name: server.name, first: first.name },
          {
            related: [
              { ...placeIn(proxy.document, first.address ?? first.word), message: `${first.name} has it here` },
            ],
          },
        );
      }
    });
  },
});

/** Whether no two servers share a host, as it is in most backends. */
function haveOwnHosts(servers: readonly EffectiveServer[]): boolean {
  if (servers.length < 2) return true;
  const hosts = new Set<string>();
  for (const { address } of servers) {
    if (address === undefined) continue;
    const host = canonicalAddress(address.address.host.toLowerCase());
    if (hosts.has(host)) return false;
    hosts.add(host);
  }
  return true;
}

const families: ReadonlySet<string> = new Set(["ipv4", "ipv6", "name", "unix"]);
/** Options that tell servers at one address apart. */
const telling = ["disabled", "backup", "sni", "source", "port", "id"];

/** Servers at one address are meant where they differ in how it is reached, and where one is only a spare name. */
function identity(server: EffectiveServer): string | undefined {
  const { address, statement } = server;
  if (address === undefined || statement.arg(1)?.variables !== undefined) return undefined;
  const { host, ports, protocol, family } = address.address;
  if (!families.has(family) || (family === "name" && server.has("resolvers"))) return undefined;
  if (telling.some((name) => server.has(name))) return undefined;
  return `${protocol ?? ""}@${canonicalAddress(host.toLowerCase())}:${ports?.sign ?? ""}${ports?.first ?? ""}`;
}
