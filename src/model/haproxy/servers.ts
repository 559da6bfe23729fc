/** The servers of a backend with the options in force: their own, over those of the default-server lines above them. */
import type { AddressItem, DefaultServer, Option, Server, ServerTemplate } from "../../ast/haproxy/statement.ts";
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
  const { own, inherited } = defaultOptionsOf(proxy);
  return ofKind(proxy.statements, "Server").map((statement) => ({
    name: statement.name?.value ?? "",
    word: statement.name ?? statement.keyword,
    statement,
    address: statement.address,
    options: new LayeredOptions(statement, own, inherited),
  }));
}

/** The options of each `server-template` line of a proxy. */
export function templateOptions(proxy: Proxy): ReadonlyMap<ServerTemplate, EffectiveOptions> {
  const { own, inherited } = defaultOptionsOf(proxy);
  const templates = ofKind(proxy.statements, "ServerTemplate");
  return new Map(templates.map((statement) => [statement, new LayeredOptions(statement, own, inherited)]));
}

function defaultOptionsOf(proxy: Proxy): { readonly own: DefaultOptions; readonly inherited: DefaultOptions } {
  const defaults = inForce(proxy, "DefaultServer");
  const own = new DefaultOptions(defaults.flatMap(({ statement, proxy: from }) => (from === proxy ? statement : [])));
  // The nearest section comes last: what is said later decides.
  const sections = [...new Set(defaults.map(({ proxy: from }) => from))].filter((from) => from !== proxy).toReversed();
  const inherited = new DefaultOptions(
    sections.flatMap((section) =>
      defaults.flatMap(({ statement, proxy: from }) => (from === section ? statement : [])),
    ),
  );
  return { own, inherited };
}

/** Looks through the lines when asked: a file has many servers, and most are asked for few options. */
class LayeredOptions implements EffectiveOptions {
  readonly #server: Pick<Server, "options" | "start">;
  readonly #own: DefaultOptions;
  readonly #inherited: DefaultOptions;

  constructor(server: Pick<Server, "options" | "start">, own: DefaultOptions, inherited: DefaultOptions) {
    this.#server = server;
    this.#own = own;
    this.#inherited = inherited;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  get(name: string): Option | undefined {
    if (name.startsWith("no-")) return undefined;
    const { options, start } = this.#server;
    const option = naming(options, name) ?? this.#own.naming(name, start) ?? this.#inherited.naming(name);
    return option?.name.value === name ? option : undefined;
  }
}

/** What the default-server lines of one level say, by name; of several the last one decides. */
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

/** The option of a name, or its `no-` form; the last one decides. */
function naming(options: readonly Option[], name: string): Option | undefined {
  for (let at = options.length - 1; at >= 0; at--) {
    const option = options[at];
    const given = option?.name.value;
    if (given === name || (given?.length === name.length + 3 && given.startsWith("no-") && given.endsWith(name)))
      return option;
  }
  return undefined;
}
