/** What a check that serves several rules yields: the schema pass, the expression types. Each finding names its rule. */
import type { Node } from "../../model/cluster.ts";
import type { HaproxyDocument, KeepalivedDocument } from "../../model/document.ts";
import type { Related, Severity } from "../../text/diagnostic.ts";
import type { FileEdit } from "../../text/edit.ts";
import type { Place } from "../../text/span.ts";

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

/** One pass over a haproxy file. */
export type HaproxyCheck = (document: HaproxyDocument, node: Node) => Iterable<Finding>;
/** One pass over what a keepalived file means. */
export type KeepalivedCheck = (document: KeepalivedDocument, node: Node) => Iterable<Finding>;
