/** What a configuration gives names to: sections, servers, ACLs, users, tables. */
import { ofLayout } from "../../ast/haproxy/layout.ts";
import type { Statement } from "../../ast/haproxy/statement.ts";
import type { Word } from "../../ast/word.ts";
import { isStatic } from "../../ast/word.ts";
import type { Definition, LocatedSection, SymbolKind } from "./config.ts";
import { type FoundName, LocatedName } from "./located-name.ts";
import { collected, ofSection } from "./of-section.ts";

/** What a section's name names, by the section's type. */
const sectionKinds: ReadonlyMap<string, SymbolKind> = new Map<string, SymbolKind>([
  ["frontend", "proxy"],
  ["backend", "proxy"],
  ["listen", "proxy"],
  ["defaults", "defaults"],
  ["userlist", "userlist"],
  ["peers", "peers"],
  ["mailers", "mailers"],
  ["resolvers", "resolvers"],
  ["cache", "cache"],
  ["ring", "ring"],
  ["program", "program"],
  ["http-errors", "http-errors"],
  ["fcgi-app", "fcgi-app"],
  ["log-forward", "log-forward"],
  ["log-profile", "log-profile"],
  ["crt-store", "crt-store"],
  ["acme", "acme"],
  ["healthcheck", "healthcheck"],
]);

/** What an argument of a statement names, by its type in the grammar. */
const argumentKinds: ReadonlyMap<string, SymbolKind> = new Map<string, SymbolKind>([
  ["def-server", "server"],
  ["def-server-template", "server"],
  ["def-peer", "server"],
  ["def-nameserver", "nameserver"],
  ["def-user", "user"],
  ["def-group", "group"],
]);

/** What sections define, sorted by kind; most are servers and ACLs, which few rules ask for. */
export class Definitions {
  readonly #sections: readonly LocatedSection[];
  /** The sections that define something of a kind. */
  #defining: ReadonlyMap<SymbolKind, readonly LocatedSection[]> | undefined;
  readonly #byKind = new Map<SymbolKind, readonly Definition[]>();

  constructor(sections: readonly LocatedSection[]) {
    this.#sections = sections;
  }

  /** In their order. */
  of(kind: SymbolKind): readonly Definition[] {
    let found = this.#byKind.get(kind);
    if (found === undefined) {
      this.#defining ??= definingSections(this.#sections);
      found = collected(this.#defining.get(kind) ?? [], definitionsIn, (definition) => definition.kind === kind);
      this.#byKind.set(kind, found);
    }
    return found;
  }
}

function definingSections(sections: readonly LocatedSection[]): ReadonlyMap<SymbolKind, readonly LocatedSection[]> {
  const found = new Map<SymbolKind, LocatedSection[]>();
  for (const section of sections) {
    for (const { kind } of definitionsIn(section)) {
      const defining = found.get(kind);
      if (defining === undefined) found.set(kind, [section]);
      else if (defining[defining.length - 1] !== section) defining.push(section);
    }
  }
  return found;
}

const definitionsIn = ofSection((section): readonly DefinedName[] => {
  const found: DefinedName[] = [];
  const { name, type } = section.section;
  const kind = sectionKinds.get(type);
  if (name !== undefined && kind !== undefined && isStatic(name))
    found.push(new DefinedName(kind, name.value, undefined, name));
  for (const statement of section.statements) collectFrom(statement, section, found);
  return found;
});

class DefinedName implements FoundName {
  readonly kind: SymbolKind;
  readonly name: string;
  readonly scope: string | undefined;
  readonly word: Word;
  readonly statement: Statement | undefined;
  readonly numbers: Definition["numbers"];

  constructor(
    kind: SymbolKind,
    name: string,
    scope: string | undefined,
    word: Word,
    statement?: Statement,
    numbers?: Definition["numbers"],
  ) {
    this.kind = kind;
    this.name = name;
    this.scope = scope;
    this.word = word;
    this.statement = statement;
    this.numbers = numbers;
  }

  in(section: LocatedSection): Definition {
    return new LocatedDefinition(this, section);
  }
}

class LocatedDefinition extends LocatedName<DefinedName> implements Definition {
  get kind(): SymbolKind {
    return this.found.kind;
  }

  get numbers(): Definition["numbers"] {
    return this.found.numbers;
  }
}

function collectFrom(statement: Statement, section: LocatedSection, found: DefinedName[]): void {
  const { name: sectionName } = section.section;
  const scope = sectionName?.value;
  if (statement.kind === "Acl") {
    const { name } = statement;
    if (name !== undefined && isStatic(name)) found.push(new DefinedName("acl", name.value, scope, name, statement));
    return;
  }
  if (statement.kind === "StickTable") {
    if (sectionName !== undefined && isStatic(sectionName))
      found.push(new DefinedName("table", sectionName.value, undefined, sectionName, statement));
    return;
  }
  for (const { type, first } of naming(statement.layout)) {
    const word = statement.arg(first);
    if (word === undefined || !isStatic(word)) continue;
    if (type === "def-table") {
      const name = `${scope ?? ""}/${word.value}`;
      found.push(new DefinedName("table", name, undefined, word, statement));
      continue;
    }
    const kind = argumentKinds.get(type);
    if (kind === undefined) continue;
    const numbers = type === "def-server-template" ? numbersOf(statement) : undefined;
    found.push(new DefinedName(kind, word.value, scope, word, statement, numbers));
  }
}

/** The words of a line that give something its name; they are whole words in every entry of the grammar. */
const naming = ofLayout(({ parts }) => parts.filter(({ type }) => type.startsWith("def-")));

/** `server-template web 3` counts from 1, `server-template web 5-8` as it says. */
function numbersOf(statement: Statement): { first: number; last: number } {
  const [, count] = statement.args;
  const [low, high] = (count?.value ?? "").split("-").map(Number);
  if (low === undefined || Number.isNaN(low)) return { first: 0, last: Number.POSITIVE_INFINITY };
  return high === undefined ? { first: 1, last: low } : { first: low, last: high };
}
