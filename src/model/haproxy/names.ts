/** Looks up what a reference means. */
import { addTo } from "../../text/lists.ts";
import type { Definition, Reference, SymbolKind } from "./config.ts";

const nothing: readonly Definition[] = [];

/** The definitions of a kind by what the name belongs to: an ACL's section, a server's proxy; nothing for names of the whole file. */
type ByOwner = Map<unknown, Map<string, Definition[]>>;

export class Names {
  readonly #definitionsOf: (kind: SymbolKind) => readonly Definition[];
  /** Made for a kind when it is first asked for. */
  readonly #byKind = new Map<SymbolKind, ByOwner>();
  /** The server templates of each proxy. */
  #templates: Map<string | undefined, Definition[]> | undefined;

  constructor(definitionsOf: (kind: SymbolKind) => readonly Definition[]) {
    this.#definitionsOf = definitionsOf;
  }

  #ofKind(kind: SymbolKind): ByOwner {
    let owners = this.#byKind.get(kind);
    if (owners === undefined) {
      owners = new Map();
      for (const definition of this.#definitionsOf(kind))
        addTo(namesOf(owners, ownerOf(kind, definition)), definition.name, definition);
      this.#byKind.set(kind, owners);
    }
    return owners;
  }

  resolve(reference: Reference): readonly Definition[] {
    const { kinds } = reference;
    const [only] = kinds;
    if (kinds.length === 1 && only !== undefined) return this.#named(only, reference);
    return kinds.flatMap((kind) => this.#named(kind, reference));
  }

  #named(kind: SymbolKind, reference: Reference): readonly Definition[] {
    const { name, scope, capability } = reference;
    const named = this.#ofKind(kind).get(ownerOf(kind, reference))?.get(name) ?? nothing;
    if (kind === "proxy") return filtered(named, ({ section }) => isCapable(section.section.type, capability));
    if (kind !== "server") return named;
    const expanded = this.#expanded(name, scope);
    return filtered(expanded.length === 0 ? named : [...named, ...expanded], isServerOfProxy);
  }

  /** Templates that make a server of the name. */
  #expanded(name: string, scope: string | undefined): readonly Definition[] {
    if (this.#templates === undefined) {
      this.#templates = new Map();
      for (const definition of this.#definitionsOf("server"))
        if (definition.numbers !== undefined) addTo(this.#templates, definition.scope, definition);
    }
    const templates = this.#templates.get(scope);
    if (templates === undefined) return nothing;
    return templates.filter(({ name: prefix, numbers }) => {
      if (numbers === undefined || !name.startsWith(prefix)) return false;
      const rest = name.slice(prefix.length);
      return /^\d+$/.test(rest) && Number(rest) >= numbers.first && Number(rest) <= numbers.last;
    });
  }
}

function ownerOf(kind: SymbolKind, { section, scope }: Definition | Reference): unknown {
  if (kind === "acl") return section.section;
  return kind === "server" || kind === "user" || kind === "group" ? scope : undefined;
}

function namesOf(owners: ByOwner, owner: unknown): Map<string, Definition[]> {
  let names = owners.get(owner);
  if (names === undefined) {
    names = new Map();
    owners.set(owner, names);
  }
  return names;
}

/** The list itself where all of it passes: there is one look-up for each reference. */
function filtered(
  definitions: readonly Definition[],
  test: (definition: Definition) => boolean,
): readonly Definition[] {
  return definitions.every(test) ? definitions : definitions.filter(test);
}

function isServerOfProxy({ section, numbers, name }: Definition): boolean {
  const { type } = section.section;
  return (type === "backend" || type === "listen") && (numbers === undefined || name !== "");
}

function isCapable(type: string, capability: "frontend" | "backend" | undefined): boolean {
  return capability === undefined || type === "listen" || type === capability;
}
