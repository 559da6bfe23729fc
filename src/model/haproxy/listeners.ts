/** What a node's haproxy listens on, and what of it serves which address. */

import type { AddressItem, Bind } from "../../ast/haproxy/statement.ts";
import type { SocketAddress } from "../../ast/values.ts";
import { remembered } from "../../text/remembered.ts";
import { parseAddress } from "../address.ts";
import type { Node } from "../cluster.ts";
import { ofKind } from "./by-kind.ts";
import type { HaproxyConfig, Proxy } from "./config.ts";
import { isLocalAddress, isWildcardAddress, socketAddressesIn } from "./socket-addresses.ts";

export interface Listener {
  readonly proxy: Proxy;
  readonly bind: Bind;
  readonly item: AddressItem;
}

/** Every address of every bind line of frontends and listen sections. */
export function listenersOf({ haproxy }: Node): readonly Listener[] {
  return haproxy === undefined ? [] : listenersIn(haproxy);
}

const listenersIn = remembered(({ frontends }: HaproxyConfig): readonly Listener[] => {
  const listeners: Listener[] = [];
  for (const proxy of frontends) {
    for (const bind of ofKind(proxy.statements, "Bind")) {
      for (const item of bind.addresses) listeners.push({ proxy, bind, item });
    }
  }
  return listeners;
});

/** Addresses beside those of frontends that a node's haproxy may listen on: for logs, for peers, for its own console. */
export function otherSocketsOf({ haproxy }: Node): readonly SocketAddress[] {
  return (haproxy?.sections ?? []).flatMap(({ section: { type }, statements }) => {
    const lines = type === "global" ? statements.filter(({ kind }) => kind === "Stats") : statements;
    const listens = type === "global" || type === "log-forward" || type === "peers";
    return listens ? lines.flatMap((line) => socketAddressesIn(line.arguments)) : [];
  });
}

/** Whether the listener takes connections to every address of the family. */
export function isWildcard({ item }: Listener): boolean {
  return isWildcardAddress(item.address);
}

/** Whether connections to an address arrive at the listener. An IPv6 wildcard takes IPv4 too unless it says v6only. */
export function serves(listener: Listener, address: string): boolean {
  const wanted = parseAddress(address);
  if (wanted === undefined) return false;
  const { family, host, protocol } = listener.item.address;
  if (isWildcard(listener)) {
    const isSix = family === "ipv6" || protocol?.endsWith("6") === true;
    if (wanted.family === 6) return isSix;
    return !isSix || (host === "::" && listener.bind.option("v6only") === undefined);
  }
  return parseAddress(host)?.canonical === wanted.canonical;
}

/** Whether only the node itself can connect. */
export function isLocal({ item }: Listener): boolean {
  return isLocalAddress(item.address);
}

/** Whether an address is not known from the file: a variable, a host name, an inherited socket. */
export function isUnknown({ item, bind }: Listener): boolean {
  const { family } = item.address;
  return family === "name" || family === "fd" || family === "unknown" || (bind.args[0]?.variables?.length ?? 0) > 0;
}
