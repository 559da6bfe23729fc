/** Two nodes of one cluster, each with a haproxy.cfg of its own. */
import { instanceWith } from "./example.ts";

export function twoNodes(first: string, second: string): Readonly<Record<string, string>> {
  return {
    "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "priority 101"),
    "lb01/haproxy.cfg": first,
    "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100"),
    "lb02/haproxy.cfg": second,
  };
}
