/** How sure it is that haproxy sees a line: what stands behind an unknown `.if`, or in a disabled proxy, is only likely a mistake. */
import type { Statement } from "../../ast/haproxy/statement.ts";
import type { Targets } from "../../model/cluster.ts";
import { isRead } from "../../model/haproxy/branches.ts";
import type { HaproxyConfig, LocatedSection, Proxy } from "../../model/haproxy/config.ts";
import { asProxy, isDisabled } from "../../model/haproxy/proxies.ts";

/** `certain`: the program reads the line; `possible`: it depends; `none`: it does not. */
export type Certainty = "certain" | "possible" | "none";

export function certaintyOf(
  statement: Statement | undefined,
  section: LocatedSection,
  config: HaproxyConfig,
  targets: Targets,
): Certainty {
  const reading = readingOf(statement, section, targets);
  if (reading === "none") return "none";
  const proxy = asProxy(section);
  if (proxy !== undefined && isDisabled(proxy)) return "possible";
  if (proxy?.type === "defaults" && statement !== undefined && !isInherited(proxy, statement, config))
    return "possible";
  return reading;
}

/** How sure it is that haproxy parses a line, whatever becomes of its proxy. */
export function readingOf(statement: Statement | undefined, section: LocatedSection, targets: Targets): Certainty {
  const isSectionRead = isRead(section.section.branch, targets);
  const isLineRead = isRead(statement?.branch, targets);
  if (isSectionRead === false || isLineRead === false) return "none";
  return isSectionRead === undefined || isLineRead === undefined ? "possible" : "certain";
}

/** Whether a proxy that runs starts from the defaults section, and the statement means something to it. */
function isInherited(defaults: Proxy, statement: Statement, config: HaproxyConfig): boolean {
  return config.proxies.some((proxy) => {
    if (proxy.type === "defaults" || isDisabled(proxy) || !startsFrom(proxy, defaults)) return false;
    if (statement.kind === "DefaultBackend") {
      return proxy.type !== "backend" && !proxy.statements.some(({ kind }) => kind === "DefaultBackend");
    }
    if (statement.kind === "DefaultServer") return proxy.statements.some(({ kind }) => kind === "Server");
    return true;
  });
}

function startsFrom(proxy: Proxy, defaults: Proxy): boolean {
  for (let one = proxy.defaults; one !== undefined; one = one.defaults) if (one === defaults) return true;
  return false;
}
