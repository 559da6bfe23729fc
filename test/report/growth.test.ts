/** How often a renderer looks at the findings: a constant number of times each, however many there are. */
import { expect, test } from "vitest";
import { renderers } from "../../src/report/renderers.ts";
import type { Report } from "../../src/report/report.ts";
import type { Diagnostic } from "../../src/text/diagnostic.ts";

const amount = 500;
const fewLooks = 20;

test.each([...renderers.keys()])("%s", async (format) => {
  let looks = 0;
  const diagnostics = Array.from({ length: amount }, (_, at): Diagnostic => {
    return {
      rule: "haproxy/unknown-keyword",
      severity: "error",
      message: "no such word",
      get path() {
        looks++;
        return `lb${at}/haproxy.cfg`;
      },
      span: { start: 0, end: 1 },
      related: [],
    };
  });
  const report: Report = {
    version: "1.0.0",
    files: diagnostics.map((_, at) => ({ path: `lb${at}/haproxy.cfg`, language: "haproxy", node: `lb${at}` })),
    nodes: amount,
    diagnostics,
    totals: { error: amount, warning: 0, info: 0 },
    fixable: { safe: 0, unsafe: 0 },
    source: () => undefined,
    secrets: () => [],
    rule: () => undefined,
  };
  const render = renderers.get(format);
  expect(render?.(report, { color: false, width: 80 })).toContain("lb7/haproxy.cfg");
  expect(looks).toBeLessThan(fewLooks * amount);
});
