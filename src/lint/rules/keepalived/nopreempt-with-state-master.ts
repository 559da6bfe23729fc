import { instanceWith } from "../../cluster/example.ts";
import { lineOf, replacement } from "../../keepalived/settings.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/nopreempt-with-state-master",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "safe",
  summary: "nopreempt does nothing on an instance that starts as MASTER.",
  why: `
keepalived clears \`nopreempt\` with a report where the instance starts as MASTER or owns the address (priority 255): the node takes the address back as soon as it returns, which is what
\`nopreempt\` was to prevent. Both nodes have to say \`state BACKUP\`; the priority alone decides who is master.
`,
  messages: {
    master:
      "keepalived clears nopreempt because {instance} starts as MASTER: it will take the address back whenever it returns",
    owner:
      "keepalived clears nopreempt because {instance} has priority 255: the owner of an address always takes it back",
  },
  examples: () => [
    {
      title: "an instance that starts as MASTER",
      files: { "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "state MASTER", "nopreempt") },
      expect: ["lb01/keepalived.conf:5:3 master"],
    },
    {
      title: "one that starts as BACKUP",
      files: { "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "state BACKUP", "nopreempt") },
      expect: [],
    },
    {
      title: "the owner of the address",
      files: { "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "priority 255", "nopreempt") },
      expect: ["lb01/keepalived.conf:5:3 owner"],
    },
  ],
  check({ node, report }) {
    for (const instance of node.keepalived?.instances ?? []) {
      const { nopreempt, state, name } = instance;
      if (nopreempt === undefined || instance.isSkipped) continue;
      if (state?.value === "MASTER") {
        const word = lineOf(instance, "state")?.args[0];
        const details = word === undefined ? {} : replacement(word, "BACKUP", "Start as BACKUP");
        report(
          "master",
          nopreempt,
          { instance: name },
          { ...details, related: [{ ...state.place, message: "starts as MASTER" }] },
        );
      } else if (instance.basePriority === 255) report("owner", nopreempt, { instance: name });
    }
  },
});
