import { addressKey, endpointKey, heldAddresses } from "../../../model/instance-addresses.ts";
import { instanceWith } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/vip-equals-node-address",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A virtual address is the node's own address, or a peer's.",
  why: `
The address that adverts come from has to stay on the node. Where it is a virtual address too, keepalived removes it when it starts and whenever it becomes backup: it then has no address to send from and goes to FAULT. A virtual
address that is a peer's own address takes that node off the network.
`,
  messages: {
    own: "{address} is also the address that {instance} sends from: as a virtual address it leaves the node with the master role",
    peer: "{address} is also the address of a peer: the peer's own address would move with the master role",
  },
  examples: () => [
    {
      title: "the source of the adverts",
      files: {
        "lb01/keepalived.conf": instanceWith(
          "virtual_router_id 51",
          "unicast_src_ip 192.0.2.9",
          "unicast_peer {",
          "192.0.2.12",
          "}",
        ),
      },
      expect: ["lb01/keepalived.conf:9:5 own"],
    },
    {
      title: "another address",
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
    {
      title: "the peer",
      files: {
        "lb01/keepalived.conf": instanceWith(
          "virtual_router_id 51",
          "unicast_src_ip 192.0.2.11",
          "unicast_peer {",
          "192.0.2.9",
          "}",
        ),
      },
      expect: ["lb01/keepalived.conf:9:5 peer"],
    },
  ],
  check({ node, report }) {
    for (const instance of node.keepalived?.instances ?? []) {
      if (instance.isSkipped || instance.basePriority === 255) continue;
      const own = [instance.unicastSource, instance.multicastSource].map((one) => endpointKey(one?.value ?? ""));
      const peers = new Set(instance.unicastPeers.map(({ value }) => endpointKey(value)));
      for (const vip of heldAddresses(instance)) {
        const key = addressKey(vip);
        const { address, place } = vip;
        if (own.includes(key)) report("own", place, { address, instance: instance.name });
        else if (peers.has(key)) report("peer", place, { address });
      }
    }
  },
});
