import { canonicalAddress } from "../../../model/address.ts";
import { ofKind } from "../../../model/haproxy/by-kind.ts";
import type { LocatedSection } from "../../../model/haproxy/config.ts";
import { isLocalAddress, isWildcardAddress } from "../../../model/haproxy/socket-addresses.ts";
import type { Place, Span } from "../../../text/span.ts";
import { twoNodes } from "../../cluster/haproxy-example.ts";
import { type HaproxyNode, haproxyNodes } from "../../cluster/haproxy-nodes.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "cluster/peers-membership-mismatch",
  since: "0.1.0",
  severity: "warning",
  scope: "cluster",
  fix: "none",
  summary: "A peers section has other members on another node.",
  why: `
A node that is missing from a list, or stands there with another address or name, is not connected: tables are not shared with it, and after a failover to it the limits and the persistence are gone. Every node is to list all of
them, itself among them, with the same names.
`,
  messages: {
    differs: "peers {section} lists {own} here and {other} on {node}: tables are not shared between all nodes",
    address: "{name} is at {own} here and at {other} on {node}: where it is not, tables are not shared with it",
  },
  examples: () => [
    {
      title: "a name that differs",
      files: twoNodes(
        "peers lb\n  peer a 192.0.2.1:1024\n  peer b 192.0.2.2:1024\n",
        "peers lb\n  peer a 192.0.2.1:1024\n  peer c 192.0.2.2:1024\n",
      ),
      expect: ["lb02/haproxy.cfg:1:7 differs"],
    },
    {
      title: "the local one is a bind line and a server without address",
      files: twoNodes(
        "peers lb\n  bind :1024\n  server a\n  server b 192.0.2.2:1024\n",
        "peers lb\n  bind :1024\n  server a 192.0.2.1:1024\n  server b\n",
      ),
      expect: [],
    },
    {
      title: "an old address on one node",
      files: twoNodes(
        "peers lb\n  peer a 192.0.2.1:1024\n  peer b 192.0.2.2:1024\n",
        "peers lb\n  peer a 192.0.2.1:1024\n  peer b 192.0.2.3:1024\n",
      ),
      expect: ["lb02/haproxy.cfg:3:10 address"],
    },
    {
      title: "one address in two spellings",
      files: twoNodes(
        "peers lb\n  peer a [2001:db8::1]:1024\n  peer b 192.0.2.2:1024\n",
        "peers lb\n  server a ipv6@2001:DB8:0::1:1024\n  server b 192.0.2.2:1024\n",
      ),
      expect: [],
    },
    {
      title: "each node listens on every address, and reaches the other by its own",
      files: twoNodes(
        "peers lb\n  peer a 0.0.0.0:1024\n  peer b 192.0.2.2:1024\n",
        "peers lb\n  peer a 192.0.2.1:1024\n  peer b 127.0.0.1:1024\n",
      ),
      expect: [],
    },
  ],
  check({ cluster, report }) {
    const [first, ...others] = haproxyNodes(cluster);
    if (first === undefined) return;
    const known = new Map(peersOf(first).map((section) => [section.section.name?.value, section]));
    for (const here of others) {
      for (const own of peersOf(here)) {
        const section = own.section.name?.value ?? "";
        const there = known.get(section);
        if (there === undefined) continue;
        const [mine, theirs] = [namesOf(own), namesOf(there)];
        if (mine !== theirs) {
          const related = [{ ...headerOf(there), message: `on ${first.name}` }];
          report("differs", headerOf(own), { section, own: mine, other: theirs, node: first.name }, { related });
        }
        for (const [peer, other] of differingAddresses(own, there)) {
          const related = [{ ...placeIn(there.document, other), message: `on ${first.name}` }];
          const fill = { name: peer.name, own: peer.text, other: other.text, node: first.name };
          report("address", placeIn(own.document, peer), fill, { related });
        }
      }
    }
  },
});

function peersOf({ config }: HaproxyNode): readonly LocatedSection[] {
  return config.definitionsOf("peers").map(({ section }) => section);
}

function headerOf({ document, section }: LocatedSection): Place {
  return placeIn(document, section.name ?? section.keyword);
}

function namesOf({ statements }: LocatedSection): string {
  return ofKind(statements, "Server")
    .map(({ name }) => name?.value ?? "")
    .sort()
    .join(", ");
}

interface Peer extends Span {
  readonly name: string;
  /** The address as written. */
  readonly text: string;
  /** Equal where two addresses are. */
  readonly key: string;
}

/** Peers of one name that both nodes look for at an address, each at another one. */
function differingAddresses(own: LocatedSection, there: LocatedSection): readonly (readonly [Peer, Peer])[] {
  const others = new Map(addressedPeers(there).map((peer) => [peer.name, peer]));
  return addressedPeers(own).flatMap((peer) => {
    const other = others.get(peer.name);
    return other === undefined || other.key === peer.key ? [] : [[peer, other] as const];
  });
}

/**
 * The members with an address that both nodes mean alike. The local one may be told to listen on every address or on the loopback
 * one, and a name may stand for any.
 */
function addressedPeers({ statements }: LocatedSection): readonly Peer[] {
  return ofKind(statements, "Server").flatMap((line) => {
    const { name, address: item } = line;
    const text = line.arg(1);
    if (name === undefined || text === undefined || item === undefined || text.variables !== undefined) return [];
    const { address } = item;
    if (address.family !== "ipv4" && address.family !== "ipv6") return [];
    if (isWildcardAddress(address) || isLocalAddress(address)) return [];
    const key = `${canonicalAddress(address.host)} ${address.ports?.first}`;
    return [{ name: name.value, text: text.value, key, start: text.start, end: text.end }];
  });
}
