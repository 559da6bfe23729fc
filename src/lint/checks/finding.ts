/** What a check that serves several rules yields: the schema pass, the expression types. Each finding names its rule. */
import type { Section } from "../../ast/haproxy/file.ts";
import type { Statement } from "../../ast/haproxy/statement.ts";
import type { Node } from "../../model/cluster.ts";
import type { HaproxyDocument, KeepalivedDocument } from "../../model/document.ts";
import type { Related, Severity } from "../../text/diagnostic.ts";
import type { FileEdit } from "../../text/edit.ts";
import type { Place } from "../../text/span.ts";
import type { SectionMemory } from "../memory.ts";

export interface Finding {
  /** `haproxy/invalid-value` */
  readonly rule: string;
  readonly place: Place;
  /** The whole message; never holds a secret. */
  readonly message: string;
  readonly related?: readonly Related[];
  readonly severity?: Severity;
  readonly fix?: { readonly title: string; readonly edits: readonly FileEdit[]; readonly safety?: "safe" | "unsafe" };
}

/**
 * What is asked of each line of a haproxy file, in one walk over all: a large file's lines are many, and so are the checks.
 * Lines that the program does not take apart are not asked for.
 */
export interface LineCheck {
  /** The section whose lines come next. */
  readonly header?: (section: Section) => void;
  readonly line: (statement: Statement, section: Section) => void;
}

/** Makes a check for one walk; what it finds goes to `found`. */
export type MakeLineCheck = (document: HaproxyDocument, node: Node, found: (finding: Finding) => void) => LineCheck;

/** What is asked of a haproxy file once. */
export type HaproxyCheck = (document: HaproxyDocument, node: Node, memory?: SectionMemory) => Iterable<Finding>;
/** One pass over what a keepalived file means. */
export type KeepalivedCheck = (document: KeepalivedDocument, node: Node) => Iterable<Finding>;
