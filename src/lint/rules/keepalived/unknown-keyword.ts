import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/unknown-keyword",
  since: "0.1.0",
  severity: "error",
  scope: "keepalived-file",
  fix: "safe",
  summary: "keepalived does not know the keyword.",
  why: `
The daemon reports an unknown keyword, ignores the line and runs on without it: a misspelt \`track_script\` is a service that nobody watches. Where the
unknown keyword opens a block, its closing brace ends the block around it, and what follows is misread too. The keywords of all supported versions are
known; the nearest one is offered.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "a misspelt keyword",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    prioritty 100\n    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n",
      },
      expect: ["lb01/keepalived.conf:4:5 found"],
    },
    {
      title: "a keyword that only another build has",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    use_vmac\n    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n",
      },
      expect: [],
    },
    {
      title: "a condition behind a brace",
      files: { "keepalived.conf": "global_defs { @lb02\n    router_id lb01\n}\n" },
      expect: [],
    },
  ],
  check: (context) => reportFindings("keepalived/unknown-keyword", context),
});
