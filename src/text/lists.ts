/** Sorting things by what they have in common, and finding them in what is sorted. */

/** The items of each key, in the order in which each key's first came. */
export function listsBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const lists = new Map<K, T[]>();
  for (const item of items) addTo(lists, keyOf(item), item);
  return lists;
}

/** Adds an item to the list of a key: for lists that are filled on the way. */
export function addTo<T, K>(lists: Map<K, T[]>, key: K, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

/** The items that the others do not have by their keys, each as often as it is missing. */
export function without<T, K>(items: readonly T[], others: readonly T[], keyOf: (item: T) => K): readonly T[] {
  const counts = new Map<K, number>();
  for (const other of others) counts.set(keyOf(other), (counts.get(keyOf(other)) ?? 0) + 1);
  return items.filter((item) => {
    const key = keyOf(item);
    const count = counts.get(key) ?? 0;
    if (count > 0) counts.set(key, count - 1);
    return count === 0;
  });
}

/** How many of the first items pass a test that, once an item fails it, all behind that fail. Looks at few of them. */
export function countWhile<T>(items: ArrayLike<T>, test: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(items[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Adds items to a list, however many: `push(...items)` overflows the stack with some hundred thousand. */
export function addAll<T>(list: T[], items: Iterable<T>): void {
  for (const item of items) list.push(item);
}

/** The list without the room that an engine leaves behind the last item: for lists that stay as long as the tree they are in. */
export function trimmedList<T>(list: readonly T[]): T[] {
  return list.slice();
}
