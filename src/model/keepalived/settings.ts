/** Access to the lines of a block: the last of a keyword, all of them, and their values with the places they stand at. */
import type { Place } from "../../text/span.ts";
import type { Given, Named } from "./config.ts";
import type { EffectiveStatement, EffectiveWord } from "./effective.ts";

const nothing: readonly EffectiveStatement[] = [];

export function bodyOf(statement: EffectiveStatement): readonly EffectiveStatement[] {
  return statement.body ?? nothing;
}

/** The last line of a keyword: the one that counts where a repetition wins silently. */
export function lastOf(body: readonly EffectiveStatement[], keyword: string): EffectiveStatement | undefined {
  return body.findLast((one) => one.keyword.value === keyword && !one.entry);
}

export function firstOf(body: readonly EffectiveStatement[], keyword: string): EffectiveStatement | undefined {
  return body.find((one) => one.keyword.value === keyword && !one.entry);
}

export function allOf(body: readonly EffectiveStatement[], keyword: string): readonly EffectiveStatement[] {
  return body.filter((one) => one.keyword.value === keyword && !one.entry);
}

export function placeOf(statement: EffectiveStatement | undefined): Place | undefined {
  return statement?.keyword.place;
}

/** The first word of a line as a value; undefined where there is none, or where it depends on more than the files. */
export function textValue(statement: EffectiveStatement | undefined): Given<string> | undefined {
  const word = statement?.args[0];
  return word === undefined || word.unknown ? undefined : wordValue(word);
}

export function wordValue(word: EffectiveWord): Given<string> {
  return { value: word.value, text: word.value, place: word.place };
}

/** The first word read by a function; undefined where it refuses the text. */
export function readValue<T>(
  statement: EffectiveStatement | undefined,
  read: (text: string) => T | undefined,
): Given<T> | undefined {
  const text = textValue(statement);
  const value = text === undefined ? undefined : read(text.value);
  return text === undefined || value === undefined ? undefined : { value, text: text.text, place: text.place };
}

/** The last line of a keyword that the daemon does not refuse: a refused one leaves the value before it. */
export function lastReadable<T>(
  body: readonly EffectiveStatement[],
  keywords: string | readonly string[],
  read: (text: string) => T | undefined,
): Given<T> | undefined {
  const wanted = typeof keywords === "string" ? [keywords] : keywords;
  for (let at = body.length - 1; at >= 0; at--) {
    const statement = body[at];
    if (statement === undefined || !wanted.includes(statement.keyword.value) || statement.entry) continue;
    const value = readValue(statement, read);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Name and place of a block; an unnamed one has an empty name at its keyword. */
export function named(statement: EffectiveStatement): Named {
  const name = statement.args[0];
  return {
    name: name?.value ?? "",
    namePlace: name?.place ?? statement.keyword.place,
    place: statement.place,
    statement,
  };
}

/** Leaves out what is undefined, so that absent stays absent. */
export function present<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const kept = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]: Exclude<T[K], undefined> };
}
