import type { EffectiveStatement } from "../../../model/keepalived/effective.ts";
import { isKnownIn } from "../../../schema/version.ts";
import { instanceWith } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/route-not-tracked",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A route without an interface is not tracked before keepalived 2.3.2.",
  why: `
keepalived puts an instance into FAULT when one of its routes is taken away. Up to 2.3.1 it can do so only for routes that name their interface, and reports the others. Say \`dev\`, or \`no_track\` where that is meant.
`,
  messages: {
    untracked: "keepalived {version} does not track this route, because it names no interface",
  },
  examples: () => [
    {
      title: "without an interface",
      files: {
        "lb01/keepalived.conf": instanceWith(
          "virtual_router_id 51",
          "virtual_routes {",
          "203.0.113.0/24 via 192.0.2.1",
          "}",
        ),
      },
      expect: ["lb01/keepalived.conf:5:3 untracked"],
      targets: { keepalived: "2.2.7" },
    },
    {
      title: "with one",
      files: {
        "lb01/keepalived.conf": instanceWith(
          "virtual_router_id 51",
          "virtual_routes {",
          "203.0.113.0/24 via 192.0.2.1 dev eth0",
          "}",
        ),
      },
      expect: [],
      targets: { keepalived: "2.2.7" },
    },
    {
      title: "for a newer keepalived",
      files: {
        "lb01/keepalived.conf": instanceWith(
          "virtual_router_id 51",
          "virtual_routes {",
          "203.0.113.0/24 via 192.0.2.1",
          "}",
        ),
      },
      expect: [],
      targets: { keepalived: "2.3.4" },
    },
  ],
  check({ node, report }) {
    const version = node.targets.keepalived;
    if (version === undefined || isKnownIn({ since: "2.3.2" }, version)) return;
    for (const line of routesIn(node.keepalived?.statements ?? [])) {
      const words = [line.keyword, ...line.args];
      const end = words.findIndex(({ value }) => value === "nexthop");
      const own = (end === -1 ? words : words.slice(0, end)).map(({ value }) => value);
      const isComplete = own.some((word) => word === "dev" || word === "oif" || word === "no_track");
      if (!isComplete && !words.some(({ unknown }) => unknown)) report("untracked", line.place, { version });
    }
  },
});

function routesIn(statements: readonly EffectiveStatement[]): readonly EffectiveStatement[] {
  return statements.flatMap((one) => {
    if (one.keyword.value === "static_routes" || one.keyword.value === "virtual_routes") return one.body ?? [];
    return one.keyword.value === "vrrp_instance" ? routesIn(one.body ?? []) : [];
  });
}
