import { isStatement } from "../../../ast/haproxy/file.ts";
import { haproxyTable } from "../../../schema/haproxy.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/named-defaults-required",
  since: "0.1.0",
  severity: "error",
  scope: "haproxy-file",
  fix: "none",
  summary: "The keyword may stand in a defaults section only where the section has a name.",
  why: `
Rules and ACLs in a \`defaults\` section apply to the proxies that name it with \`from\`. In a section without a name HAProxy rejects them, because every proxy below would inherit them unseen.
`,
  messages: { unnamed: "{keyword} needs a defaults section with a name" },
  examples: () => [
    {
      title: "no name",
      files: { "haproxy.cfg": "defaults\n  mode http\n  http-request deny if { path /x }\n" },
      expect: ["haproxy.cfg:3:3 unnamed"],
    },
    {
      title: "a name",
      files: { "haproxy.cfg": "defaults web\n  mode http\n  http-request deny if { path /x }\n" },
      expect: [],
    },
  ],
  check({ document, report }) {
    for (const section of document.ast.sections) {
      if (section.type !== "defaults" || section.name !== undefined) continue;
      for (const item of section.body) {
        if (!isStatement(item)) continue;
        if (haproxyTable.find("defaults", item.keyword.value)?.named !== true) continue;
        report("unnamed", placeIn(document, item.keyword), { keyword: item.keyword.value });
      }
    }
  },
});
