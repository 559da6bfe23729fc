/** Reads a node's haproxy files, in order, as the one configuration that the program makes of them. */
import type { Section } from "../../ast/haproxy/file.ts";
import type { HaproxyDocument } from "../document.ts";
import { statementsIn } from "./by-kind.ts";
import type { Definition, HaproxyConfig, LocatedSection, Proxy, Reference, SymbolKind } from "./config.ts";
import { collectDefinitions } from "./definitions.ts";
import { isBackend, isFrontend } from "./inheritance.ts";
import { Names } from "./names.ts";
import { asProxy, buildProxies } from "./proxies.ts";
import { collectOpenReferences, collectReferences } from "./references.ts";

export function buildHaproxyConfig(documents: readonly HaproxyDocument[]): HaproxyConfig {
  return new LazyConfig(documents);
}

/** Names and references are collected when first asked for: most rules need neither. */
class LazyConfig implements HaproxyConfig {
  readonly documents: readonly HaproxyDocument[];
  readonly sections: readonly LocatedSection[];
  readonly proxies: readonly Proxy[];
  readonly frontends: readonly Proxy[];
  readonly backends: readonly Proxy[];
  readonly globals: readonly LocatedSection[];
  #keywords: ReadonlyMap<string, readonly LocatedSection[]> | undefined;
  readonly #definitions = new Map<SymbolKind, readonly Definition[]>();
  #references: readonly Reference[] | undefined;
  #openReferences: readonly Reference[] | undefined;
  #names: Names | undefined;

  constructor(documents: readonly HaproxyDocument[]) {
    const located = documents.flatMap((document) => document.ast.sections.map((section) => locate(document, section)));
    const built = buildProxies(located);
    this.documents = documents;
    this.sections = built.sections;
    this.proxies = built.proxies;
    this.frontends = built.proxies.filter(isFrontend);
    this.backends = built.proxies.filter(isBackend);
    this.globals = built.sections.filter(({ section }) => section.type === "global");
  }

  get references(): readonly Reference[] {
    this.#references ??= collectReferences(this.sections);
    return this.#references;
  }

  get openReferences(): readonly Reference[] {
    this.#openReferences ??= collectOpenReferences(this.sections);
    return this.#openReferences;
  }

  sectionsWith(keyword: string): readonly LocatedSection[] {
    this.#keywords ??= byKeyword(this.sections);
    return this.#keywords.get(keyword) ?? none;
  }

  proxiesWith(keyword: string): readonly Proxy[] {
    return this.sectionsWith(keyword).flatMap((section) => asProxy(section) ?? []);
  }

  definitionsOf(kind: SymbolKind): readonly Definition[] {
    let found = this.#definitions.get(kind);
    if (found === undefined) {
      found = collectDefinitions(this.sections, kind);
      this.#definitions.set(kind, found);
    }
    return found;
  }

  resolve(reference: Reference): readonly Definition[] {
    this.#names ??= new Names((kind) => this.definitionsOf(kind));
    return this.#names.resolve(reference);
  }
}

const none: readonly LocatedSection[] = [];

/** For each keyword the sections that say it, in their order. */
function byKeyword(sections: readonly LocatedSection[]): ReadonlyMap<string, readonly LocatedSection[]> {
  const found = new Map<string, LocatedSection[]>();
  for (const section of sections) {
    for (const { keyword } of section.statements) {
      const saying = found.get(keyword.value);
      if (saying === undefined) found.set(keyword.value, [section]);
      else if (saying[saying.length - 1] !== section) saying.push(section);
    }
  }
  return found;
}

function locate(document: HaproxyDocument, section: Section): LocatedSection {
  return { document, section, statements: statementsIn(section) };
}
