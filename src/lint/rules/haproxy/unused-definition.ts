import { isStatic } from "../../../ast/word.ts";
import {
  type Definition,
  type HaproxyConfig,
  type LocatedSection,
  type Reference,
  type SymbolKind,
  symbolKinds,
} from "../../../model/haproxy/config.ts";
import { usedAcls } from "../../../model/haproxy/references.ts";
import { nearestOf } from "../../../text/nearest.ts";
import { type UndefinedReference, undefinedReferences } from "../../haproxy/undefined.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/unused-definition",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "Something is defined, and nothing uses it.",
  why: `
HAProxy accepts an ACL that no condition names and a backend that no frontend sends traffic to without a word. Most often the line that was to use it
names something else, or was lost: the protection that the ACL reads like is not there.
`,
  messages: {
    unused: "nothing uses the {kind} {name}",
    missed: "nothing uses the {kind} {name}, and {wanted} is used and not defined: one of the two names is wrong",
  },
  examples: () => [
    {
      title: "an ACL and a backend",
      files: {
        "haproxy.cfg":
          "frontend web\n  mode http\n  bind :80\n  acl internal src 10.0.0.0/8\n  default_backend app\nbackend app\n  mode http\n  server a 192.0.2.1:80\nbackend old\n  mode http\n  server a 192.0.2.9:80\n",
      },
      expect: ["haproxy.cfg:4:7 unused", "haproxy.cfg:9:9 unused"],
    },
    {
      title: "a backend whose name was changed at one end",
      files: {
        "haproxy.cfg":
          "frontend web\n  bind :80\n  default_backend app_servers\nbackend ap_servers\n  server a 192.0.2.1:80\n",
      },
      expect: ["haproxy.cfg:4:9 missed"],
    },
    {
      title: "a backend chosen at run time, an ACL inside another",
      files: {
        "haproxy.cfg":
          "frontend web\n  mode http\n  bind :80\n  acl internal src 10.0.0.0/8\n  http-request deny unless { acl(internal) }\n  use_backend %[req.hdr(host)]\nbackend app\n  mode http\n  server a 192.0.2.1:80\n",
      },
      expect: [],
    },
    {
      title: "a backend that only holds a stick table",
      files: {
        "haproxy.cfg":
          "listen web\n  mode http\n  bind :80\n  http-request track-sc0 src table seen\n  server a 192.0.2.1:80\nbackend seen\n  stick-table type ip size 10k expire 1m\n",
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    const config = node.haproxy;
    if (config === undefined) return;
    const used = usedDefinitions(config);
    const seen = new Map<unknown, Set<string>>();
    const elsewhere = new UseElsewhere(config);
    const unnamed = named.flatMap((kind) => {
      return config.definitionsOf(kind).filter((definition) => !isSeen(definition, seen) && !used(definition));
    });
    const unused = unnamed.filter((definition) => !elsewhere.mayUse(definition));
    const wanted = undefinedReferences(node).filter(({ severity }) => severity === "error");
    const meantFor = new MeantReferences(unused, wanted);
    const certain = new Set(unused);
    for (const definition of wanted.length === 0 ? unused : unnamed) {
      const { name, place } = definition;
      const kind = kindNames[definition.kind] ?? "";
      const meant = certain.has(definition) ? meantFor.find(definition) : meantFor.renamed(definition);
      if (meant === undefined) {
        if (certain.has(definition)) report("unused", place, { kind, name });
      } else {
        const related = [{ ...meant.place, message: `${meant.name} is used here` }];
        report("missed", place, { kind, name, wanted: meant.name }, { related, severity: "error" });
      }
    }
  },
});

/** Names that are compared in search of the nearest, in all. */
const mostComparisons = 1_000_000;

/** The undefined references that may be meant for unused definitions, sorted once by what they can mean. */
class MeantReferences {
  /** By an ACL's section, or by the kind; for each name the last reference. */
  readonly #wanted = new Map<unknown, Map<string, Reference>>();
  readonly #unused = new Map<unknown, number>();
  #comparisons = 0;

  constructor(unused: readonly Definition[], wanted: readonly UndefinedReference[]) {
    for (const { kind, section } of unused) {
      const owner = kind === "acl" ? section : kind;
      this.#unused.set(owner, (this.#unused.get(owner) ?? 0) + 1);
    }
    for (const { reference } of wanted) {
      if (reference.capability === "frontend") continue;
      for (const kind of reference.kinds) {
        const owner = kind === "acl" ? reference.section : kind;
        const names = this.#wanted.get(owner) ?? new Map<string, Reference>();
        this.#wanted.set(owner, names.set(reference.name, reference));
      }
    }
  }

  /** The reference with the nearest name, or the only one where only one is unused. */
  find({ kind, section, name }: Definition): Reference | undefined {
    const owner = kind === "acl" ? section : kind;
    const names = this.#wanted.get(owner);
    if (names === undefined) return undefined;
    this.#comparisons += names.size;
    if (this.#comparisons > mostComparisons) return undefined;
    const nearest = nearestOf(name, names.keys());
    if (nearest !== undefined) return names.get(nearest);
    const [only] = names.values();
    return names.size === 1 && this.#unused.get(owner) === 1 ? only : this.renamed({ kind, section, name });
  }

  /** The one reference whose name got something behind it, or lost it: `app` and `app_old`. */
  renamed({ kind, section, name }: Pick<Definition, "kind" | "section" | "name">): Reference | undefined {
    if (kind === "proxy" && section.section.type !== "backend") return undefined;
    const names = this.#wanted.get(kind === "acl" ? section : kind);
    if (names === undefined) return undefined;
    this.#comparisons += names.size;
    if (this.#comparisons > mostComparisons) return undefined;
    const near = [...names].filter(([wanted]) => isPart(wanted, name));
    return near.length === 1 ? near[0]?.[1] : undefined;
  }
}

/** `app` in `app_old`, in `old_app`, and `App`. */
function isPart(one: string, other: string): boolean {
  const [short = "", long = ""] = [one.toLowerCase(), other.toLowerCase()].sort((a, b) => a.length - b.length);
  return short.length > 1 && (long.startsWith(short) || long.endsWith(short));
}

const kindNames: Partial<Record<SymbolKind, string>> = {
  proxy: "backend",
  acl: "ACL",
  userlist: "userlist",
  resolvers: "resolvers section",
  mailers: "mailers section",
  cache: "cache",
  "http-errors": "http-errors section",
  "fcgi-app": "fcgi-app",
};

const named = symbolKinds.filter((kind) => kindNames[kind] !== undefined);

/** An ACL of several lines is one. */
function isSeen({ kind, name, section }: Definition, seen: Map<unknown, Set<string>>): boolean {
  if (kind !== "acl") return false;
  const names = seen.get(section) ?? new Set();
  seen.set(section, names);
  if (names.has(name)) return true;
  names.add(name);
  return false;
}

const several = Symbol("several sections");

/** Whether a reference resolves to a definition, or to what it owns: the backend of a server, the userlist of a user. */
function usedDefinitions(config: HaproxyConfig): (definition: Definition) => boolean {
  const used = new Set<Definition>();
  const sections = new Set<unknown>();
  // Namesakes are one list for all that name them; two sections that do have used all of it.
  const users = new Map<readonly Definition[], unknown>();
  for (const reference of config.openReferences) {
    const { section } = reference.section;
    const definitions = config.resolve(reference);
    const before = users.get(definitions);
    if (before === several || before === section) continue;
    users.set(definitions, before === undefined ? section : several);
    for (const definition of definitions) {
      used.add(definition);
      if (definition.section.section !== section) sections.add(definition.section.section);
    }
  }
  return (definition) => {
    const { kind, name, section } = definition;
    return kind === "acl" ? usedAcls(section).has(name) : used.has(definition) || sections.has(section.section);
  };
}

/** Uses that no reference shows. Each answer is found once for a configuration or a section, however many names ask. */
class UseElsewhere {
  readonly #config: HaproxyConfig;
  #choosesBackends: boolean | undefined;
  readonly #unsure = new Map<LocatedSection, boolean>();

  constructor(config: HaproxyConfig) {
    this.#config = config;
  }

  mayUse({ kind, name, section }: Definition): boolean {
    if (section.section.faulty === true) return true;
    if (kind === "resolvers") return name === "default";
    if (kind === "acl") return this.#isUnsure(section);
    if (kind !== "proxy") return false;
    if (section.section.type !== "backend") return true;
    this.#choosesBackends ??= this.#config.sections.some(({ statements }) => statements.some(choosesBackends));
    return this.#choosesBackends;
  }

  #isUnsure(section: LocatedSection): boolean {
    const known = this.#unsure.get(section) ?? isUnsure(section.statements);
    this.#unsure.set(section, known);
    return known;
  }
}

/** Conditions whose words the files do not say. */
function isUnsure(statements: Definition["section"]["statements"]): boolean {
  return statements.some(
    ({ args, faulty }) => faulty === true || args.some((word) => !isStatic(word) && word.value.includes("[*]")),
  );
}

/** Names of backends that come from requests, variables, Lua or an agent's own file. */
function choosesBackends(statement: Definition["section"]["statements"][number]): boolean {
  if (statement.kind === "UseBackend")
    return statement.dynamic || (statement.target !== undefined && !isStatic(statement.target));
  if (statement.kind === "DefaultBackend") return statement.target !== undefined && !isStatic(statement.target);
  const keyword = statement.keyword.value;
  return keyword.startsWith("lua-load") || (keyword === "filter" && statement.args[0]?.value === "spoe");
}
