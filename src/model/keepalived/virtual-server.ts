/** `virtual_server` and its `real_server` blocks. */

import { remembered } from "../../text/remembered.ts";
import type { RealServer, VirtualServer } from "./config.ts";
import type { EffectiveStatement } from "./effective.ts";
import { lenientInteger, strictInteger } from "./numbers.ts";
import { allOf, bodyOf, lastOf, lastReadable, present, textValue, wordValue } from "./settings.ts";

const checkers = new Set([
  "HTTP_GET",
  "SSL_GET",
  "TCP_CHECK",
  "SMTP_CHECK",
  "DNS_CHECK",
  "MISC_CHECK",
  "BFD_CHECK",
  "UDP_CHECK",
  "PING_CHECK",
  "FILE_CHECK",
]);

export const readVirtualServer = remembered((statement: EffectiveStatement): VirtualServer => {
  const body = bodyOf(statement);
  const [first, second] = statement.args;
  const isMark = first?.value === "fwmark";
  const isGroup = first?.value === "group";
  const mark = second === undefined ? undefined : lenientInteger(second.value, 0, 2 ** 32 - 1);
  return {
    key: statement.args.map((word) => word.value).join(" "),
    realServers: allOf(body, "real_server").map(readRealServer),
    statement,
    place: statement.place,
    ...present({
      address: isMark || isGroup || first === undefined ? undefined : wordValue(first),
      port: isMark || isGroup ? undefined : portOf(second),
      fwmark: isMark && second !== undefined && mark !== undefined ? { ...wordValue(second), value: mark } : undefined,
      group: isGroup && second !== undefined ? wordValue(second) : undefined,
      protocol: textValue(lastOf(body, "protocol")),
      quorum: lastReadable(body, "quorum", (text) => lenientInteger(text, 1, 2 ** 32 - 1)),
    }),
  };
});

function readRealServer(statement: EffectiveStatement): RealServer {
  const body = bodyOf(statement);
  const [address, port] = statement.args;
  return {
    address: wordValue(address ?? statement.keyword),
    checkers: body.filter((one) => checkers.has(one.keyword.value)),
    statement,
    place: statement.place,
    ...present({
      port: portOf(port),
      weight: lastReadable(body, "weight", (text) => lenientInteger(text, 0, 65535)),
    }),
  };
}

/** What stands in the first virtual_server_group of the name: the ports that can be read, 0 where an address has none, and whether there is a mark. */
export function groupEntries(
  statements: readonly EffectiveStatement[],
  name: string,
): { readonly ports: readonly number[]; readonly hasMark: boolean } {
  const group = allOf(statements, "virtual_server_group").find(({ args }) => args[0]?.value === name);
  const lines = group === undefined ? [] : bodyOf(group);
  const addresses = lines.filter(({ keyword }) => keyword.value !== "fwmark" && !keyword.unknown);
  return {
    ports: addresses.flatMap(({ args: [port] }) => (port === undefined ? 0 : (portOf(port)?.value ?? []))),
    hasMark: lines.some(({ keyword }) => keyword.value === "fwmark"),
  };
}

function portOf(word: EffectiveStatement["keyword"] | undefined) {
  if (word === undefined || word.unknown) return undefined;
  const port = strictInteger(word.value, 0, 65535);
  return port === undefined ? undefined : { ...wordValue(word), value: port };
}
