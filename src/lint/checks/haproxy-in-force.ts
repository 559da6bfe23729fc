/** The lines of a keyword that are in force in a proxy, and where a finding about them points. */
import type { Statement } from "../../ast/haproxy/statement.ts";
import type { Proxy } from "../../model/haproxy/config.ts";
import { lineage } from "../../model/haproxy/inheritance.ts";
import type { Span } from "../../text/span.ts";

/** A rule's name without its language, the message, and what it is about. */
export interface Fault {
  readonly rule: "argument-count" | "invalid-value" | "misplaced-keyword";
  readonly message: string;
  readonly at: Span;
}

/** The statements of the proxy and of what it inherits from, which no predicate decides about. */
export function settled(proxy: Proxy, keyword: string): readonly Statement[] | undefined {
  const found = lineage(proxy).flatMap(({ statements }) => statements.filter((one) => one.keyword.value === keyword));
  return found.some(({ branch }) => branch !== undefined) ? undefined : found;
}

/** The line that decides: the last of the nearest section that has one. */
export function lastInForce(proxy: Proxy, lines: readonly Statement[]): Statement | undefined {
  const nearest = lineage(proxy).find(({ statements }) => lines.some((line) => statements.includes(line)));
  return lines.findLast((one) => nearest?.statements.includes(one) === true);
}

/** What of a proxy's own lines a finding about it points at. */
export function ownOf(proxy: Proxy, statements: readonly Statement[]): Span {
  const own = statements.find((one) => proxy.statements.includes(one));
  return own ?? proxy.section.name ?? proxy.section.keyword;
}
