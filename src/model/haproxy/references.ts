/** What a configuration refers to by name. */
import type { AclTest, Call, Condition, LogFormat, SampleExpression } from "../../ast/haproxy/expression.ts";
import { ofLayout } from "../../ast/haproxy/layout.ts";
import type { Argument, Sentence, Statement } from "../../ast/haproxy/statement.ts";
import { haveVariableIn, isStatic, type Word } from "../../ast/word.ts";
import { haproxyTable } from "../../schema/haproxy.ts";
import { callReferences, usesOwnTable } from "./call-references.ts";
import type { LocatedSection, Reference, SymbolKind } from "./config.ts";
import { type FoundName, LocatedName } from "./located-name.ts";
import { collected, ofSection } from "./of-section.ts";

/** What an argument refers to, by its type in the grammar. */
const argumentKinds: ReadonlyMap<string, SymbolKind> = new Map<string, SymbolKind>([
  ["ref-defaults", "defaults"],
  ["ref-userlist", "userlist"],
  ["ref-resolvers", "resolvers"],
  ["ref-peers", "peers"],
  ["ref-mailers", "mailers"],
  ["ref-cache", "cache"],
  ["ref-http-errors", "http-errors"],
  ["ref-fcgi-app", "fcgi-app"],
  ["ref-log-profile", "log-profile"],
  ["ref-acme", "acme"],
  ["ref-healthcheck", "healthcheck"],
  ["ref-table", "table"],
]);

export function collectReferences(sections: readonly LocatedSection[]): readonly Reference[] {
  return collected(sections, referencesIn);
}

/** Those that their own section does not settle. */
export function collectOpenReferences(sections: readonly LocatedSection[]): readonly Reference[] {
  return collected(sections, referencesIn, ({ isSettled }) => !isSettled);
}

const referencesIn = ofSection((section): readonly UsedName[] => {
  const found: UsedName[] = [];
  const { from } = section.section;
  if (from !== undefined && isStatic(from)) found.push(new UsedName("defaults", from.value, from, undefined));
  const references = new SectionReferences(section, found);
  for (const statement of section.statements) references.collect(statement);
  return found;
});

/** The names of the ACLs that a section uses. */
export const usedAcls = ofSection((section): ReadonlySet<string> => {
  return new Set(referencesIn(section).flatMap(({ kinds, name }) => (kinds[0] === "acl" ? [name] : [])));
});

class UsedName implements FoundName {
  readonly kinds: readonly SymbolKind[];
  readonly name: string;
  readonly scope: string | undefined;
  readonly word: Word;
  readonly statement: Statement | undefined;
  readonly implicit: boolean | undefined;
  readonly capability: "frontend" | "backend" | undefined;
  readonly isSettled: boolean;

  constructor(kind: SymbolKind, name: string, word: Word, statement: Statement | undefined, more: More = nothingMore) {
    this.kinds = listOf(kind);
    this.name = name;
    this.scope = more.scope;
    this.word = word;
    this.statement = statement;
    this.implicit = more.implicit;
    this.capability = more.capability;
    this.isSettled = more.isSettled === true;
  }

  in(section: LocatedSection): Reference {
    return new LocatedReference(this, section);
  }
}

class LocatedReference extends LocatedName<UsedName> implements Reference {
  get kinds(): readonly SymbolKind[] {
    return this.found.kinds;
  }

  get implicit(): boolean | undefined {
    return this.found.implicit;
  }

  get capability(): "frontend" | "backend" | undefined {
    return this.found.capability;
  }

  get isSettled(): boolean {
    return this.found.isSettled;
  }
}

type More = Partial<Pick<Reference, "implicit" | "capability" | "isSettled" | "scope">>;
const nothingMore: More = {};
const lists = new Map<SymbolKind, readonly SymbolKind[]>();

/** The kind alone in a list, which all its references share. */
function listOf(kind: SymbolKind): readonly SymbolKind[] {
  let list = lists.get(kind);
  if (list === undefined) {
    list = [kind];
    lists.set(kind, list);
  }
  return list;
}

/** Whether something of a line is a name, whatever its values are. What stands in parentheses is not known from the layout. */
const mayRefer = ofLayout(({ parts }) =>
  parts.some(({ type, entry }) => type.startsWith("ref-") || type === "log-address" || entry?.call !== undefined),
);

class SectionReferences {
  readonly #section: LocatedSection;
  readonly #found: UsedName[];
  /** The ACLs of the lines above, but for those that a predicate decides about. */
  readonly #acls = new Set<string>();
  #statement: Statement | undefined;

  constructor(section: LocatedSection, found: UsedName[]) {
    this.#section = section;
    this.#found = found;
  }

  collect(statement: Statement): void {
    this.#statement = statement;
    for (const sentence of statement.sentences) this.#sentence(sentence);
    if (mayRefer(statement.layout)) for (const argument of statement.arguments) this.#argument(argument, statement);
    this.#ownTable(statement);
    if (statement.kind === "Acl" && statement.name !== undefined && isStatic(statement.name)) {
      if (statement.branch === undefined) this.#acls.add(statement.name.value);
    }
  }

  /** `track-sc0 src` and `stick on src` without `table`: the section's own. */
  #ownTable(statement: Statement): void {
    const word =
      "actionName" in statement && isTracking.test(statement.actionName ?? "") ? statement.action : undefined;
    const own = word ?? (statement.kind === "StickRule" ? statement.keyword : undefined);
    if (own !== undefined && !statement.layout.parts.some(({ type }) => type === "ref-table")) this.#implicitTable(own);
  }

  #implicitTable(word: Word): void {
    const { name, type } = this.#section.section;
    if (name === undefined || type === "defaults" || this.#statement?.layout.parts.length === 0) return;
    this.#add("table", name.value, word, { implicit: true });
  }

  #sentence({ condition, test, expression, format }: Sentence): void {
    if (condition !== undefined) this.#condition(condition);
    else if (test !== undefined) this.#test(test);
    else if (expression !== undefined) this.#expression(expression);
    else if (format !== undefined) this.#format(format);
  }

  #argument(argument: Argument, statement: Statement): void {
    const { type } = argument;
    if (type === "ref-groups") this.#members(argument, "group");
    else if (type === "ref-users") this.#members(argument, "user");
    else if (type.startsWith("ref-")) this.#typed(type, wordOf(argument, statement));
    else if (type === "log-address" && argument.text.startsWith("ring@")) this.#ring(wordOf(argument, statement));
  }

  #typed(type: string, word: Word): void {
    const kind = argumentKinds.get(type);
    if (kind !== undefined) this.#add(kind, word.value, word);
    else if (type === "ref-backend" || type === "ref-frontend") {
      if (!word.value.includes("%") || this.#statement?.kind === "DefaultBackend")
        this.#add("proxy", word.value, word, { capability: type === "ref-backend" ? "backend" : "frontend" });
    } else if (type === "ref-server") this.#server(word);
  }

  /** `backend/server`, or a server of the same proxy; `use-server` takes no other. */
  #server(word: Word): void {
    if (word.value.includes("%")) return;
    const slash = this.#statement?.keyword.value === "use-server" ? -1 : word.value.indexOf("/");
    const scope = slash === -1 ? this.#section.section.name?.value : word.value.slice(0, slash);
    this.#add("server", word.value.slice(slash + 1), word, { scope });
  }

  /** The groups of a user, the users of a group. */
  #members({ start, text }: Argument, kind: "group" | "user"): void {
    let at = start;
    for (const name of text.split(",")) {
      const word = { start: at, end: at + name.length, value: name };
      if (name !== "") this.#add(kind, name, word, { scope: this.#section.section.name?.value });
      at += name.length + 1;
    }
  }

  #ring(word: Word): void {
    this.#add("ring", word.value.slice("ring@".length), word);
  }

  #condition(condition: Condition): void {
    for (const terms of condition.alternatives) {
      for (const term of terms) {
        if (term.kind === "AnonymousAcl") this.#test(term.test);
        else if (!isPredefined(term.name.value)) this.#acl(term.name.value, term.name);
      }
    }
  }

  #test({ expression }: AclTest): void {
    if (expression !== undefined) this.#expression(expression);
  }

  #format(format: LogFormat): void {
    for (const part of format.parts) {
      if (part.kind === "Expression" && part.expression !== undefined) this.#expression(part.expression);
    }
  }

  #expression({ fetch, converters }: SampleExpression): void {
    this.#call(fetch, "fetch");
    for (const converter of converters) this.#call(converter, "converter");
  }

  #call(call: Call, context: "fetch" | "converter"): void {
    if (usesOwnTable(call, context)) this.#implicitTable({ ...call.nameSpan, value: call.name });
    if (call.args === undefined) return;
    if (call.name === "acl") this.#aclCall(call);
    for (const { type, word } of callReferences(call, context)) this.#typed(type, word);
  }

  /** `acl(a,!b)` (haproxy 2.9) */
  #aclCall({ args = [] }: Call): void {
    for (const { start, end, value } of args) {
      const name = value.replace(/^!+/, "");
      if (isPredefined(name) || name === "") continue;
      const word = { start: end - start === value.length ? end - name.length : start, end, value: name };
      this.#acl(name, word);
    }
  }

  #acl(name: string, word: Word): void {
    this.#add("acl", name, word, { scope: this.#section.section.name?.value, isSettled: this.#acls.has(name) });
  }

  /** A piece of a word, such as an argument of a fetch, has a variable in it. */
  #isPartlyOpen(word: Word): boolean {
    return word.value.includes("$") && haveVariableIn(this.#statement?.args ?? [], word);
  }

  #add(kind: SymbolKind, name: string, word: Word, more?: More): void {
    if (isStatic(word) && !this.#isPartlyOpen(word))
      this.#found.push(new UsedName(kind, name, word, this.#statement, more));
  }
}

const isTracking = /^track-sc\d*$/;

let predefined: ReadonlySet<string> | undefined;

/** Whether every section has an ACL of this name. */
function isPredefined(acl: string): boolean {
  predefined ??= new Set(haproxyTable.keywords("predefined-acl"));
  return predefined.has(acl);
}

/** The word of an argument; for a part of a word the part alone. */
function wordOf(argument: Argument, statement: Statement): Word {
  const word = statement.args[argument.firstWord];
  if (word !== undefined && word.start === argument.start && word.end === argument.end) return word;
  return { start: argument.start, end: argument.end, value: argument.text };
}
