import { endpointKey } from "../../../model/instance-addresses.ts";
import { instanceWith } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/unicast-peer-is-self",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "The node's own address stands among its peers.",
  why: `
keepalived does not notice: the node sends its adverts to itself as well, and receives them. Lists that are copied between nodes grow this way. Each node should name the others only.
`,
  messages: {
    self: "{address} is the address that {instance} sends from: it sends its adverts to itself",
  },
  examples: () => [
    {
      title: "itself",
      files: {
        "lb01/keepalived.conf": instanceWith(
          "virtual_router_id 51",
          "unicast_src_ip 192.0.2.11",
          "unicast_peer {",
          "192.0.2.11",
          "192.0.2.12",
          "}",
        ),
      },
      expect: ["lb01/keepalived.conf:6:3 self"],
    },
    {
      title: "only the other",
      files: {
        "lb01/keepalived.conf": instanceWith(
          "virtual_router_id 51",
          "unicast_src_ip 192.0.2.11",
          "unicast_peer {",
          "192.0.2.12",
          "}",
        ),
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const instance of node.keepalived?.instances ?? []) {
      const source = instance.unicastSource ?? instance.multicastSource;
      if (source === undefined || instance.isSkipped) continue;
      const own = endpointKey(source.value);
      for (const { value, place } of instance.unicastPeers) {
        if (endpointKey(value) === own) report("self", place, { address: value, instance: instance.name });
      }
    }
  },
});
