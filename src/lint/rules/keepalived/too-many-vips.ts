import { instanceFor, instanceWith } from "../../cluster/example.ts";
import { lineOf } from "../../keepalived/settings.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/too-many-vips",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "More addresses than an advert can carry.",
  why: `
An advert has room for 255 addresses, and less where the MTU is small. keepalived reports it and moves the rest to the excluded ones, in the order of the file: on nodes with another order, other addresses are announced.
`,
  messages: {
    many: "{instance} has {count} addresses: keepalived announces the first 255 only",
  },
  examples: () => [
    {
      title: "256 addresses",
      files: {
        "lb01/keepalived.conf": instanceFor(
          Array.from({ length: 256 }, (_, at) => `198.51.${100 + (at >> 7)}.${1 + (at & 127)}/24`),
          "virtual_router_id 51",
        ),
      },
      expect: ["lb01/keepalived.conf:4:3 many"],
    },
    {
      title: "one",
      files: { "lb01/keepalived.conf": instanceWith("virtual_router_id 51") },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const instance of node.keepalived?.instances ?? []) {
      const line = lineOf(instance, "virtual_ipaddress");
      const count = instance.virtualAddresses.length;
      if (!instance.isSkipped && line !== undefined && count > 255)
        report("many", line.keyword.place, { instance: instance.name, count });
    }
  },
});
