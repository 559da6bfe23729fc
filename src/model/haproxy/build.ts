/** Reads a node's haproxy files, in order, as the one configuration that the program makes of them. */
import type { Section } from "../../ast/haproxy/file.ts";
import type { HaproxyDocument } from "../document.ts";
import { statementsIn } from "./by-kind.ts";
import type { Definition, HaproxyConfig, LocatedSection, Proxy, Reference } from "./config.ts";
import { collectDefinitions } from "./definitions.ts";
import { Names } from "./names.ts";
import { buildProxies } from "./proxies.ts";
import { collectReferences } from "./references.ts";

export function buildHaproxyConfig(documents: readonly HaproxyDocument[]): HaproxyConfig {
  return new LazyConfig(documents);
}

/** Names and references are collected when first asked for: most rules need neither. */
class LazyConfig implements HaproxyConfig {
  readonly documents: readonly HaproxyDocument[];
  readonly sections: readonly LocatedSection[];
  readonly proxies: readonly Proxy[];
  readonly globals: readonly LocatedSection[];
  #definitions: readonly Definition[] | undefined;
  #references: readonly Reference[] | undefined;
  #names: Names | undefined;

  constructor(documents: readonly HaproxyDocument[]) {
    const located = documents.flatMap((document) => document.ast.sections.map((section) => locate(document, section)));
    const built = buildProxies(located);
    this.documents = documents;
    this.sections = built.sections;
    this.proxies = built.proxies;
    this.globals = built.sections.filter(({ section }) => section.type === "global");
  }

  get definitions(): readonly Definition[] {
    this.#definitions ??= collectDefinitions(this.sections);
    return this.#definitions;
  }

  get references(): readonly Reference[] {
    this.#references ??= collectReferences(this.sections);
    return this.#references;
  }

  resolve(reference: Reference): readonly Definition[] {
    this.#names ??= new Names(this.definitions);
    return this.#names.resolve(reference);
  }
}

function locate(document: HaproxyDocument, section: Section): LocatedSection {
  return { document, section, statements: statementsIn(section) };
}
