/** What the filters of a proxy have to be together: those that `filter` lines put there, and those that other lines imply. */
import type { Statement } from "../../ast/haproxy/statement.ts";
import { isStatic } from "../../ast/word.ts";
import type { Proxy } from "../../model/haproxy/config.ts";
import { lineage } from "../../model/haproxy/inheritance.ts";
import type { Fault } from "./haproxy-in-force.ts";

interface Filter {
  /** What a `filter` line begins with; what the filter of another line would begin with. */
  readonly kind: string;
  /** The cache of a cache's filter. */
  readonly cache?: string | undefined;
  /** Another line put it there. */
  readonly isImplied: boolean;
  readonly statement: Statement;
}

/** The filters of a proxy in their order; nothing where a predicate or a variable decides about them. */
function filtersOf({ statements }: Proxy): readonly Filter[] | undefined {
  const filters: Filter[] = [];
  for (const statement of statements) {
    const filter = filterOf(statement);
    if (filter === undefined) continue;
    if (statement.branch !== undefined || !statement.args.every(isStatic)) return undefined;
    const isKnown = filters.some(({ kind, cache }) => kind === "cache" && cache === filter.cache);
    if (!filter.isImplied || !isKnown) filters.push(filter);
  }
  return filters;
}

function filterOf(statement: Statement): Filter | undefined {
  const { keyword, args } = statement;
  const [first, second] = args;
  if (keyword.value === "filter")
    return { kind: first?.value ?? "", cache: second?.value, isImplied: false, statement };
  if (!("actionName" in statement) || !cacheActions.has(statement.actionName ?? "")) return undefined;
  return { kind: "cache", cache: second?.value, isImplied: true, statement };
}

const cacheActions: ReadonlySet<string> = new Set(["cache-use", "cache-store"]);

/** What a compression filter works on. */
const compressed: ReadonlyMap<string, readonly string[]> = new Map([
  ["compression", ["comp-req", "comp-res"]],
  ["comp-req", ["comp-req"]],
  ["comp-res", ["comp-res"]],
]);

export function filtersFault(proxy: Proxy): Fault | undefined {
  const filters = filtersOf(proxy);
  return filters && (twiceFault(filters) ?? orderFault(filters) ?? impliedFault(filters, proxy));
}

/** flt_http_comp.c, cache.c: a proxy compresses each way once, and has each cache once. */
function twiceFault(filters: readonly Filter[]): Fault | undefined {
  const ways = new Set<string>();
  const caches = new Set<string>();
  for (const { kind, cache = "", isImplied, statement: at } of filters) {
    const own = compressed.get(kind) ?? [];
    const isAgain = kind === "compression" ? ways.size > 0 : own.some((way) => ways.has(way));
    if (isAgain) return { rule: "misplaced-keyword", message: `A proxy has one filter ${kind} only`, at };
    for (const way of own) ways.add(way);
    if (kind !== "cache" || isImplied) continue;
    if (caches.has(cache))
      return { rule: "misplaced-keyword", message: `A proxy has one filter cache ${cache} only`, at };
    caches.add(cache);
  }
  return undefined;
}

/** cache.c: what is stored is not compressed yet. */
function orderFault(filters: readonly Filter[]): Fault | undefined {
  const first = filters.findIndex(({ kind }) => compressed.has(kind));
  const late = first === -1 ? undefined : filters.slice(first).find(({ kind }) => kind === "cache");
  if (late === undefined) return undefined;
  const message = `The cache ${late.cache ?? ""} has to stand above filter ${filters[first]?.kind}`;
  return { rule: "misplaced-keyword", message, at: late.statement };
}

/** Filters that may be implied beside one another. */
const companions: ReadonlySet<string> = new Set([...compressed.keys(), "cache", "fcgi-app"]);

/** cache.c, flt_http_comp.c: beside filters of other kinds the place of each has to be said. */
function impliedFault(filters: readonly Filter[], proxy: Proxy): Fault | undefined {
  const other = filters.find(({ kind }) => !companions.has(kind));
  if (other === undefined) return undefined;
  const cache = filters.find(({ isImplied }) => isImplied);
  if (cache !== undefined)
    return {
      rule: "argument-count",
      message: `Beside filter ${other.kind} the cache needs a line of its own: filter cache ${cache.cache ?? ""}`,
      at: cache.statement,
    };
  if (filters.some(({ kind }) => compressed.has(kind))) return undefined;
  const said = proxy.statements.find(
    ({ keyword, branch, prefix }) => keyword.value === "compression" && branch === undefined && prefix === undefined,
  );
  return (
    said && {
      rule: "argument-count",
      message: `Beside filter ${other.kind} compression needs a line of its own: filter compression`,
      at: said,
    }
  );
}

/** filters.c, haproxy 3.4: a filter is called what its line begins with. */
export function sequenceFault(proxy: Proxy): Fault | undefined {
  const filters = filtersOf(proxy);
  if (filters === undefined) return undefined;
  const names = new Set(filters.flatMap(({ kind }) => compressed.get(kind) ?? [kind]));
  // These may be implied; haproxy 3.4.0 looks for their names and ends itself.
  const said = lineage(proxy).flatMap(({ statements }) => statements);
  if (said.some(({ keyword }) => keyword.value === "compression")) names.add("comp-req").add("comp-res");
  for (const { keyword, args, branch } of proxy.statements) {
    const [, at] = args;
    if (keyword.value !== "filter-sequence" || at === undefined || branch !== undefined || !isStatic(at)) continue;
    const wanted = at.value.replace(/,$/, "").split(",");
    const missing = wanted.find((name) => !names.has(name));
    if (missing !== undefined) {
      const message = `filter-sequence names ${missing}, and this proxy has no such filter`;
      return { rule: "invalid-value", message, at };
    }
  }
  return undefined;
}
