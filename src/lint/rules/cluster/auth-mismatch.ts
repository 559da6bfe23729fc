import type { VrrpInstance } from "../../../model/keepalived/config.ts";
import { instanceWith } from "../../cluster/example.ts";
import { leaderAndOthers, related } from "../../cluster/members.ts";
import { defineRule } from "../../rule.ts";

function withPassword(priority: number, password: string): string {
  const block = ["authentication {", "  auth_type PASS", `  auth_pass ${password}`, "}"];
  return instanceWith("virtual_router_id 51", `priority ${priority}`, ...block);
}

export default defineRule({
  id: "cluster/auth-mismatch",
  since: "0.1.0",
  severity: "error",
  scope: "cluster",
  fix: "none",
  summary: "Nodes of a virtual router authenticate differently.",
  why: `
An advert with another type or password is thrown away, on both sides. Each node hears no master, becomes one, and all hold the address at once. Only the first eight characters of a password
count, and only in VRRP version 2 over IPv4; passwords are never shown in a finding.
`,
  messages: {
    type: "authentication {own} here, {other} on {node}: each rejects the other's adverts, and both hold the address",
    password:
      "the password differs from {node}'s in its first eight characters: each rejects the other's adverts, and both hold the address",
  },
  examples: () => [
    {
      title: "two passwords",
      files: {
        "lb01/keepalived.conf": withPassword(101, "abcd1"),
        "lb02/keepalived.conf": withPassword(100, "abcd2"),
      },
      expect: ["lb02/keepalived.conf:7:15 password"],
    },
    {
      title: "authentication on one node only",
      files: {
        "lb01/keepalived.conf": withPassword(101, "abcd1"),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100"),
      },
      expect: ["lb02/keepalived.conf:1:15 type"],
    },
    {
      title: "another version of VRRP is another matter",
      files: {
        "lb01/keepalived.conf": withPassword(101, "12345678"),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100", "version 3"),
      },
      expect: [],
    },
    {
      title: "a password that the environment says",
      files: {
        "lb01/keepalived.conf": withPassword(101, "${_ENV PASSWORD}"),
        "lb02/keepalived.conf": withPassword(100, "abcd1"),
      },
      targets: { keepalived: "2.4" },
      expect: [],
    },
    {
      title: "alike in the eight characters that count",
      files: {
        "lb01/keepalived.conf": withPassword(101, "12345678a"),
        "lb02/keepalived.conf": withPassword(100, "12345678b"),
      },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const router of cluster.routers) {
      const found = leaderAndOthers(router);
      if (found === undefined) continue;
      const { leader, others } = found;
      const expected = effective(leader.instance);
      const there = leader.instance.authentication?.place ?? leader.instance.namePlace;
      for (const { instance } of others) {
        // Adverts of another version are rejected before anybody looks at this.
        if (instance.effectiveVersion !== leader.instance.effectiveVersion) continue;
        const own = effective(instance);
        const details = { related: related(there, `${leader.node.name}: ${expected}`) };
        if (own !== expected) {
          const place = instance.authentication?.type?.place ?? instance.authentication?.place ?? instance.namePlace;
          report("type", place, { own, other: expected, node: leader.node.name }, details);
          continue;
        }
        const [key, other] = [keyOf(instance), keyOf(leader.instance)];
        const password = instance.authentication?.password;
        if (own === "none" || password === undefined || other === undefined || key === other) continue;
        report("password", password.place, { node: leader.node.name }, details);
      }
    }
  },
});

/** What goes over the wire. */
function effective({ authentication }: VrrpInstance): string {
  return authentication?.effective ?? "none";
}

/** What counts of the password, where the files say it. */
function keyOf({ authentication }: VrrpInstance): string | undefined {
  return authentication?.password?.value.slice(0, 8);
}
