import { hasOption, isBackend, isFragment } from "../../../model/haproxy/inheritance.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

const server = "  server a 192.0.2.1:80 check\n";

export default defineRule({
  id: "haproxy/check-rules-without-option",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "Steps of a health check stand in a backend whose checks are of another kind.",
  why: `
\`http-check\` and \`tcp-check\` lines are used only with \`option httpchk\` and \`option tcp-check\`. Without it HAProxy warns and ignores them: the check only connects, and a server that accepts
connections and answers 500 keeps its traffic.
`,
  messages: {
    ignored: "{keyword} needs option {option} here: without it haproxy ignores these rules and only connects",
  },
  examples: () => [
    {
      title: "the option was forgotten",
      files: { "haproxy.cfg": `global\n  daemon\nbackend app\n  mode http\n  http-check expect status 200\n${server}` },
      expect: ["haproxy.cfg:5:3 ignored"],
    },
    {
      title: "with the option",
      files: { "haproxy.cfg": `backend app\n  mode http\n  option httpchk\n  http-check expect status 200\n${server}` },
      expect: [],
    },
    {
      title: "the option stands in defaults",
      files: {
        "haproxy.cfg": `defaults\n  option tcp-check\nbackend app\n  tcp-check expect string +PONG\n${server}`,
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    const { haproxy } = node;
    // A fragment takes its options from a defaults section that is not here.
    if (haproxy === undefined || isFragment(haproxy)) return;
    for (const [keyword, option] of kinds) {
      for (const proxy of haproxy.proxiesWith(keyword)) {
        if (!isBackend(proxy)) continue;
        const first = proxy.statements.find(
          (one) => one.keyword.value === keyword && one.prefix === undefined && !settings.has(one.args[0]?.value ?? ""),
        );
        if (first === undefined || hasOption(proxy, option)) continue;
        report("ignored", placeIn(proxy.document, first), { keyword, option });
      }
    }
  },
});

const kinds = [
  ["http-check", "httpchk"],
  ["tcp-check", "tcp-check"],
] as const;
/** These are switches, not steps. */
const settings = new Set(["disable-on-404", "send-state"]);
