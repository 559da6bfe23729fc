/** What an instance loses behind a list without its opening brace. */
import { keepalivedTable } from "../../schema/keepalived.ts";
import type { EffectiveStatement } from "./effective.ts";

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
  return body === undefined && !entry && keepalivedTable.find("vrrp_instance", keyword.value)?.lines !== undefined;
}
