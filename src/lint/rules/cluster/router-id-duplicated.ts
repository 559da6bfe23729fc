import type { Given } from "../../../model/keepalived/config.ts";
import { instanceWith } from "../../cluster/example.ts";
import { related } from "../../cluster/members.ts";
import { defineRule } from "../../rule.ts";

const named = (name: string, ...lines: readonly string[]) =>
  `global_defs {\n  router_id ${name}\n}\n${instanceWith(...lines)}`;

export default defineRule({
  id: "cluster/router-id-duplicated",
  since: "0.1.0",
  severity: "info",
  scope: "cluster",
  fix: "none",
  summary: "Two nodes have the same router_id.",
  why: `
The name stands in mails and traps. When both nodes send under one name, nobody can tell at night which of them lost its address. The election does not use it.
`,
  messages: { same: "{node} and {other} both call themselves {name}: their mails cannot be told apart" },
  examples: () => [
    {
      title: "a copied name",
      files: {
        "lb01/keepalived.conf": named("LVS_DEVEL", "virtual_router_id 51", "priority 101"),
        "lb02/keepalived.conf": named("LVS_DEVEL", "virtual_router_id 51", "priority 100"),
      },
      expect: ["lb02/keepalived.conf:2:13 same"],
    },
    {
      title: "two names",
      files: {
        "lb01/keepalived.conf": named("lb01", "virtual_router_id 51", "priority 101"),
        "lb02/keepalived.conf": named("lb02", "virtual_router_id 51", "priority 100"),
      },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    const seen = new Map<string, { readonly node: string; readonly given: Given<string> }>();
    for (const { name, keepalived } of cluster.nodes) {
      const given = keepalived?.globals.routerId;
      if (given === undefined) continue;
      const first = seen.get(given.value);
      if (first === undefined) seen.set(given.value, { node: name, given });
      else {
        report(
          "same",
          given.place,
          { node: name, other: first.node, name: given.value },
          { related: related(first.given.place, `${first.node} has it too`) },
        );
      }
    }
  },
});
