/** Runs the passes that serve several rules once for each file, and hands each rule its own findings. */
import type { Node } from "../../model/cluster.ts";
import type { Document, HaproxyDocument, KeepalivedDocument } from "../../model/document.ts";
import { listsBy } from "../../text/lists.ts";
import type { SectionMemory } from "../memory.ts";
import type { ReportDetails } from "../rule.ts";
import { weighByBranch } from "./branches.ts";
import type { Finding } from "./finding.ts";
import { checkHaproxy } from "./haproxy.ts";
import { keepalivedChecks } from "./keepalived.ts";

type ByRule = ReadonlyMap<string, readonly Finding[]>;
const cache = new WeakMap<Node, Map<Document, ByRule>>();

function findingsOf({ document, node, memory }: FileContext): ByRule {
  const ofNode = cache.get(node) ?? new Map<Document, ByRule>();
  cache.set(node, ofNode);
  const known = ofNode.get(document);
  if (known !== undefined) return known;
  const byRule = listsBy(check(document, node, memory), ({ rule }) => rule);
  ofNode.set(document, byRule);
  return byRule;
}

function* check(document: Document, node: Node, memory: SectionMemory | undefined): Iterable<Finding> {
  if (document.language === "haproxy")
    yield* weighByBranch(checkHaproxy(document, node, memory), document, node.targets);
  else for (const one of keepalivedChecks) yield* one(document, node);
}

interface FileContext {
  readonly document: HaproxyDocument | KeepalivedDocument;
  readonly node: Node;
  readonly memory?: SectionMemory | undefined;
  readonly report: (key: "found", place: Finding["place"], fill: { message: string }, details?: ReportDetails) => void;
}

/** The whole check of a rule whose findings come from the shared passes. Its messages are `{ found: "{message}" }`. */
export function reportFindings(rule: string, context: FileContext): void {
  for (const { place, message, related, severity, fix } of findingsOf(context).get(rule) ?? []) {
    context.report(
      "found",
      place,
      { message },
      {
        ...(related === undefined ? {} : { related }),
        ...(severity === undefined ? {} : { severity }),
        ...(fix === undefined ? {} : { fix }),
      },
    );
  }
}
