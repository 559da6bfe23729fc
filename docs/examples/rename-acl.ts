import { emit, mapStatements, mapWords, parseHaproxy, withValue } from "halint";

/** Renames an ACL where it is defined and in every condition that uses it. */
export function renameAcl(text: string, from: string, to: string): string {
  const changed = mapStatements(parseHaproxy(text).ast, (statement) => {
    const terms = "condition" in statement ? (statement.condition?.alternatives.flat() ?? []) : [];
    const used = terms.flatMap((term) => (term.kind === "AclReference" && term.name.value === from ? [term.name.end] : []));
    const defined = statement.kind === "Acl" && statement.name?.value === from ? [statement.name.end] : [];
    const ends = new Set([...used, ...defined]);
    if (ends.size === 0) return statement;
    return mapWords(statement, (word) => (ends.has(word.end) ? withValue(word, word.value.replace(from, () => to)) : word));
  });
  return emit(changed, text).text;
}
