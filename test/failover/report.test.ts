/** The failover renderers: width, alignment with wide characters, and pages that stand alone. */
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { renderFailoverHtml } from "../../src/report/failover-html.ts";
import { renderFailoverMarkdown } from "../../src/report/failover-markdown.ts";
import { renderFailoverMermaid } from "../../src/report/failover-mermaid.ts";
import { renderFailoverPretty, wrap } from "../../src/report/failover-pretty.ts";
import { type FailoverView, seconds } from "../../src/report/failover-view.ts";

const view: FailoverView = {
  cluster: "负载均衡",
  nodes: ["主节点", "备用节点"],
  parts: [
    {
      addresses: ["192.0.2.9"],
      instances: ["VI_<1>"],
      tried: "all",
      pairs: 3,
      tables: [
        {
          holders: ["主节点"],
          rows: [
            {
              event: "主节点: chk_haproxy_with_a_rather_long_name_that_needs_room fails",
              holders: ["备用节点"],
              none: [2.6, 3.61],
              moved: [5, 5.5],
              dual: [0, 0],
              after: ["主节点"],
              recovery: "主节点: chk recovers",
              verdict: "holds",
              note: "",
              trace: [{ at: 1, node: "主节点", text: "VI_1 is BACKUP" }],
            },
            {
              event: "备用节点 dies",
              holders: ["主节点"],
              after: ["主节点"],
              recovery: "备用节点 returns",
              verdict: "holds",
              note: "",
              trace: [],
            },
          ],
        },
      ],
      broken: [{ rule: "cluster/no-master-after-failure", events: ["a | b"], message: "nobody holds it", trace: [] }],
    },
  ],
  assumptions: ["keepalived 2.2.7: no version is stated"],
  notes: [{ node: "主节点", text: "an <odd> name\u001b[31m", refuses: true }],
  services: [{ node: "主节点", address: "192.0.2.9", listeners: ["web (http :80)"], loss: ["app: a1: not checked"] }],
};

const plain = {
  red: (text: string) => text,
  yellow: (text: string) => text,
  dim: (text: string) => text,
  bold: (text: string) => text,
};

test("the table keeps to 80 columns and its columns stand under each other, also in Chinese", () => {
  const lines = renderFailoverPretty(view, { width: 80, trace: true, colors: plain }).split("\n");
  for (const line of lines) expect(stringWidth(line), line).toBeLessThanOrEqual(80);
  const columnOf = (needle: string) => {
    const line = lines.find((one) => one.includes(needle)) ?? "";
    return stringWidth(line.slice(0, line.indexOf(needle)));
  };
  expect(columnOf("goes back")).toBe(columnOf("afterwards"));
  expect(columnOf("2.6–3.6 s")).toBe(columnOf("nobody for"));
  expect(lines.join("\n")).not.toContain("\u001b[31m");
});

test("the page stands alone, and nothing of the input is markup", () => {
  const page = renderFailoverHtml([view, { ...view, cluster: "other" }]);
  expect(page.match(/<!doctype html>/g)).toHaveLength(1);
  expect(page).not.toMatch(/<(script|link|img)\b|https?:\/\//);
  expect(page).toContain("<svg");
  expect(page).toContain("主节点");
  expect(page).not.toContain("<odd>");
  expect(page).not.toContain("VI_<1>");
});

test("Markdown cells hold no bars of their own", () => {
  const markdown = renderFailoverMarkdown(view);
  expect(markdown).toContain("after a \\| b: nobody holds it");
  for (const line of markdown.split("\n").filter((one) => one.startsWith("| ✓")))
    expect(line.match(/(?<!\\)\|/g)).toHaveLength(8);
});

test("the diagram joins the states that events lead to", () => {
  const diagram = renderFailoverMermaid(view);
  expect(diagram).toMatch(/^stateDiagram-v2\n/);
  expect(diagram).toMatch(/p0_0 --> p0_1: .*fails/);
  expect(diagram).toMatch(/p0_1 --> p0_0: .*recovers/);
});

test.each([
  [undefined, "–"],
  [[0, 0.001], "–"],
  [[0.12, 0.12], "0.12 s"],
  [[2.614, 3.604], "2.6–3.6 s"],
  [[41.2, 61], "41–61 s"],
] as const)("%j is %s", (range, text) => {
  expect(seconds(range as readonly [number, number] | undefined)).toBe(text);
});

test("a word that is too long stays whole", () => {
  expect(wrap("a verylongword b", 6, " ")).toEqual(["a", " verylongword", " b"]);
});

test.each([
  ["all", "all single failures and 3 pairs"],
  ["some", "the single failures that were tried and 3 pairs"],
  ["none", "no failure was tried"],
] as const)("nothing is said of failures that were not tried: %s", (tried, said) => {
  const parts = view.parts.map((part) => ({ ...part, tried, broken: [] }));
  const texts = [
    renderFailoverPretty({ ...view, parts }, { width: 200, trace: false, colors: plain }),
    renderFailoverMarkdown({ ...view, parts }),
    renderFailoverHtml([{ ...view, parts }]),
  ];
  for (const text of texts) {
    expect(text).toContain(said);
    expect(text.includes("one only")).toBe(tried !== "none");
  }
});
