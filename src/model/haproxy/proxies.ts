/** Proxies with the defaults section that each starts from, and the mode in force. */
import type { Statement } from "../../ast/haproxy/statement.ts";
import { remembered } from "../../text/remembered.ts";
import { ofKind } from "./by-kind.ts";
import type { LocatedSection, Proxy } from "./config.ts";

type Mode = Proxy["mode"];
const modes: ReadonlySet<string> = new Set<Mode>(["http", "tcp", "health", "log", "spop", "haterm"]);
const types: ReadonlySet<string> = new Set<Proxy["type"]>(["defaults", "frontend", "backend", "listen"]);

/** The sections in their order, a proxy in the place of each proxy's section, and the proxies alone. */
export function buildProxies(located: readonly LocatedSection[]): {
  readonly sections: readonly LocatedSection[];
  readonly proxies: readonly Proxy[];
} {
  const named = new Map<string, Proxy>();
  const proxies: Proxy[] = [];
  let latest: Proxy | undefined;
  const sections = located.map((one) => {
    const type = one.section.type;
    if (!isProxyType(type)) return one;
    const { name, from } = one.section;
    // haproxy 2.4: `from` names a section above; without it a proxy starts from the nearest one above, a defaults section from nothing.
    const nearest = type === "defaults" ? undefined : latest;
    const defaults = from === undefined ? nearest : (named.get(from.value) ?? nearest);
    const mode = ownMode(one.statements) ?? defaults?.mode ?? "tcp";
    const { document, section, statements } = one;
    const proxy: Proxy = { document, section, statements, type, name: name?.value ?? "", defaults, mode };
    if (type === "defaults") {
      latest = proxy;
      if (proxy.name !== "") named.set(proxy.name, proxy);
    }
    proxies.push(proxy);
    return proxy;
  });
  return { sections, proxies };
}

function isProxyType(type: string): type is Proxy["type"] {
  return types.has(type);
}

function isMode(value: string | undefined): value is Mode {
  return value !== undefined && modes.has(value);
}

function ownMode(statements: readonly Statement[]): Mode | undefined {
  let mode: Mode | undefined;
  for (const { value } of ofKind(statements, "Mode")) if (isMode(value?.value)) mode = value.value;
  return mode;
}

/** A section of a configuration as the proxy that it is. */
export function asProxy(section: LocatedSection): Proxy | undefined {
  return "mode" in section ? (section as Proxy) : undefined;
}

/** Whether the section says `disabled` and no later `enabled`: haproxy then leaves most of its checks out. */
export const isDisabled = remembered(({ statements, defaults }: Proxy): boolean => {
  const own = statements.findLast(({ keyword }) => keyword.value === "disabled" || keyword.value === "enabled");
  return own === undefined ? defaults !== undefined && isDisabled(defaults) : own.keyword.value === "disabled";
});
