/** Which keywords open blocks, and what stands in them: the grammar's answers in the parser's terms. */
import { keepalivedTable } from "../../schema/keepalived.ts";

export interface BlockForm {
  readonly context: string;
  /** `keywords`: statements; `lines`: one entry a line; `words`: words separated by white space. */
  readonly body: "keywords" | "lines" | "words";
}

const known = new Map<string, BlockForm | undefined>();

/** The block that a keyword opens in a context; undefined where it opens none or is not known. */
export function blockForm(context: string, keyword: string): BlockForm | undefined {
  const key = `${context} ${keyword}`;
  if (known.has(key)) return known.get(key);
  const form = lookUp(context, keyword);
  // Unknown keywords of one file would fill the memory of a long-running editor.
  if (form !== undefined) known.set(key, form);
  return form;
}

function lookUp(context: string, keyword: string): BlockForm | undefined {
  const entry = keepalivedTable.find(context, keyword);
  if (entry === undefined) return undefined;
  if (entry.block !== undefined) return { context: entry.block, body: "keywords" };
  const below = context === "/" ? keyword : `${context}/${keyword}`;
  if (entry.lines !== undefined) return { context: below, body: "lines" };
  return entry.words === undefined ? undefined : { context: below, body: "words" };
}

/** Whether a keyword may stand in a context. */
export function isKnown(context: string, keyword: string): boolean {
  return keepalivedTable.find(context, keyword) !== undefined;
}

/** The block that a keyword opens wherever it does belong: what a misplaced block holds is still read. */
export function blockFormAnywhere(keyword: string): BlockForm | undefined {
  for (const context of keepalivedTable.contextsOf(keyword)) {
    const form = blockForm(context, keyword);
    if (form !== undefined) return form;
  }
  return undefined;
}

/** The form of a text that stands in a context: the top of a file, or a block that includes it. */
export function formOfContext(context: string): BlockForm {
  const slash = context.lastIndexOf("/");
  if (context === "/") return { context, body: "keywords" };
  const outer = slash <= 0 ? "/" : context.slice(0, slash);
  const form = blockForm(outer, context.slice(slash + 1));
  return form?.context === context ? form : { context, body: "keywords" };
}
