/** The nodes of a cluster that run HAProxy, for rules that compare their configurations. */
import type { Cluster } from "../../model/cluster.ts";
import type { HaproxyConfig, Proxy } from "../../model/haproxy/config.ts";

export interface HaproxyNode {
  readonly name: string;
  readonly config: HaproxyConfig;
}

export function haproxyNodes({ nodes }: Cluster): readonly HaproxyNode[] {
  return nodes.flatMap(({ name, haproxy }) => (haproxy === undefined ? [] : [{ name, config: haproxy }]));
}

/** Proxies of one name and type on the first node and on another, in pairs. */
export function* proxyPairs(
  cluster: Cluster,
): Iterable<{ first: HaproxyNode; here: HaproxyNode; there: Proxy; own: Proxy }> {
  const [first, ...others] = haproxyNodes(cluster);
  if (first === undefined) return;
  for (const here of others) {
    for (const own of here.config.proxies) {
      const there = first.config.proxies.find(({ name, type }) => name === own.name && type === own.type);
      if (there !== undefined && own.name !== "") yield { first, here, there, own };
    }
  }
}
