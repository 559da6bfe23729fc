/** The smallest configs that rules of several nodes show their point with. */

/** A vrrp_instance VI_1 on eth0 with one address; `lines` stand between the interface and the address block. */
export function instanceWith(...lines: readonly string[]): string {
  return instanceFor(["192.0.2.9/24"], ...lines);
}

/** The same with addresses of one's own. */
export function instanceFor(addresses: readonly string[], ...lines: readonly string[]): string {
  const body = ["interface eth0", ...lines, "virtual_ipaddress {", ...addresses.map((address) => `  ${address}`), "}"];
  return `vrrp_instance VI_1 {\n${body.map((line) => `  ${line}\n`).join("")}}\n`;
}

/** Router 51 on two nodes, each with addresses of its own. */
export function pairFor(first: readonly string[], second: readonly string[]): Readonly<Record<string, string>> {
  return {
    "lb01/keepalived.conf": instanceFor(first, "virtual_router_id 51", "priority 101"),
    "lb02/keepalived.conf": instanceFor(second, "virtual_router_id 51", "priority 100"),
  };
}

/** Router 51 with a priority, which sends from one address to others. */
export function unicastWith(priority: number, own: string, ...peers: readonly string[]): string {
  const block = ["unicast_peer {", ...peers.map((peer) => `  ${peer}`), "}"];
  return instanceWith("virtual_router_id 51", `priority ${priority}`, `unicast_src_ip ${own}`, ...block);
}

/** A vrrp_script to stand above an instance that tracks it. */
export function scriptWith(...lines: readonly string[]): string {
  return `vrrp_script chk {\n  script "/usr/bin/pgrep haproxy"\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;
}

export const tracked = ["track_script {", "  chk", "}"] as const;
