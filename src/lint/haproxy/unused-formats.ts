/** Log-formats that no proxy uses: the program takes a proxy's formats apart when it has read all, and those never. */
import type { Statement } from "../../ast/haproxy/statement.ts";
import type { Node } from "../../model/cluster.ts";
import type { HaproxyConfig, Proxy } from "../../model/haproxy/config.ts";
import { deciding, type InForce, lineage } from "../../model/haproxy/inheritance.ts";
import { remembered } from "../../text/remembered.ts";
import { sidesOf } from "./expression-places.ts";

/** Whether a line is a proxy's format that a later line or section replaced, or that nothing has a use for. */
export function isUnusedFormat(statement: Statement, section: string, { haproxy }: Node): boolean {
  if (statement.kind !== "LogFormat" || sidesOf(section) === undefined || haproxy === undefined) return false;
  return !usedFormats(haproxy).has(statement);
}

/** The log-format statements that some proxy uses. Frontends alone have a log line; the other formats are for all. */
const usedFormats = remembered((haproxy: HaproxyConfig): ReadonlySet<Statement> => {
  const used = new Set<Statement>();
  for (const [keyword, proxies] of [
    ["error-log-format", haproxy.proxies],
    ["unique-id-format", haproxy.proxies],
    ["log-format", haproxy.frontends],
    ["log-format-sd", haproxy.frontends],
  ] as const) {
    if (haproxy.sectionsWith(keyword).length === 0) continue;
    for (const proxy of proxies) {
      if (proxy.type === "defaults") continue;
      const found = deciding(proxy, "LogFormat", (statement) => statement.keyword.value === keyword);
      if (found !== undefined && !(keyword === "log-format" && isReplaced(found, proxy))) used.add(found.statement);
    }
  }
  return used;
});

/** `option httplog` and its kin set the same format: what stands later, or nearer to the proxy, decides. */
function isReplaced(format: InForce, proxy: Proxy): boolean {
  const option = deciding(proxy, "Option", ({ name }) => logOptions.has(name?.value ?? ""));
  if (option === undefined) return false;
  if (option.proxy === format.proxy) return option.statement.start > format.statement.start;
  return lineage(proxy).indexOf(option.proxy) < lineage(proxy).indexOf(format.proxy);
}
const logOptions: ReadonlySet<string> = new Set(["httplog", "tcplog", "httpslog"]);
