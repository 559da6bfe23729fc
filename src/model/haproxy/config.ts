/** A node's haproxy configuration: all its files in order as one, with names, references and inheritance resolved. */
import type { Section } from "../../ast/haproxy/file.ts";
import type { Statement } from "../../ast/haproxy/statement.ts";
import type { Word } from "../../ast/word.ts";
import type { Place } from "../../text/span.ts";
import type { HaproxyDocument } from "../document.ts";

/** A section with the file it stands in. */
export interface LocatedSection {
  readonly document: HaproxyDocument;
  readonly section: Section;
  readonly statements: readonly Statement[];
}

/** `defaults`, `frontend`, `backend` or `listen`. */
export interface Proxy extends LocatedSection {
  readonly type: "defaults" | "frontend" | "backend" | "listen";
  readonly name: string;
  /** The `defaults` section whose settings apply: by `from`, or the nearest above. */
  readonly defaults: Proxy | undefined;
  /** The mode in force, inherited where the proxy has none; haproxy's own default is tcp. */
  readonly mode: "http" | "tcp" | "health" | "log" | "spop" | "haterm";
}

/** What a name names: `proxy` stands for frontends, backends and listen sections. */
export const symbolKinds = [
  "proxy",
  /** A named defaults section. */
  "defaults",
  /** A stick table: a proxy's by the proxy's name, a peers section's by `PEERS/TABLE`. */
  "table",
  "server",
  "acl",
  "userlist",
  "user",
  "group",
  "resolvers",
  "nameserver",
  "peers",
  "mailers",
  "cache",
  "ring",
  "http-errors",
  "fcgi-app",
  "log-forward",
  "log-profile",
  "crt-store",
  "program",
  "acme",
  "healthcheck",
  "traces",
] as const;
export type SymbolKind = (typeof symbolKinds)[number];

export interface Definition {
  readonly kind: SymbolKind;
  readonly name: string;
  /** For servers and ACLs: the proxy they belong to; for users: the userlist. */
  readonly scope: string | undefined;
  readonly place: Place;
  readonly word: Word;
  readonly statement?: Statement | undefined;
  readonly section: LocatedSection;
  /** A server-template's numbers: it defines its prefix followed by each of them. */
  readonly numbers?: { readonly first: number; readonly last: number } | undefined;
}

export interface Reference {
  /** More than one where the program accepts several, e.g. a stick-table's proxy or peers section. */
  readonly kinds: readonly SymbolKind[];
  readonly name: string;
  readonly scope: string | undefined;
  readonly place: Place;
  readonly word: Word;
  /** Absent where the reference stands in the section's header: `from`. */
  readonly statement?: Statement | undefined;
  readonly section: LocatedSection;
  /** Nothing is written: the proxy's own stick table is meant. */
  readonly implicit?: boolean | undefined;
  /** For proxies: what the one that is meant has to be able to do. */
  readonly capability?: "frontend" | "backend" | undefined;
  /** An ACL that a line above in the same section defines, whatever predicates decide. */
  readonly isSettled?: boolean | undefined;
}

export interface HaproxyConfig {
  readonly documents: readonly HaproxyDocument[];
  readonly sections: readonly LocatedSection[];
  readonly proxies: readonly Proxy[];
  /** The proxies that take connections of their own: frontends and listen sections. */
  readonly frontends: readonly Proxy[];
  /** The proxies that send them to servers: backends and listen sections. */
  readonly backends: readonly Proxy[];
  readonly globals: readonly LocatedSection[];
  readonly references: readonly Reference[];
  /** Those that their own section does not settle. */
  readonly openReferences: readonly Reference[];
  /**
   * The sections in which a line has the keyword, with `no` or `default` before it or not. Rules start from these: a large file has
   * thousands of sections, and what a rule looks for stands in few of them.
   */
  sectionsWith(keyword: string): readonly LocatedSection[];
  /** Those of them that are proxies. */
  proxiesWith(keyword: string): readonly Proxy[];
  /** What is defined of a kind, in order. */
  definitionsOf(kind: SymbolKind): readonly Definition[];
  /** The definitions that a reference means; empty where nothing has that name. */
  resolve(reference: Reference): readonly Definition[];
}

/** Those of a configuration's sections that stand in one of its files. */
export function inDocument<S extends LocatedSection>(
  { documents }: HaproxyConfig,
  sections: readonly S[],
  document: HaproxyDocument,
): readonly S[] {
  return documents.length === 1 && documents[0] === document
    ? sections
    : sections.filter((section) => section.document === document);
}
