import type { Node } from "../../../model/cluster.ts";
import type { KeepalivedConfig, Track } from "../../../model/keepalived/config.ts";
import { lineStyleAt } from "../../keepalived/edits.ts";
import { objectsOf, trackLines } from "../../keepalived/track-lines.ts";
import { defineRule, type ReportDetails } from "../../rule.ts";

const scripts = 'vrrp_script chk_a {\n  script "/a"\n}\nvrrp_script chk_b {\n  script "/b"\n}\n';
const instance = (lines: string) => `vrrp_instance VI_1 {\n  track_script {\n${lines}  }\n}\n`;

export default defineRule({
  id: "keepalived/several-names-on-one-line",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "safe",
  summary: "Several tracked names stand on one line.",
  why: `
A tracking block takes one name a line, with its options. A second name counts as an unknown option, and keepalived drops the whole line: neither is
tracked, and a dead service goes unnoticed.
`,
  messages: { several: "{kind} takes one name a line: with {second} behind it {first} is not tracked either" },
  examples: () => [
    {
      title: "two scripts",
      files: { "keepalived.conf": scripts + instance("    chk_a chk_b\n") },
      expect: ["keepalived.conf:9:5 several"],
    },
    {
      title: "two interfaces",
      files: { "keepalived.conf": "vrrp_instance VI_1 {\n  track_interface {\n    eth0 eth1\n  }\n}\n" },
      expect: ["keepalived.conf:3:5 several"],
    },
    {
      title: "one a line, with options",
      files: { "keepalived.conf": scripts + instance("    chk_a weight 5\n    chk_b\n") },
      expect: [],
    },
  ],
  check({ node, report }) {
    const config = node.keepalived;
    if (config === undefined) return;
    for (const { track } of trackLines(config)) {
      const [second] = track.line.args;
      if (track.status !== "unknown-option" || second === undefined || !areNames(track, config)) continue;
      const fill = { kind: `track_${track.kind}`, first: track.name, second: second.value };
      report("several", track.place, fill, split(track, node));
    }
  },
});

/** Names of interfaces are not defined anywhere, so a word that is no option counts as one. */
function areNames({ kind, line }: Track, config: KeepalivedConfig): boolean {
  if (kind === "interface") return line.args.every(({ value }) => /^[A-Za-z]+[A-Za-z0-9.:_-]*[0-9]$/.test(value));
  const names = new Set(objectsOf(config, kind).map(({ name }) => name));
  return line.args.some(({ value }) => names.has(value));
}

/** A line for each word, as deep as the first. */
function split({ line }: Track, node: Node): ReportDetails {
  const words = [line.keyword, ...line.args];
  const first = line.keyword.place;
  const style = lineStyleAt(node, first);
  const isPlain = words.every((word) => !word.expanded && !word.quoted && word.place.path === first.path);
  if (style === undefined || !isPlain) return {};
  if (words.some(({ value }) => value === "weight" || value === "reverse")) return {};
  const edits = words.slice(1).map((word, index) => {
    const before = words[index] ?? line.keyword;
    return {
      path: first.path,
      span: { start: before.place.span.end, end: word.place.span.start },
      newText: style.ending + style.indent,
    };
  });
  return { fix: { title: "Write one name a line", edits } };
}
