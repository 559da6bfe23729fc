/** Reading a line as a command must not wait for the grammar, so the keywords stand in the parser too: both say the same. */
import { expect, test } from "vitest";
import { isCommandKeyword } from "../../../src/parser/keepalived/command-words.ts";
import compiled from "../../../src/schema/generated/keepalived.json" with { type: "json" };
import { takesCommand } from "../../../src/schema/keepalived/extra.ts";
import { keepalivedTable } from "../../../src/schema/keepalived.ts";

test.each(compiled.contexts)("the commands of %s", (context) => {
  const entries = keepalivedTable.entries(context);
  const read = entries.filter(({ keyword }) => isCommandKeyword(keyword)).map(({ keyword }) => keyword);
  expect(read).toEqual(entries.filter(({ syntax }) => takesCommand(syntax)).map(({ keyword }) => keyword));
});
