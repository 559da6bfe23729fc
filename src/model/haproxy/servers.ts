/** The servers of a backend with the options in force: their own, over those of the default-server lines above them. */
import { spellingOf } from "../../ast/haproxy/options.ts";
import type { AddressItem, DefaultServer, Option, Server } from "../../ast/haproxy/statement.ts";
import type { Word } from "../../ast/word.ts";
import { ofKind } from "./by-kind.ts";
import type { Proxy } from "./config.ts";
import { lineage } from "./inheritance.ts";

export interface EffectiveServer {
  readonly name: string;
  readonly word: Word;
  readonly statement: Server;
  readonly address: AddressItem | undefined;
  /** Whether an option is in force; a `no-` form removes what a default-server line set. */
  has(option: string): boolean;
  /** The option in force, from the server's own line or a default-server line. */
  option(name: string): Option | undefined;
}

const known = new WeakMap<Proxy, readonly EffectiveServer[]>();

/** The `server` lines of a proxy; templates are not among them. */
export function serversOf(proxy: Proxy): readonly EffectiveServer[] {
  let servers = known.get(proxy);
  if (servers === undefined) {
    servers = readServers(proxy);
    known.set(proxy, servers);
  }
  return servers;
}

function readServers(proxy: Proxy): readonly EffectiveServer[] {
  const own = new DefaultOptions(ofKind(proxy.statements, "DefaultServer"));
  const above = proxy.defaults === undefined ? nothing : inheritedFrom(proxy.defaults);
  return ofKind(proxy.statements, "Server").map((statement) => new ServerInForce(statement, own, above));
}

/** Of a server line: its name and its address. */
const wordsBeforeOptions = 2;

/** Makes its parts when asked: a file has many servers, and most are asked for little. */
class ServerInForce implements EffectiveServer {
  readonly statement: Server;
  readonly #own: DefaultOptions;
  readonly #inherited: DefaultOptions;

  constructor(statement: Server, own: DefaultOptions, inherited: DefaultOptions) {
    this.statement = statement;
    this.#own = own;
    this.#inherited = inherited;
  }

  get name(): string {
    return this.statement.name?.value ?? "";
  }

  get word(): Word {
    return this.statement.name ?? this.statement.keyword;
  }

  get address(): AddressItem | undefined {
    return this.statement.address;
  }

  has(option: string): boolean {
    const own = spellingOf(this.statement, wordsBeforeOptions, option);
    return (own ?? this.#default(option)?.name.value) === option;
  }

  option(name: string): Option | undefined {
    const option = this.statement.option(name) ?? this.#default(name);
    return option?.name.value === name ? option : undefined;
  }

  #default(name: string): Option | undefined {
    return this.#own.naming(name, this.statement.start) ?? this.#inherited.naming(name);
  }
}
/** What default-server lines say, by name; of several the last one decides. */
class DefaultOptions {
  readonly #lines: readonly DefaultServer[];
  #byName: Map<string, Option[]> | undefined;

  constructor(lines: readonly DefaultServer[]) {
    this.#lines = lines;
  }

  /** The option that decides for the lines from an offset on. */
  naming(name: string, before = Number.POSITIVE_INFINITY): Option | undefined {
    if (this.#lines.length === 0) return undefined;
    this.#byName ??= this.#read();
    return this.#byName.get(name)?.findLast(({ start }) => start < before);
  }

  #read(): Map<string, Option[]> {
    const byName = new Map<string, Option[]>();
    for (const option of this.#lines.flatMap(({ options }) => options)) {
      const name = option.name.value.replace(/^no-/, "");
      const same = byName.get(name);
      if (same === undefined) byName.set(name, [option]);
      else same.push(option);
    }
    return byName;
  }
}

const nothing = new DefaultOptions([]);
const inherited = new WeakMap<Proxy, DefaultOptions>();

/** What the servers of all proxies that start from a defaults section inherit. */
function inheritedFrom(defaults: Proxy): DefaultOptions {
  let options = inherited.get(defaults);
  if (options === undefined) {
    // The nearest section comes last: what is said later decides.
    const sections = lineage(defaults).toReversed();
    options = new DefaultOptions(sections.flatMap(({ statements }) => ofKind(statements, "DefaultServer")));
    inherited.set(defaults, options);
  }
  return options;
}
