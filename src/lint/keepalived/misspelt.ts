/** Whether a keyword that seems to be missing stands there misspelt: then the unknown keyword is the one finding. */
import type { EffectiveStatement } from "../../model/keepalived/effective.ts";
import { bodyOf } from "../../model/keepalived/settings.ts";
import { keepalivedTable } from "../../schema/keepalived.ts";

export function isMisspelt(
  block: { readonly statement: EffectiveStatement },
  context: string,
  keyword: string,
): boolean {
  return bodyOf(block.statement).some(({ keyword: { value } }) => {
    return keepalivedTable.find(context, value) === undefined && keepalivedTable.nearest(context, value) === keyword;
  });
}
