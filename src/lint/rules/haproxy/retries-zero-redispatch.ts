import { deciding, hasOption } from "../../../model/haproxy/inheritance.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/retries-zero-redispatch",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "Redispatch is on, and there are no retries for it.",
  why: `
\`option redispatch\` sends a failed connection to another server when it is tried again. With \`retries 0\` nothing is tried again, so it never does, and a dying server's clients get errors.
`,
  messages: { never: "option redispatch never acts in {proxy}: retries is 0" },
  examples: () => [
    {
      title: "no retries",
      files: { "haproxy.cfg": "backend app\n  option redispatch\n  retries 0\n  server a 192.0.2.1:80\n" },
      expect: ["haproxy.cfg:3:3 never"],
    },
    {
      title: "three of them",
      files: { "haproxy.cfg": "backend app\n  option redispatch\n  retries 3\n  server a 192.0.2.1:80\n" },
      expect: [],
    },
  ],
  check({ node, report }) {
    const { haproxy } = node;
    if (haproxy === undefined || haproxy.sectionsWith("retries").length === 0) return;
    for (const proxy of haproxy.backends) {
      if (!hasOption(proxy, "redispatch")) continue;
      const retries = deciding(proxy, "Generic", ({ keyword }) => keyword.value === "retries");
      if (retries?.statement.args[0]?.value === "0")
        report("never", placeIn(retries.document, retries.statement), { proxy: proxy.name });
    }
  },
});
