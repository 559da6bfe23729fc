/** What could stand somewhere, in words for a message. */

/** The alternatives, the last behind an `or`. */
export function alternatives(expected: readonly string[]): string {
  const texts = expected.map(holesInWords);
  return texts.length <= 1 ? texts.join("") : `${texts.slice(0, -1).join(", ")} or ${texts.at(-1)}`;
}

/** The notation's holes without the names of types: `<weight: int 0..256>` is `<weight, 0 to 256>`. */
function holesInWords(notation: string): string {
  return notation.replace(
    /<(?:([^<>:]+): )?@?([\w-]+)(?: (\S*)\.\.(\S*))?>/g,
    (_, label: string | undefined, type: string, low = "", high = "") => {
      const name = label ?? type.replaceAll("-", " ");
      if (low === "" && high === "") return `<${name}>`;
      if (low === "") return `<${name}, at most ${high}>`;
      return high === "" ? `<${name}, at least ${low}>` : `<${name}, ${low} to ${high}>`;
    },
  );
}
