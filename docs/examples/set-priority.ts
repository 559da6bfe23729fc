import { emit, mapItems, mapWords, parseKeepalived, withValue } from "halint";

/** Gives an instance another priority; every other byte of the file stays. */
export function setPriority(text: string, instance: string, priority: number): string {
  const changed = mapItems(parseKeepalived(text).ast, (item, [block]) => {
    const isMeant = block?.name?.value === instance && item.kind === "Setting" && item.keyword.value === "priority";
    return isMeant ? mapWords(item, (word) => withValue(word, String(priority))) : item;
  });
  return emit(changed, text).text;
}
