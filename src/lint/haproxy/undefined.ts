/** The references of a configuration that haproxy cannot resolve where they stand. */
import type { Statement } from "../../ast/haproxy/statement.ts";
import type { Node, Targets } from "../../model/cluster.ts";
import { areExclusive } from "../../model/haproxy/branches.ts";
import { ofKind } from "../../model/haproxy/by-kind.ts";
import type {
  Definition,
  HaproxyConfig,
  LocatedSection,
  Proxy,
  Reference,
  SymbolKind,
} from "../../model/haproxy/config.ts";
import { lineage } from "../../model/haproxy/inheritance.ts";
import { asProxy } from "../../model/haproxy/proxies.ts";
import { remembered } from "../../text/remembered.ts";
import { certaintyOf, readingOf } from "./certainty.ts";

export interface UndefinedReference {
  readonly reference: Reference;
  /** Definitions of the name that come too late for it. */
  readonly found: readonly Definition[];
  /** `error` where the program rejects the file for it. */
  readonly severity: "error" | "warning";
}

/** What haproxy cannot resolve of all that a node's configuration refers to. */
export const undefinedReferences = remembered(({ haproxy: config, targets }: Node): readonly UndefinedReference[] => {
  return (config?.openReferences ?? []).flatMap((reference) => {
    if (config === undefined || isOverridden(reference)) return [];
    const found = config.resolve(reference);
    if (found.length > 0 && !isLater(found, reference, config)) return [];
    const severity = severityOf(reference, config, targets);
    return severity === undefined ? [] : [{ reference, found, severity }];
  });
});

/** haproxy -c says nothing of these, but of the profile of a do-log rule. */
const silent: ReadonlySet<SymbolKind> = new Set<SymbolKind>(["ring", "log-profile"]);

function isSilent({ kinds, statement }: Reference): boolean {
  const isLogRule = statement !== undefined && "actionName" in statement && statement.actionName === "do-log";
  return kinds.some((kind) => silent.has(kind)) && !isLogRule;
}

function severityOf(reference: Reference, config: HaproxyConfig, targets: Targets): "error" | "warning" | undefined {
  const { kinds, name, section, statement } = reference;
  // haproxy makes a resolvers section of this name from /etc/resolv.conf.
  if (kinds.includes("resolvers") && name === "default") return undefined;
  // Conditions are put together when their line is parsed, also in proxies that do not run.
  const certainty = kinds.includes("acl")
    ? readingOf(statement, section, targets)
    : certaintyOf(statement, section, config, targets);
  if (certainty === "none") return undefined;
  if (certainty === "possible" && asProxy(section) !== undefined)
    return section.section.branch || statement?.branch ? "warning" : undefined;
  // haproxy looks for the caches of a proxy's own rules only.
  if (kinds.includes("cache") && section.section.type === "defaults") return "warning";
  const alerting = kinds.includes("mailers") ? asProxy(section) : undefined;
  if (alerting !== undefined && !sendsAlerts(alerting, config)) return "warning";
  if (statement?.kind === "DefaultServer" && !servesBelow(statement, section)) return "warning";
  return certainty === "certain" && !isSilent(reference) ? "error" : "warning";
}

/** haproxy leaves alerts out where their sender or receiver is not said, and then asks for no mailers. */
function sendsAlerts(proxy: Proxy, config: HaproxyConfig): boolean {
  if (proxy.type === "defaults")
    return config.proxies.some((one) => startsFrom(one, proxy) && sendsAlerts(one, config));
  const words = new Set(
    lineage(proxy).flatMap(({ statements }) =>
      statements.flatMap(({ keyword, args }) => (keyword.value === "email-alert" ? (args[0]?.value ?? []) : [])),
    ),
  );
  return words.has("from") && words.has("to");
}

/** Whether a proxy that is no defaults section starts from one. */
function startsFrom(proxy: Proxy, defaults: Proxy): boolean {
  return proxy.type !== "defaults" && lineage(proxy).includes(defaults);
}

/** Whether a server takes over what a default-server line says. */
function servesBelow(statement: Statement, { section, statements }: LocatedSection): boolean {
  if (section.type === "defaults") return true;
  const last = Math.max(
    ofKind(statements, "Server").at(-1)?.start ?? -1,
    ofKind(statements, "ServerTemplate").at(-1)?.start ?? -1,
  );
  return last > statement.start;
}

/** A later default_backend of the same section is the one that counts. */
function isOverridden({ statement, section }: Reference): boolean {
  if (statement?.kind !== "DefaultBackend") return false;
  const last = ofKind(section.statements, "DefaultBackend").findLast(({ branch }) => branch === undefined);
  return last !== undefined && last.start > statement.start;
}

/** haproxy looks ACLs and defaults sections up while it reads: what stands below is not there yet. */
function isLater(found: readonly Definition[], reference: Reference, config: HaproxyConfig): boolean {
  if (!reference.kinds.includes("acl") && !reference.kinds.includes("defaults")) return false;
  return found.every((definition) => isBehind(definition, reference, config) && !exclusive(definition, reference));
}

function isBehind(definition: Definition, reference: Reference, { documents }: HaproxyConfig): boolean {
  const there = documents.indexOf(definition.section.document);
  const here = documents.indexOf(reference.section.document);
  return there === here ? definition.word.start > reference.word.start : there > here;
}

function exclusive(definition: Definition, reference: Reference): boolean {
  return (
    definition.section.document === reference.section.document &&
    areExclusive(definition.statement?.branch ?? definition.section.section.branch, reference.statement?.branch)
  );
}
