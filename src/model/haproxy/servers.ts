/** The servers of a backend with the options in force: their own, over those of the default-server lines above them. */
import type { AddressItem, Option, Server } from "../../ast/haproxy/statement.ts";
import type { Word } from "../../ast/word.ts";
import type { Proxy } from "./config.ts";
import { inForce } from "./inheritance.ts";

export interface EffectiveServer {
  readonly name: string;
  readonly word: Word;
  readonly statement: Server;
  readonly address: AddressItem | undefined;
  /** By name; a `no-` form removes what a default-server line set. */
  readonly options: ReadonlyMap<string, Option>;
}

/** The `server` lines of a proxy; templates are not among them. */
export function serversOf(proxy: Proxy): readonly EffectiveServer[] {
  const defaults = inForce(proxy, "DefaultServer");
  return proxy.statements.flatMap((statement) => {
    if (statement.kind !== "Server") return [];
    const above = defaults.filter(({ statement: line, proxy: from }) => from !== proxy || line.start < statement.start);
    const inherited = above.toReversed().flatMap(({ statement: line }) => line.options);
    return [
      {
        name: statement.name?.value ?? "",
        word: statement.name ?? statement.keyword,
        statement,
        address: statement.address,
        options: merge([...inherited, ...statement.options]),
      },
    ];
  });
}

function merge(options: readonly Option[]): ReadonlyMap<string, Option> {
  const merged = new Map<string, Option>();
  for (const option of options) {
    const name = option.name.value;
    if (name.startsWith("no-")) merged.delete(name.slice(3));
    else merged.set(name, option);
  }
  return merged;
}
