import type { EffectiveStatement } from "../../../model/keepalived/effective.ts";
import { instanceWith, scriptWith } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/duplicate-definition",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "Two objects have one name.",
  why: `
keepalived skips the second instance, sync group, track group or BFD session of a name with a report: its addresses are on no node. A second script, process, file or virtual server group is defined without a word, and the first is
the one that is used.
`,
  messages: {
    skipped: "there is a {kind} {name} already: keepalived reports this one and skips it",
    shadowed: "there is a {kind} {name} already: whoever names it gets the first one, without a word",
  },
  examples: () => [
    {
      title: "two instances",
      files: { "lb01/keepalived.conf": instanceWith("virtual_router_id 51") + instanceWith("virtual_router_id 52") },
      expect: ["lb01/keepalived.conf:8:15 skipped"],
    },
    {
      title: "two scripts",
      files: { "lb01/keepalived.conf": scriptWith("interval 2") + scriptWith("interval 3") },
      expect: ["lb01/keepalived.conf:5:13 shadowed"],
    },
    {
      title: "two names",
      files: {
        "lb01/keepalived.conf":
          instanceWith("virtual_router_id 51") + instanceWith("virtual_router_id 52").replace("VI_1", "VI_2"),
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    const first = new Map<string, EffectiveStatement>();
    for (const statement of node.keepalived?.statements ?? []) {
      const effect = effects.get(statement.keyword.value);
      const [name] = statement.args;
      if (effect === undefined || name === undefined || name.unknown || statement.body === undefined) continue;
      const kind = statement.keyword.value === "vrrp_track_file" ? "track_file" : statement.keyword.value;
      const before = first.get(`${kind} ${name.value}`);
      if (before === undefined) {
        first.set(`${kind} ${name.value}`, statement);
        continue;
      }
      const related = [{ ...(before.args[0] ?? before.keyword).place, message: "the first one" }];
      const severity = effect === "skipped" ? "error" : "warning";
      report(effect, name.place, { kind, name: name.value }, { related, severity });
    }
  },
});

const effects: ReadonlyMap<string, "skipped" | "shadowed"> = new Map(
  Object.entries({
    vrrp_instance: "skipped",
    vrrp_sync_group: "skipped",
    track_group: "skipped",
    bfd_instance: "skipped",
    vrrp_script: "shadowed",
    vrrp_track_process: "shadowed",
    track_file: "shadowed",
    vrrp_track_file: "shadowed",
    virtual_server_group: "shadowed",
  }),
);
