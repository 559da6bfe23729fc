import type { Definition, HaproxyConfig, Reference, SymbolKind } from "../../../model/haproxy/config.ts";
import { nearestOf } from "../../../text/nearest.ts";
import { undefinedReferences } from "../../haproxy/undefined.ts";
import { defineRule, type ReportDetails } from "../../rule.ts";

export default defineRule({
  id: "haproxy/undefined-reference",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "safe",
  summary: "A name is used that nothing defines.",
  why: `
HAProxy refuses the whole configuration when a backend, an ACL, a userlist, a stick table or anything else that a line names does not exist. ACLs are
private to their section and have to stand above the line that uses them; a named defaults section has to stand above the proxies that start from it.
Rings and log profiles are the exception: the check passes, and the messages go nowhere.
`,
  messages: {
    undefined: "no {kind} is called {name}",
    nearest: "no {kind} is called {name}: {nearest} is meant",
    later: "the {kind} {name} is defined below: haproxy knows only what stands above this line",
    elsewhere: "the ACL {name} belongs to {owner}: ACLs are private to their section",
    frontend: "{name} is a {type}, and traffic can only be sent to a backend or a listen section",
    noTable: "{name} has no stick-table of its own to use here",
    withoutTable: "{name} has no stick-table",
  },
  examples: () => [
    {
      title: "a misspelt backend",
      files: {
        "haproxy.cfg":
          "frontend web\n  bind :80\n  default_backend app_server\nbackend app_servers\n  server a 192.0.2.1:80\n",
      },
      expect: ["haproxy.cfg:3:19 nearest"],
    },
    {
      title: "an ACL, a table and a userlist that nobody wrote",
      files: {
        "haproxy.cfg":
          "listen web\n  mode http\n  bind :80\n  http-request deny if bad\n  http-request track-sc0 src table seen\n  http-request auth unless { http_auth(staff) }\n",
      },
      expect: ["haproxy.cfg:4:24 undefined", "haproxy.cfg:5:36 undefined", "haproxy.cfg:6:40 undefined"],
    },
    {
      title: "an ACL below its use, and one of another section",
      files: {
        "haproxy.cfg":
          "frontend web\n  mode http\n  bind :80\n  use_backend app if is_app\n  acl is_app path_beg /app\nbackend app\n  mode http\n  http-request deny unless is_app\n",
      },
      expect: ["haproxy.cfg:4:22 later", "haproxy.cfg:8:28 elsewhere"],
    },
    {
      title: "traffic to a frontend, a table that is none",
      files: {
        "haproxy.cfg":
          "frontend web\n  mode http\n  bind :80\n  http-request track-sc0 src table app\n  http-request track-sc1 src\n  default_backend api\nfrontend api\n  bind :81\nbackend app\n  mode http\n",
      },
      expect: ["haproxy.cfg:4:36 withoutTable", "haproxy.cfg:5:16 noTable", "haproxy.cfg:6:19 frontend"],
    },
    {
      title: "names that are there, predefined, or chosen at run time",
      files: {
        "haproxy.cfg":
          "frontend web\n  mode http\n  bind :80\n  acl api path_beg /api\n  use_backend app if api METH_GET or { path / }\n  use_backend %[req.hdr(host)]\nbackend app\n  mode http\n  stick-table type ip size 10k\n  stick on src\n  server-template s 3 192.0.2.1:80\n  use-server s2 if { always_true }\n",
      },
      expect: [],
    },
    {
      title: "names that the environment says, in a fetch and in a list",
      files: {
        "haproxy.cfg":
          'frontend web\n  mode http\n  bind :80\n  http-request deny if { src_get_gpc0("${TABLE}") gt 1 }\nuserlist ops\n  group "g${N}"\n  user a password $5$abc groups "g${N}"\n',
      },
      expect: [],
    },
    {
      title: "a disabled proxy is not checked",
      files: { "haproxy.cfg": "listen old\n  disabled\n  bind :80\n  default_backend gone\n" },
      expect: [],
    },
  ],
  check({ node, report }) {
    const config = node.haproxy;
    if (config === undefined) return;
    const names = new KnownNames(config);
    for (const { reference, found, severity } of undefinedReferences(node)) {
      const details: ReportDetails = severity === "error" ? {} : { severity };
      const { name, place } = reference;
      const kind = kindNames[reference.kinds[0] ?? "proxy"] ?? "section";
      const [first] = found;
      if (first !== undefined) {
        const related = [{ ...first.place, message: `${name} is defined here` }];
        report("later", place, { kind, name }, { ...details, related });
        continue;
      }
      if (reference.implicit === true) {
        report("noTable", place, { name }, details);
        continue;
      }
      const known = names.otherwise(reference);
      if (known !== undefined) {
        const related = [{ ...known.place, message: `${name} is defined here` }];
        const { type } = known.section.section;
        const owner = `${type} ${known.section.section.name?.value ?? ""}`.trim();
        if (reference.kinds.includes("acl")) report("elsewhere", place, { name, owner }, { ...details, related });
        else if (reference.kinds.includes("table")) report("withoutTable", place, { name }, { ...details, related });
        else report("frontend", place, { name, type }, { ...details, related });
        continue;
      }
      const meant = names.nearest(reference);
      if (meant === undefined) {
        report("undefined", place, { kind, name }, details);
        continue;
      }
      const nearest = meant.name;
      const related = [{ ...meant.place, message: `${nearest} is defined here` }];
      const fix = { title: `Write ${nearest}`, edits: [{ ...replacedPlace(reference), newText: nearest }] };
      const fixed = reference.word.quoted === true ? {} : { fix };
      report("nearest", place, { kind, name, nearest }, { ...details, related, ...fixed });
    }
  },
});

const kindNames: Partial<Record<SymbolKind, string>> = {
  proxy: "backend",
  acl: "ACL",
  defaults: "defaults section",
  table: "stick-table",
  resolvers: "resolvers section",
  peers: "peers section",
  mailers: "mailers section",
  "http-errors": "http-errors section",
  "fcgi-app": "fcgi-app",
  "log-profile": "log profile",
  userlist: "userlist",
  server: "server",
  user: "user",
  group: "group",
  cache: "cache",
  ring: "ring",
  acme: "acme section",
  healthcheck: "healthcheck section",
};

/** Names that are compared in search of the nearest, in all: a file whose every name is undefined needs no more advice. */
const mostComparisons = 1_000_000;

/** What is defined, sorted once for all the references that nothing defines. */
class KnownNames {
  readonly #config: HaproxyConfig;
  readonly #candidates = new Map<unknown, Map<string, Map<string, Definition>>>();
  readonly #first = new Map<SymbolKind, Map<string, Definition>>();
  #comparisons = 0;

  constructor(config: HaproxyConfig) {
    this.#config = config;
  }

  /** Something of the name that does not serve: another section's ACL, a frontend, a proxy without a table. */
  otherwise(reference: Reference): Definition | undefined {
    const [kind] = reference.kinds;
    const wanted = kind === "acl" || kind === "proxy" ? kind : kind === "table" ? "proxy" : undefined;
    if (wanted === undefined || (kind === "proxy" && reference.capability === "frontend")) return undefined;
    let names = this.#first.get(wanted);
    if (names === undefined) {
      names = new Map();
      for (const definition of this.#config.definitionsOf(wanted))
        if (!names.has(definition.name)) names.set(definition.name, definition);
      this.#first.set(wanted, names);
    }
    return names.get(reference.name);
  }

  nearest(reference: Reference): Definition | undefined {
    const candidates = this.#candidatesFor(reference);
    this.#comparisons += candidates.size;
    if (this.#comparisons > mostComparisons) return undefined;
    const nearest = nearestOf(reference.name, candidates.keys());
    return nearest === undefined ? undefined : candidates.get(nearest);
  }

  #candidatesFor(reference: Reference): Map<string, Definition> {
    const { kinds, scope, capability, section } = reference;
    const owner = kinds.includes("acl") ? section.section : scope;
    const key = `${kinds.join()} ${capability ?? ""}`;
    let ofOwner = this.#candidates.get(owner);
    if (ofOwner === undefined) {
      ofOwner = new Map();
      this.#candidates.set(owner, ofOwner);
    }
    let candidates = ofOwner.get(key);
    if (candidates === undefined) {
      candidates = candidatesFor(reference, this.#config);
      ofOwner.set(key, candidates);
    }
    return candidates;
  }
}

function candidatesFor(reference: Reference, config: HaproxyConfig): Map<string, Definition> {
  const candidates = new Map<string, Definition>();
  for (const definition of reference.kinds.flatMap((kind) => config.definitionsOf(kind))) {
    if (definition.numbers !== undefined) continue;
    const { section, scope, name } = definition;
    if (definition.kind === "acl" && section.section !== reference.section.section) continue;
    if (["server", "user", "group"].includes(definition.kind) && scope !== reference.scope) continue;
    if (
      definition.kind === "proxy" &&
      section.section.type !== "listen" &&
      section.section.type !== reference.capability
    )
      continue;
    candidates.set(name, definition);
  }
  return candidates;
}

/** The name alone where the word holds more: `app/` of `app/web1`, `ring@`. */
function replacedPlace({ place, name, word }: Reference) {
  return { path: place.path, span: { start: word.end - name.length, end: word.end } };
}
