import { keywordOf, ofLayout } from "../../../ast/haproxy/layout.ts";
import type { Statement } from "../../../ast/haproxy/statement.ts";
import type { Word } from "../../../ast/word.ts";
import { ofKind } from "../../../model/haproxy/by-kind.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/timeout-without-unit",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "unsafe",
  summary: "A timeout or check interval of a few milliseconds, written without a unit.",
  why: `
A number alone is milliseconds. \`timeout connect 5\` gives a server five thousandths of a second, which works on the test machine beside it and fails
as soon as the network is busy. Seconds were meant. HAProxy itself warns of it from 3.1.
`,
  messages: { small: "{value} without a unit is {value} milliseconds" },
  examples: () => [
    {
      title: "five milliseconds",
      files: { "haproxy.cfg": "defaults\n  timeout connect 5\n" },
      expect: ["haproxy.cfg:2:19 small"],
    },
    {
      title: "five thousand milliseconds are five seconds",
      files: { "haproxy.cfg": "defaults\n  timeout connect 5000\n" },
      expect: [],
    },
    {
      title: "two milliseconds between two checks",
      files: { "haproxy.cfg": "backend app\n  server a 192.0.2.1:80 check inter 2 fall 3\n" },
      expect: ["haproxy.cfg:2:37 small"],
    },
    { title: "meant", files: { "haproxy.cfg": "defaults\n  timeout connect 50ms\n" }, expect: [] },
  ],
  options: {
    below: { default: 100, about: "Values below this many milliseconds are reported where they have no unit." },
  },
  check({ node, each, options }) {
    each(node.haproxy?.sections, ({ statements, document }, report) => {
      for (const word of durationsIn(statements)) {
        if (!/^\d+$/.test(word.value)) continue;
        const milliseconds = Number(word.value);
        if (milliseconds === 0 || milliseconds >= Number(options.below)) continue;
        const place = placeIn(document, word);
        const fix = { title: `Write ${word.value}s`, edits: [{ ...place, newText: `${word.value}s` }] };
        report("small", place, { value: word.value }, { fix });
      }
    });
  },
});

const intervals = ["inter", "fastinter", "downinter"];

/** Where the values of intervals stand on lines of one form. */
const intervalValues = ofLayout(({ parts }) =>
  parts.flatMap((part) => (intervals.includes(keywordOf(part)) && part.end > part.first + 1 ? [part.first + 1] : [])),
);

/** The timeouts of timeout lines, and the check intervals of server lines. */
function durationsIn(statements: readonly Statement[]): readonly Word[] {
  const durations: Word[] = [];
  for (const { value } of ofKind(statements, "Timeout")) if (value !== undefined) durations.push(value);
  for (const kind of ["Server", "DefaultServer"] as const) {
    for (const line of ofKind(statements, kind)) {
      for (const at of intervalValues(line.layout)) {
        const word = line.arg(at);
        if (word !== undefined) durations.push(word);
      }
    }
  }
  return durations;
}
