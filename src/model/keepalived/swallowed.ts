/** What an instance loses behind a list without its opening brace. */
import type { EffectiveStatement } from "./effective.ts";

const lists = new Set([
  "track_interface",
  "track_script",
  "track_file",
  "track_process",
  "track_bfd",
  "unicast_peer",
  "virtual_ipaddress",
  "virtual_ipaddress_excluded",
  "virtual_routes",
  "virtual_rules",
]);

/**
 * The lines of an instance that count: a list without `{` takes all lines up to the next `}` for its own, which is that
 * of the block behind it (keepalived 2.2.7 and 2.4.3): `track_script chk` before `virtual_ipaddress {` leaves no address.
 */
export function withoutSwallowed(body: readonly EffectiveStatement[]): readonly EffectiveStatement[] {
  if (!body.some(isOpenList)) return body;
  const kept: EffectiveStatement[] = [];
  let isInside = false;
  for (const statement of body) {
    if (!isInside) kept.push(statement);
    isInside = isInside ? statement.body === undefined : isOpenList(statement);
  }
  return kept;
}

function isOpenList({ keyword, body, entry }: EffectiveStatement): boolean {
  return body === undefined && !entry && lists.has(keyword.value);
}
