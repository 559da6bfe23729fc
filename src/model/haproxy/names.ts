/** Looks up what a reference means. */
import type { Definition, Reference, SymbolKind } from "./config.ts";

const nothing: readonly Definition[] = [];

export class Names {
  readonly #byKind = new Map<SymbolKind, Map<string, Definition[]>>();
  /** ACLs by the section they stand in: each section has its own. */
  readonly #templates: Definition[] = [];

  constructor(definitions: readonly Definition[]) {
    for (const definition of definitions) {
      if (definition.numbers !== undefined) this.#templates.push(definition);
      let names = this.#byKind.get(definition.kind);
      if (names === undefined) {
        names = new Map();
        this.#byKind.set(definition.kind, names);
      }
      const same = names.get(definition.name);
      if (same === undefined) names.set(definition.name, [definition]);
      else same.push(definition);
    }
  }

  resolve(reference: Reference): readonly Definition[] {
    const found = reference.kinds.flatMap((kind) => this.#named(kind, reference));
    return found.length === 0 ? nothing : found;
  }

  #named(kind: SymbolKind, reference: Reference): readonly Definition[] {
    const named = this.#byKind.get(kind)?.get(reference.name) ?? nothing;
    switch (kind) {
      case "acl":
        return named.filter(({ section }) => section.section === reference.section.section);
      case "server":
        return [...named, ...this.#expanded(reference.name)].filter((server) => isServerOf(server, reference.scope));
      case "user":
      case "group":
        return named.filter(({ scope }) => scope === reference.scope);
      case "proxy":
        return named.filter(({ section }) => isCapable(section.section.type, reference.capability));
      default:
        return named;
    }
  }

  /** Templates that make a server of the name. */
  #expanded(name: string): readonly Definition[] {
    return this.#templates.filter(({ name: prefix, numbers }) => {
      if (numbers === undefined || !name.startsWith(prefix)) return false;
      const rest = name.slice(prefix.length);
      return /^\d+$/.test(rest) && Number(rest) >= numbers.first && Number(rest) <= numbers.last;
    });
  }
}

function isServerOf({ scope, section, numbers, name }: Definition, wanted: string | undefined): boolean {
  const { type } = section.section;
  return scope === wanted && (type === "backend" || type === "listen") && (numbers === undefined || name !== "");
}

function isCapable(type: string, capability: "frontend" | "backend" | undefined): boolean {
  return capability === undefined || type === "listen" || type === capability;
}
