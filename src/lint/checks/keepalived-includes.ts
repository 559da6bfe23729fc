/** `includer` and its relatives came with keepalived 2.2.0: before, the whole line is an unknown keyword. */
import { visitItems } from "../../ast/keepalived/visit.ts";
import type { Node } from "../../model/cluster.ts";
import type { KeepalivedDocument } from "../../model/document.ts";
import { isKnownIn } from "../../schema/version.ts";
import { placeIn } from "../place.ts";
import type { Finding } from "./finding.ts";

const strictSince = { since: "2.2.0" };

export function checkIncludes(document: KeepalivedDocument, { targets }: Node): readonly Finding[] {
  const target = targets.keepalived;
  if (target === undefined || isKnownIn(strictSince, target)) return [];
  const findings: Finding[] = [];
  visitItems(document.ast, (item) => {
    if (item.kind !== "Include" || item.keyword.value === "include") return;
    findings.push({
      rule: "keepalived/keyword-newer-than-target",
      place: placeIn(document, item.keyword),
      message: `${item.keyword.value} came with keepalived ${strictSince.since}, the target is ${target}: the line is ignored, and the file is not read`,
    });
  });
  return findings;
}
