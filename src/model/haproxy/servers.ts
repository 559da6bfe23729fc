/** The servers of a backend with the options in force: their own, over those of the default-server lines above them. */
import type { AddressItem, DefaultServer, Option, Server } from "../../ast/haproxy/statement.ts";
import type { Word } from "../../ast/word.ts";
import { ofKind } from "./by-kind.ts";
import type { Proxy } from "./config.ts";
import { inForce } from "./inheritance.ts";

/** Options by name; a `no-` form removes what a default-server line set. */
export interface EffectiveOptions {
  has(name: string): boolean;
  get(name: string): Option | undefined;
}

export interface EffectiveServer {
  readonly name: string;
  readonly word: Word;
  readonly statement: Server;
  readonly address: AddressItem | undefined;
  readonly options: EffectiveOptions;
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
  const defaults = inForce(proxy, "DefaultServer");
  const own = defaults.flatMap(({ statement, proxy: from }) => (from === proxy ? [statement] : []));
  const inherited = defaults.flatMap(({ statement, proxy: from }) => (from === proxy ? [] : [statement]));
  const servers: EffectiveServer[] = [];
  let above = 0;
  for (const statement of ofKind(proxy.statements, "Server")) {
    while ((own[above]?.start ?? Number.POSITIVE_INFINITY) < statement.start) above++;
    servers.push({
      name: statement.name?.value ?? "",
      word: statement.name ?? statement.keyword,
      statement,
      address: statement.address,
      options: new LayeredOptions(statement, own, above, inherited),
    });
  }
  return servers;
}

/** Looks through the lines when asked: a file has many servers, and most are asked for few options. */
class LayeredOptions implements EffectiveOptions {
  readonly #server: Server;
  readonly #own: readonly DefaultServer[];
  /** How many of the proxy's default-server lines stand above the server. */
  readonly #above: number;
  readonly #inherited: readonly DefaultServer[];

  constructor(server: Server, own: readonly DefaultServer[], above: number, inherited: readonly DefaultServer[]) {
    this.#server = server;
    this.#own = own;
    this.#above = above;
    this.#inherited = inherited;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  get(name: string): Option | undefined {
    const option = this.#lastNaming(name);
    return option?.name.value === name && !name.startsWith("no-") ? option : undefined;
  }

  /** The option that decides: of that name, or its `no-` form. */
  #lastNaming(name: string): Option | undefined {
    const said = naming(this.#server.options, name);
    if (said !== undefined) return said;
    for (let at = 0; at < this.#above; at++) {
      const found = naming(this.#own[at]?.options ?? [], name);
      if (found !== undefined) return found;
    }
    for (const { options } of this.#inherited) {
      const found = naming(options, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

function naming(options: readonly Option[], name: string): Option | undefined {
  for (let at = options.length - 1; at >= 0; at--) {
    const option = options[at];
    const given = option?.name.value;
    if (given === name || (given?.length === name.length + 3 && given.startsWith("no-") && given.endsWith(name)))
      return option;
  }
  return undefined;
}
