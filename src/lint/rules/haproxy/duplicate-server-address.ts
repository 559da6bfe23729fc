import { isBackend } from "../../../model/haproxy/inheritance.ts";
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
      title: "a copied line",
      files: { "haproxy.cfg": "backend app\n  server a 192.0.2.1:80 check\n  server b 192.0.2.1:80 check\n" },
      expect: ["haproxy.cfg:3:12 same"],
    },
    {
      title: "two ports of one host",
      files: { "haproxy.cfg": "backend app\n  server a 192.0.2.1:80 check\n  server b 192.0.2.1:81 check\n" },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const proxy of node.haproxy?.proxies ?? []) {
      if (!isBackend(proxy)) continue;
      const seen = new Map<string, EffectiveServer>();
      for (const server of serversOf(proxy)) {
        const key = identity(server);
        if (key === undefined) continue;
        const first = seen.get(key);
        seen.set(key, first ?? server);
        if (first === undefined) continue;
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
    }
  },
});

/** Servers at one address are meant where they differ in how it is reached, and where one is only a spare name. */
function identity({ address, options, statement }: EffectiveServer): string | undefined {
  if (address === undefined || statement.args[1]?.variables !== undefined) return undefined;
  const { host, ports, protocol, family } = address.address;
  if (!["ipv4", "ipv6", "name", "unix"].includes(family)) return undefined;
  if (family === "name" && options.has("resolvers")) return undefined;
  if (["disabled", "backup", "sni", "source", "port", "id"].some((name) => options.has(name))) return undefined;
  return `${protocol ?? ""}@${host.toLowerCase()}:${ports?.sign ?? ""}${ports?.first ?? ""}`;
}
