/** What two nodes say differently. */
import type { Cluster, Node } from "../model/cluster.ts";
import type { Difference } from "../model/compare/difference.ts";
import { compareHaproxy } from "../model/compare/haproxy.ts";
import { compareKeepalived } from "../model/compare/keepalived.ts";
import type { Document } from "../model/document.ts";
import { nameOf } from "../model/paths.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { contains, type Place } from "../text/span.ts";

/**
 * The differences of two nodes, those that matter most first.
 *
 * @param findings what the rules between nodes say of them: a difference that an error is about is wrong
 */
export function compareNodes(
  left: Node,
  right: Node,
  clusters: readonly Cluster[],
  findings: readonly Diagnostic[],
): readonly Difference[] {
  const renamed = new Map<string, string>();
  for (const { members } of clusters.flatMap(({ routers }) => routers)) {
    const own = members.find(({ node }) => node === left);
    const other = members.find(({ node }) => node === right);
    if (own !== undefined && other !== undefined) renamed.set(other.instance.name, own.instance.name);
  }
  const differences = [
    ...(left.keepalived && right.keepalived
      ? compareKeepalived(left.keepalived, right.keepalived, (name) => renamed.get(name) ?? name)
      : []),
    ...(left.haproxy && right.haproxy ? compareHaproxy(left.haproxy, right.haproxy) : []),
  ];
  const errors = findings.filter(({ rule, severity }) => severity === "error" && rule.startsWith("cluster/"));
  return differences
    .map((difference) => (isWrong(difference, errors) ? { ...difference, judgement: "wrong" as const } : difference))
    .sort((a, b) => order.indexOf(a.judgement) - order.indexOf(b.judgement));
}

const order = ["wrong", "suspicious", "meant"];

function isWrong({ left, right }: Difference, errors: readonly Diagnostic[]): boolean {
  const touches = (place: Place | undefined, { path, span }: Place) =>
    place?.path === path && contains(place.span, span);
  return errors.some((error) => touches(left?.place, error) || touches(right?.place, error));
}

/** A file of each node; one of them where the other node has none like it. */
export interface FilePair {
  readonly left?: Document;
  readonly right?: Document;
}

/** The files of two nodes that are each other's: of one language and name, then of one language, in their order. */
export function filePairs(left: Node, right: Node): readonly FilePair[] {
  const matches = new Map<Document, Document>();
  const free = new Set<Document>(right.documents);
  for (const isLike of [isNamesake, isOfSameLanguage]) {
    for (const document of left.documents) {
      const match = matches.has(document) ? undefined : [...free].find((other) => isLike(document, other));
      if (match === undefined) continue;
      matches.set(document, match);
      free.delete(match);
    }
  }
  return [
    ...left.documents.map((document) => {
      const match = matches.get(document);
      return match === undefined ? { left: document } : { left: document, right: match };
    }),
    ...[...free].map((document) => ({ right: document })),
  ];
}

function isOfSameLanguage(one: Document, other: Document): boolean {
  return one.language === other.language;
}

function isNamesake(one: Document, other: Document): boolean {
  return isOfSameLanguage(one, other) && nameOf(one.source.path) === nameOf(other.source.path);
}
