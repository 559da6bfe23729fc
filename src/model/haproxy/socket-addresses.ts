/** What addresses of sockets say: whether one stands for every address of its family, and who can connect to it. */
import type { Argument } from "../../ast/haproxy/statement.ts";
import type { SocketAddress } from "../../ast/values.ts";
import { canonicalAddress } from "../address.ts";

/** Whether an address of a bind line stands for every address of its family. */
export function isWildcardAddress({ family, host }: SocketAddress): boolean {
  if (family === "any") return true;
  return (
    (family === "ipv4" || family === "ipv6") && (host === "" || host === "*" || host === "0.0.0.0" || host === "::")
  );
}

const sockets = new Set<SocketAddress["family"]>(["unix", "abns", "fd", "sockpair"]);
const loopback = canonicalAddress("::1");

/** Whether only the node itself can connect; an inherited socket is taken for one of the node's own. */
export function isLocalAddress({ family, host }: SocketAddress): boolean {
  if (family === "ipv4") return host.startsWith("127.");
  return family === "ipv6" ? canonicalAddress(host) === loopback : sockets.has(family);
}

/** The addresses that the words of a line stand for. */
export function socketAddressesIn(words: readonly Pick<Argument, "value">[]): readonly SocketAddress[] {
  return words.flatMap(({ value }) => (Array.isArray(value) ? value : [value]).filter(isSocketAddress));
}

function isSocketAddress(value: unknown): value is SocketAddress {
  return typeof value === "object" && value !== null && "family" in value && "host" in value;
}
