/** Every example of the haproxy grammar has a configuration to be replayed in. */
import { describe, expect, it } from "vitest";
import { asTexts } from "../../scripts/grammar/fields.ts";
import { readGrammar } from "../../scripts/grammar/read.ts";
import { framed } from "../../scripts/replay/haproxy-frames.ts";

const { entries } = readGrammar(process.cwd(), "haproxy");
const contextOf = (entry: (typeof entries)[number]) =>
  (entry.fields.has("in") ? asTexts(entry.fields.get("in")?.value) : entry.fileContexts)[0] ?? "";

describe("the frames of examples", () => {
  it("hold every example that there is", () => {
    const without = entries
      .filter((entry) => [...examples(entry)].some((example) => framed(entry, contextOf(entry), example) === undefined))
      .map((entry) => `${contextOf(entry)}: ${String(entry.fields.get("keyword")?.value)}`);
    expect(without).toEqual([]);
  });

  it("put an option behind the words that its line needs", () => {
    const weight = entries.find((entry) => entry.fields.get("keyword")?.value === "weight");
    if (weight === undefined) throw new Error("the grammar has no weight");
    expect(framed(weight, "server-option", "weight 10")).toMatch(
      /^backend t\n {2}mode http\n {2}server t1 \S+ weight 10$/m,
    );
  });

  it("have the lines of context-of-example around them", () => {
    const entry = entries.find((one) => one.fields.get("keyword")?.value === "use_backend");
    if (entry === undefined) throw new Error("the grammar has no use_backend");
    const text = framed(entry, "frontend", "use_backend app") ?? "";
    expect(text.match(/^backend app$/gm)).toHaveLength(1);
  });
});

function* examples(entry: (typeof entries)[number]): Iterable<string> {
  for (const name of ["accept", "reject"]) yield* asTexts(entry.fields.get(name)?.value);
}
