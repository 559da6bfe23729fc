import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

const listen = "listen app\n  mode http\n  bind :80\n  server a 192.0.2.1:80\n";

export default defineRule({
  id: "haproxy/defaults-without-effect",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A defaults section stands below all proxies.",
  why: `
A defaults section gives its settings to the proxies below it, up to the next one. This one stands at the end: its timeouts, its mode and its log apply to nothing, while the proxies above run without
them.
`,
  messages: { unused: "no proxy follows: these defaults apply to nothing, and {above} above runs without them" },
  examples: () => [
    {
      title: "appended to the file",
      files: { "haproxy.cfg": `${listen}defaults\n  log global\n  timeout client 30s\n` },
      expect: ["haproxy.cfg:5:1 unused"],
    },
    {
      title: "above the proxies",
      files: { "haproxy.cfg": `defaults\n  log global\n  timeout client 30s\n${listen}` },
      expect: [],
    },
    { title: "the proxies are in other files", files: { "haproxy.cfg": "defaults\n  log global\n" }, expect: [] },
  ],
  check({ node, report }) {
    const sections = node.haproxy?.proxies ?? [];
    const last = sections.at(-1);
    const above = sections.findLast(({ type }) => type !== "defaults");
    if (last === undefined || last.type !== "defaults" || above === undefined || last.statements.length === 0) return;
    if (sections.some(({ defaults }) => defaults === last)) return;
    report("unused", placeIn(last.document, last.section.keyword), { above: above.name });
  },
});
