import type { Node } from "../../../model/cluster.ts";
import { isUnknown, listenersOf, serves } from "../../../model/haproxy/listeners.ts";
import { heldAddresses } from "../../../model/instance-addresses.ts";
import type { VrrpInstance } from "../../../model/keepalived/config.ts";
import { groupOf } from "../../../model/keepalived/sync-groups.ts";
import { instanceWith, scriptWith, tracked } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

const proxy = "frontend web\n  bind :80\n  default_backend a\nbackend a\n  server s 192.0.2.20:80\n";

export default defineRule({
  id: "stack/check-missing",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "HAProxy is behind the virtual address, and nothing tracks whether it lives.",
  why: `
keepalived moves the address when the host or its network dies. When only the HAProxy process dies, keepalived sees nothing: the node keeps the address, and every connection is refused until somebody
looks. Track it with a \`vrrp_script\` or a \`vrrp_track_process\`.
`,
  messages: {
    untracked: "nothing tells {instance} that haproxy is dead: the node keeps the address and refuses every connection",
  },
  examples: () => [
    {
      title: "nothing is tracked",
      files: {
        "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "priority 101"),
        "lb01/haproxy.cfg": proxy,
      },
      expect: ["lb01/keepalived.conf:1:15 untracked"],
    },
    {
      title: "haproxy listens elsewhere",
      files: {
        "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "priority 101"),
        "lb01/haproxy.cfg": proxy.replace(":80", "127.0.0.1:8080"),
      },
      expect: [],
    },
    {
      title: "a script is",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight -20") + instanceWith("virtual_router_id 51", "priority 101", ...tracked),
        "lb01/haproxy.cfg": proxy,
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    const listeners = listenersOf(node);
    for (const instance of node.keepalived?.instances ?? []) {
      const addresses = heldAddresses(instance);
      const isBehind = listeners.some(
        (listener) => isUnknown(listener) || addresses.some(({ address }) => serves(listener, address)),
      );
      if (isBehind && addresses.length > 0 && !tracksSomething(instance, node)) {
        report("untracked", instance.namePlace, { instance: instance.name });
      }
    }
  },
});

/** Scripts, processes and files can tell of a service, for the instance itself or for its sync group or a member of it. */
function tracksSomething(instance: VrrpInstance, { keepalived }: Node): boolean {
  const group = groupOf(keepalived, instance);
  const members = keepalived?.instances.filter(({ name }) => group?.members.some(({ value }) => value === name)) ?? [];
  return [instance, ...members, ...(group === undefined ? [] : [group])].some(({ tracks }) =>
    tracks.some(({ kind }) => kind === "script" || kind === "process" || kind === "file"),
  );
}
