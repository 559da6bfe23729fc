import type { Targets } from "../../../model/cluster.ts";
import { areExclusive } from "../../../model/haproxy/branches.ts";
import { ofKind } from "../../../model/haproxy/by-kind.ts";
import type { Definition, HaproxyConfig, LocatedSection, SymbolKind } from "../../../model/haproxy/config.ts";
import { ofSection } from "../../../model/haproxy/of-section.ts";
import { compareVersions } from "../../../schema/version.ts";
import { remembered } from "../../../text/remembered.ts";
import { type Certainty, certaintyOf } from "../../haproxy/certainty.ts";
import { optionIds, pairsOf, sameGuids, sameId, sameProxyIds } from "../../haproxy/given-ids.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/duplicate-definition",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "One name is given to two things of a kind.",
  why: `
HAProxy rejects two proxies, servers, resolvers, caches or peers sections of one name (3.3 and 3.4 overlook servers in many backends). Up to 3.2 a frontend and a backend may share a name; from 3.3 on
they may not, and neither may have the name of a defaults section. A defaults section that a proxy above starts from by name cannot be defined again (3.1), and two
of a name cannot be started from up to 3.3. Of two userlists, users or groups the program keeps the first and says so in a warning.
`,
  messages: {
    duplicate: "the {kind} {name} is defined twice",
    newer: "{type} {name} has the name of a {other}: haproxy 3.3 and newer reject that",
    ignored: "the {kind} {name} is defined twice: haproxy keeps the first",
    id: "two servers of this backend have the id {name}",
    listenerId: "two listeners of this proxy have the id {name}",
    proxyId: "two proxies have the id {name}",
    guid: "the guid {name} is given twice: of all proxies, servers and listeners one can have it",
    ambiguous:
      "two defaults sections are called {name}, and a proxy starts from one of them: up to 3.3 haproxy rejects that",
    taken: "a proxy above starts from {name}: haproxy 3.1 and newer reject a second defaults section of that name",
  },
  examples: () => [
    {
      title: "two backends, two servers, two resolvers sections",
      files: {
        "haproxy.cfg":
          "backend app\n  server a 192.0.2.1:80\n  server a 192.0.2.2:80\nbackend app\n  server b 192.0.2.3:80\nresolvers dns\n  nameserver a 192.0.2.4:53\nresolvers dns\n  nameserver a 192.0.2.5:53\n",
      },
      expect: ["haproxy.cfg:3:10 duplicate", "haproxy.cfg:4:9 duplicate", "haproxy.cfg:8:11 duplicate"],
    },
    {
      title: "a frontend and a backend",
      files: {
        "haproxy.cfg": "frontend app\n  bind :80\n  default_backend app\nbackend app\n  server b 192.0.2.3:80\n",
      },
      expect: ["haproxy.cfg:4:9 newer"],
    },
    {
      title: "two defaults sections, and a proxy that names them",
      files: { "haproxy.cfg": "defaults base\n  mode http\ndefaults base\n  mode tcp\nbackend app from base\n" },
      expect: ["haproxy.cfg:3:10 ambiguous"],
    },
    {
      title: "a defaults section that is started from already, and one that shares its name",
      files: {
        "haproxy.cfg":
          "defaults base\n  mode http\nbackend app from base\ndefaults base\n  mode tcp\ndefaults web\nbackend web\n",
      },
      expect: ["haproxy.cfg:4:10 taken", "haproxy.cfg:7:9 newer"],
    },
    {
      title: "two listeners of one id, two proxies of one id",
      files: {
        "haproxy.cfg":
          "frontend web\n  id 7\n  bind :80 id 3\n  bind :81 id 3\n  default_backend app\nbackend app\n  id 7\n  server b 192.0.2.3:80\n",
      },
      expect: ["haproxy.cfg:4:15 listenerId", "haproxy.cfg:7:6 proxyId"],
    },
    {
      title: "two guids, two prefixes of guids",
      files: {
        "haproxy.cfg":
          "frontend web\n  guid a\n  bind :80 guid-prefix l\n  bind :81 guid-prefix l\n  default_backend app\nbackend app\n  server a 192.0.2.3:80 guid a\n",
      },
      expect: ["haproxy.cfg:4:24 guid", "haproxy.cfg:7:30 guid"],
    },
    {
      title: "guids of a ring's server, of a peer, and of the second port of a range",
      files: {
        "haproxy.cfg":
          "listen web\n  bind :80-81 guid-prefix l\n  server a 192.0.2.3:80 guid a\nring r\n  server a 192.0.2.4:514 guid a\npeers p\n  bind :1024 guid-prefix l\n  server b 192.0.2.5:1024 guid l-1\n",
      },
      expect: ["haproxy.cfg:5:31 guid", "haproxy.cfg:8:32 guid"],
    },
    {
      title: "two servers of one id",
      files: {
        "haproxy.cfg": "backend app\n  server a 192.0.2.1:80 id 7\n  server b 192.0.2.2:80 id 7\n",
      },
      expect: ["haproxy.cfg:3:28 id"],
    },
    {
      title: "two users",
      files: { "haproxy.cfg": "userlist staff\n  user a password $5$x\n  user a password $5$y\n" },
      expect: ["haproxy.cfg:3:8 ignored"],
    },
    {
      title: "an ACL of two lines, servers of two backends, branches that exclude each other",
      files: {
        "haproxy.cfg":
          "backend app\n  acl a path /a\n  acl a path /b\n.if defined(BLUE)\n  server a 192.0.2.1:80\n.else\n  server a 192.0.2.2:80\n.endif\nbackend api\n  server a 192.0.2.1:81\n",
      },
      expect: [],
    },
  ],
  check({ node, report, each }) {
    const config = node.haproxy;
    if (config === undefined) return;
    for (const [first, second] of sameProxyIds(config)) report("proxyId", ...sameId(first, second));
    for (const [first, second] of sameGuids(config)) report("guid", ...sameId(first, second));
    each(config.sectionsWith("server"), (section, reportHere) => {
      const ids = optionIds(ofKind(section.statements, "Server"), section);
      for (const [first, second] of pairsOf(ids)) reportHere("id", ...sameId(first, second));
    });
    each(config.sectionsWith("bind"), (section, reportHere) => {
      const ids = optionIds(ofKind(section.statements, "Bind"), section);
      for (const [first, second] of pairsOf(ids)) reportHere("listenerId", ...sameId(first, second));
    });
    const say = (first: Definition, definition: Definition, said: Said | undefined, certainty: Certainty) => {
      if (said === undefined || certainty === "none") return;
      const { message, severity } = said;
      const { name, kind, place } = definition;
      const related = [{ ...first.place, message: `${name} is defined here first` }];
      const isWarning =
        severity === "warning" ||
        (kind === "server" && goesUnseen(first, definition, node.targets)) ||
        (certainty === "possible" && definition.section.section.branch !== undefined);
      const details = isWarning ? { related, severity: "warning" as const } : { related };
      const { type } = definition.section.section;
      const other = first.kind === "defaults" ? "defaults section" : first.section.section.type;
      if (message === "newer") report("newer", place, { type, name, other }, details);
      else if (message === "ambiguous" || message === "taken") report(message, place, { name }, details);
      else report(message, place, { kind: kind === "proxy" ? type : kind, name }, details);
    };
    const certainty = ({ statement, section }: Definition) => certaintyOf(statement, section, config, node.targets);
    const names = new UniqueNames();
    for (const definition of uniqueDefinitions(config)) {
      const first = names.add(definition);
      if (first !== undefined)
        say(first, definition, findingFor(first, definition, config, node.targets), certainty(definition));
    }
    for (const { first, second } of namesakes(config))
      say(first, second, since("3.3", "newer", node.targets.haproxy), certainty(second));
  },
});

/** The sections whose servers need names of their own: peers need none. */
const servedBy: ReadonlySet<string> = new Set(["backend", "listen", "ring"]);

const sectionKinds: ReadonlySet<SymbolKind> = new Set<SymbolKind>([
  "proxy",
  "defaults",
  "userlist",
  "peers",
  "resolvers",
  "mailers",
  "cache",
  "ring",
  "http-errors",
  "fcgi-app",
  "log-forward",
  "log-profile",
  "healthcheck",
  "acme",
]);

/** What may have to have a name of its own, what shares names in the order of the files. */
function uniqueDefinitions(config: HaproxyConfig): readonly Definition[] {
  const proxies = config.definitionsOf("proxy");
  const forwards = config.definitionsOf("log-forward");
  const servers = config.sectionsWith("server").some(mayClash) ? config.definitionsOf("server") : [];
  const placeOf = ({ section }: Definition): number => placesIn(config).get(section) ?? -1;
  return [
    ...(forwards.length === 0 ? proxies : [...proxies, ...forwards].sort((a, b) => placeOf(a) - placeOf(b))),
    ...servers,
    ...otherKinds.flatMap((kind) => config.definitionsOf(kind)),
  ];
}

const otherKinds: readonly SymbolKind[] = [
  ...[...sectionKinds].filter((kind) => kind !== "proxy" && kind !== "log-forward"),
  "user",
  "group",
  "nameserver",
];

/** The names of a section's servers. */
const serverNames = ofSection(
  ({ statements }): ReadonlySet<string | undefined> =>
    new Set(ofKind(statements, "Server").map(({ name }) => name?.value)),
);

/** Whether two of a backend's servers have one name: servers are most of a large file, and none of them has to be looked at then. */
function mayClash(section: LocatedSection): boolean {
  if (!servedBy.has(section.section.type)) return false;
  return serverNames(section).size < ofKind(section.statements, "Server").length;
}

/** Definitions of one name that the next is held against; more stand in as many branches of their own. */
const mostCompared = 100;

/** The names that have to be unique: of sections of a kind, of a backend's servers, of a userlist's users and groups. */
class UniqueNames {
  /** By kind, then by what the name belongs to. */
  readonly #kinds = new Map<SymbolKind, Map<string | undefined, Map<string, Definition[]>>>();

  /** Takes a definition in. Returns the first of its name that came before and may be read together with it. */
  add(definition: Definition): Definition | undefined {
    const names = this.#namesFor(definition);
    const { name } = definition;
    if (names === undefined || name === "" || definition.numbers !== undefined) return undefined;
    const same = names.get(name);
    if (same === undefined) {
      names.set(name, [definition]);
      return undefined;
    }
    const { type } = definition.section.section;
    const mayMeet = (other: Definition) => !isExclusive(other, definition);
    // Before 3.3 a frontend may have the name of a backend, which a second backend may not.
    const first = same.find((other) => other.section.section.type === type && mayMeet(other)) ?? same.find(mayMeet);
    if (same.length < mostCompared) same.push(definition);
    return first;
  }

  #namesFor({ kind, scope, section }: Definition): Map<string, Definition[]> | undefined {
    // haproxy looks a log-forward section's name up among the proxies.
    if (kind === "log-forward") return this.#names("proxy", undefined);
    if (sectionKinds.has(kind)) return this.#names(kind, undefined);
    const { type } = section.section;
    if (kind === "server") return servedBy.has(type) ? this.#names(kind, scope) : undefined;
    return kind === "user" || kind === "group" || kind === "nameserver" ? this.#names(kind, scope) : undefined;
  }

  #names(kind: SymbolKind, scope: string | undefined): Map<string, Definition[]> {
    const owners = this.#kinds.get(kind) ?? new Map<string | undefined, Map<string, Definition[]>>();
    const names = owners.get(scope) ?? new Map<string, Definition[]>();
    if (names.size === 0) this.#kinds.set(kind, owners.set(scope, names));
    return names;
  }
}

function isExclusive(a: Definition, b: Definition): boolean {
  if (a.section.document !== b.section.document) return false;
  return areExclusive(a.statement?.branch ?? a.section.section.branch, b.statement?.branch ?? b.section.section.branch);
}

/**
 * Whether haproxy takes two servers of a name in: before 3.3 where one has an id, and in 3.3 and 3.4 by a mistake wherever
 * the proxy has servers of other names as well.
 */
function goesUnseen(first: Definition, second: Definition, { haproxy }: Targets): boolean {
  if (haproxy === undefined || compareVersions(haproxy, "3.3") < 0)
    return [first, second].some(
      ({ statement }) => statement?.kind === "Server" && statement.option("id") !== undefined,
    );
  if (compareVersions(haproxy, "3.5") >= 0) return false;
  const names = serverNames(second.section);
  return ofKind(second.section.statements, "ServerTemplate").length > 0 || names.size > 1 || !names.has(second.name);
}

type Message = "duplicate" | "newer" | "ignored" | "ambiguous" | "taken";

interface Said {
  readonly message: Message;
  readonly severity: "error" | "warning";
}

function findingFor(
  first: Definition,
  second: Definition,
  config: HaproxyConfig,
  { haproxy }: Targets,
): Said | undefined {
  const { kind } = second;
  // The sections of a server already share their name, which is said of them.
  if ((kind === "server" || kind === "nameserver") && first.section.section !== second.section.section)
    return undefined;
  if (kind === "userlist" || kind === "user" || kind === "group") return { message: "ignored", severity: "warning" };
  if (kind === "defaults" && first.kind === "defaults") return defaultsFinding(first, second, config, haproxy);
  if (kind === "proxy" && first.kind === "log-forward") return undefined;
  if (kind !== "proxy") return { message: "duplicate", severity: "error" };
  const types = new Set([first.section.section.type, second.section.section.type]);
  if (types.size === 1 || !types.has("backend")) return { message: "duplicate", severity: "error" };
  return since("3.3", "newer", haproxy);
}

/** An error from a version on; a likely mistake where no version is said. */
function since(version: string, message: Message, haproxy: string | undefined): Said | undefined {
  if (haproxy === undefined) return { message, severity: "warning" };
  return compareVersions(haproxy, version) >= 0 ? { message, severity: "error" } : undefined;
}

/** Two defaults sections of a name are two that nobody means, unless some proxy does: below both, or between them. */
function defaultsFinding(
  first: Definition,
  second: Definition,
  config: HaproxyConfig,
  haproxy: string | undefined,
): Said | undefined {
  const placeOf = ({ section }: Definition): number => placesIn(config).get(section) ?? -1;
  const { last, lastAlways } = lastNaming(config).get(second.name) ?? { last: -1, lastAlways: -1 };
  if (last > placeOf(second)) {
    // haproxy 3.4.0 complains of it and goes on.
    const isRefused = haproxy !== undefined && compareVersions(haproxy, "3.4") < 0 && lastAlways > placeOf(second);
    return { message: "ambiguous", severity: isRefused ? "error" : "warning" };
  }
  const said = last > placeOf(first) ? since("3.1", "taken", haproxy) : undefined;
  return said === undefined || lastAlways > placeOf(first) ? said : { ...said, severity: "warning" };
}

/** The place of the last section that starts from a defaults section of each name, and of the last that does so in no `.if` branch. */
const lastNaming = remembered((config: HaproxyConfig): ReadonlyMap<string, { last: number; lastAlways: number }> => {
  const places = new Map<string, { last: number; lastAlways: number }>();
  for (const { kinds, name, section } of config.openReferences) {
    if (!kinds.includes("defaults")) continue;
    const found = places.get(name) ?? { last: -1, lastAlways: -1 };
    const place = placesIn(config).get(section) ?? -1;
    found.last = Math.max(found.last, place);
    if (section.section.branch === undefined) found.lastAlways = Math.max(found.lastAlways, place);
    places.set(name, found);
  }
  return places;
});

/** Each section's place among all. */
const placesIn = remembered(
  ({ sections }: HaproxyConfig): ReadonlyMap<LocatedSection, number> =>
    new Map(sections.map((section, at) => [section, at])),
);

/** haproxy 3.3: proxies that have the name of a defaults section above, or the other way round. */
function* namesakes(config: HaproxyConfig) {
  const named = new Map(config.definitionsOf("defaults").map((one) => [one.name, one]));
  named.delete("");
  if (named.size === 0) return;
  for (const proxy of config.definitionsOf("proxy")) {
    const defaults = named.get(proxy.name);
    if (defaults === undefined || isExclusive(defaults, proxy)) continue;
    const places = placesIn(config);
    const isBelow = (places.get(defaults.section) ?? -1) > (places.get(proxy.section) ?? -1);
    yield isBelow ? { first: proxy, second: defaults } : { first: defaults, second: proxy };
  }
}
