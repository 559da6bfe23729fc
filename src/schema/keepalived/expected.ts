/** What could stand somewhere, for a message. */

/** The alternatives in words: a family of options by its name. */
export function expectedList(expected: readonly string[]): string {
  return expected.map((one) => one.replace(/^<@(.+)>$/, (_, name: string) => name.replaceAll("-", " "))).join(", ");
}
