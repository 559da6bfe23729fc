import { instanceWith } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/undefined-track-group",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "A static entry follows a track group that is not defined above it.",
  why: `
keepalived reports the name and adds the address, route or rule without following anything: it stays when the instances go to FAULT.
`,
  messages: {
    undefined: "no track_group {name} stands above: the entry follows nothing",
  },
  examples: () => [
    {
      title: "a group that is none",
      files: { "lb01/keepalived.conf": "static_ipaddress {\n  192.0.2.70/24 dev eth0 track_group g\n}\n" },
      expect: ["lb01/keepalived.conf:2:38 undefined"],
    },
    {
      title: "one that stands above",
      files: {
        "lb01/keepalived.conf": `${instanceWith("virtual_router_id 51")}track_group g {\n  group {\n    VI_1\n  }\n}\nstatic_ipaddress {\n  192.0.2.70/24 dev eth0 track_group g\n}\n`,
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    const known = new Set<string>();
    for (const { keyword, args, body } of node.keepalived?.statements ?? []) {
      const [name] = args;
      if (keyword.value === "track_group" && name !== undefined) known.add(name.value);
      if (!keyword.value.startsWith("static_")) continue;
      for (const line of body ?? []) {
        const at = line.args.findIndex(({ value }) => value === "track_group");
        const word = at === -1 ? undefined : line.args[at + 1];
        if (word !== undefined && !word.unknown && !known.has(word.value))
          report("undefined", word.place, { name: word.value });
      }
    }
  },
});
