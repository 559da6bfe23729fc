/** The servers of a backend with the options in force: their own, over those of the default-server lines above them. */
import type { AddressItem, DefaultServer, Option, Server, ServerTemplate } from "../../ast/haproxy/statement.ts";
import type { Word } from "../../ast/word.ts";
import { listsBy } from "../../text/lists.ts";
import { remembered } from "../../text/remembered.ts";
import { ofKind } from "./by-kind.ts";
import type { Proxy } from "./config.ts";
import { lineage } from "./inheritance.ts";

/** The options in force on a line: its own, over those of default-server lines. */
export interface EffectiveOptions {
  /** Whether an option is in force; a `no-` form removes what a default-server line set. */
  has(option: string): boolean;
  option(name: string): Option | undefined;
}

export interface EffectiveServer extends EffectiveOptions {
  readonly name: string;
  readonly word: Word;
  readonly statement: Server;
  readonly address: AddressItem | undefined;
}

/** The `server` lines of a proxy; templates are not among them. */
export const serversOf = remembered((proxy: Proxy): readonly EffectiveServer[] => {
  const own = new DefaultOptions(ofKind(proxy.statements, "DefaultServer"));
  const above = inheritedBy(proxy);
  return ofKind(proxy.statements, "Server").map((statement) => new ServerInForce(statement, own, above));
});

export interface EffectiveTemplate extends EffectiveOptions {
  readonly statement: ServerTemplate;
}

/** The `server-template` lines of a proxy. */
export function templatesOf(proxy: Proxy): readonly EffectiveTemplate[] {
  const templates = ofKind(proxy.statements, "ServerTemplate");
  if (templates.length === 0) return [];
  const own = new DefaultOptions(ofKind(proxy.statements, "DefaultServer"));
  const above = inheritedBy(proxy);
  return templates.map((statement) => new OptionsInForce(statement, own, above));
}

/** Looks through the lines when asked: a file has many servers, and most are asked for few options. */
class OptionsInForce<Line extends Server | ServerTemplate> implements EffectiveOptions {
  readonly statement: Line;
  readonly #own: DefaultOptions;
  readonly #inherited: DefaultOptions;

  constructor(statement: Line, own: DefaultOptions, inherited: DefaultOptions) {
    this.statement = statement;
    this.#own = own;
    this.#inherited = inherited;
  }

  has(option: string): boolean {
    const own = this.statement.spelling(option);
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

class ServerInForce extends OptionsInForce<Server> implements EffectiveServer {
  get name(): string {
    return this.statement.name?.value ?? "";
  }

  get word(): Word {
    return this.statement.name ?? this.statement.keyword;
  }

  get address(): AddressItem | undefined {
    return this.statement.address;
  }
}

/** What default-server lines say, by name; of several the last one decides. */
class DefaultOptions {
  readonly #lines: readonly DefaultServer[];
  #byName: ReadonlyMap<string, readonly Option[]> | undefined;

  constructor(lines: readonly DefaultServer[]) {
    this.#lines = lines;
  }

  /** The option that decides for the lines from an offset on. */
  naming(name: string, before = Number.POSITIVE_INFINITY): Option | undefined {
    if (this.#lines.length === 0) return undefined;
    this.#byName ??= listsBy(
      this.#lines.flatMap(({ options }) => options),
      (option) => option.name.value.replace(/^no-/, ""),
    );
    return this.#byName.get(name)?.findLast(({ start }) => start < before);
  }
}

const nothing = new DefaultOptions([]);

function inheritedBy({ defaults }: Proxy): DefaultOptions {
  return defaults === undefined ? nothing : inheritedFrom(defaults);
}

/** What the servers of all proxies that start from a defaults section inherit. */
const inheritedFrom = remembered((defaults: Proxy) => {
  // The nearest section comes last: what is said later decides.
  const sections = lineage(defaults).toReversed();
  return new DefaultOptions(sections.flatMap(({ statements }) => ofKind(statements, "DefaultServer")));
});
