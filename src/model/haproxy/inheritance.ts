/** What is in force in a proxy: its own statements, then those of the defaults sections it inherits from. */

import type { Statement, StatementKind } from "../../ast/haproxy/statement.ts";
import { isStatic } from "../../ast/word.ts";
import { remembered } from "../../text/remembered.ts";
import type { HaproxyDocument } from "../document.ts";
import { ofKind } from "./by-kind.ts";
import type { HaproxyConfig, Proxy } from "./config.ts";

/** The proxy and the defaults it inherits from, nearest first: each starts from a section above it, so there is an end. */
export function lineage(proxy: Proxy): readonly Proxy[] {
  const line = [proxy];
  for (let from = proxy.defaults; from !== undefined; from = from.defaults) line.push(from);
  return line;
}

/** A statement with the file it stands in and the proxy that says it. */
export interface InForce<S extends Statement = Statement> {
  readonly statement: S;
  readonly document: HaproxyDocument;
  readonly proxy: Proxy;
}

/** All statements of a kind that apply to the proxy, its own first. */
export function inForce<K extends StatementKind>(
  proxy: Proxy,
  kind: K,
): readonly InForce<Extract<Statement, { kind: K }>>[] {
  const found: InForce<Extract<Statement, { kind: K }>>[] = [];
  for (const from of lineage(proxy)) {
    for (const statement of ofKind(from.statements, kind)) {
      found.push({ statement, document: from.document, proxy: from });
    }
  }
  return found;
}

/**
 * The one statement of a kind that decides: the last of the nearest section that has one.
 *
 * @param test which statements of the kind are meant, e.g. the timeout by its name
 */
export function deciding<K extends StatementKind>(
  proxy: Proxy,
  kind: K,
  test: (statement: Extract<Statement, { kind: K }>) => boolean = () => true,
): InForce<Extract<Statement, { kind: K }>> | undefined {
  for (const from of lineage(proxy)) {
    const found = ofKind(from.statements, kind).findLast(test);
    if (found !== undefined) return { statement: found, document: from.document, proxy: from };
  }
  return undefined;
}

/** Whether `option NAME` is on: the nearest section that says something decides, and `no option NAME` turns it off. */
export function hasOption(proxy: Proxy, name: string): boolean {
  const decided = deciding(proxy, "Option", (statement) => statement.name?.value === name);
  return decided !== undefined && decided.statement.prefix === undefined;
}

/** The names of all `option` lines of a configuration: most options are asked for of every proxy, and said of none. */
export const saidOptions = remembered((config: HaproxyConfig): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const { statements } of config.sectionsWith("option")) {
    for (const { name } of ofKind(statements, "Option")) if (name !== undefined) names.add(name.value);
  }
  return names;
});

/** Whether the files say the proxy's mode: a fragment without defaults takes it from a file that is not here. */
export function isModeKnown(proxy: Proxy, config: HaproxyConfig): boolean {
  return deciding(proxy, "Mode") === undefined ? !isFragment(config) : !isModeOpen(proxy);
}

/** Whether a variable decides about the proxy's mode, or a line that an `.if` may leave out. */
export function isModeOpen(proxy: Proxy): boolean {
  const statement = deciding(proxy, "Mode")?.statement;
  if (statement === undefined) return false;
  return statement.branch !== undefined || (statement.value !== undefined && !isStatic(statement.value));
}

/** Neither global nor defaults: the file is one of several, and what the proxies inherit is not here. */
export const isFragment = remembered(
  ({ sections }: HaproxyConfig) =>
    !sections.some(({ section }) => section.type === "global" || section.type === "defaults"),
);

/** Whether a proxy takes connections of its own, and whether it sends them to servers. */
export function isFrontend(proxy: Proxy): boolean {
  return proxy.type === "frontend" || proxy.type === "listen";
}
export function isBackend(proxy: Proxy): boolean {
  return proxy.type === "backend" || proxy.type === "listen";
}
