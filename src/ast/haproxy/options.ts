/** The named options of a line, found by its layout: `inter 3s` of a server, `ssl` of a bind line. */
import type { Word } from "../word.ts";
import { type LineLayout, ofLayout } from "./layout.ts";
import type { Option } from "./statement.ts";

/** A line with the words and the layout that its options are found by. */
interface OptionLine {
  readonly args: readonly Word[];
  readonly layout: LineLayout;
}

/** A line that makes one of its arguments without the others. */
interface LazyLine extends OptionLine {
  arg(at: number): Word | undefined;
}

/** Where an option's words are among the arguments. */
interface OptionPlace {
  readonly name: string;
  readonly first: number;
  readonly end: number;
}

interface OptionPlaces {
  readonly all: readonly OptionPlace[];
  /** The last of each name; `no-` forms stand under the name without it. */
  readonly byName: ReadonlyMap<string, OptionPlace>;
}

/** The options behind the first `fixed` words; of a line that the grammar knows nothing of, every word there. */
export function optionsOf({ args, layout }: OptionLine, fixed: number): readonly Option[] {
  if (layout.parts.length === 0) return args.slice(fixed).map((name) => optionOf(name, []));
  return placesIn(layout).all.flatMap((place) => optionAt(place, (at) => args[at]) ?? []);
}

/** The last option of a name, or of its `no-` form, behind the first `fixed` words. */
export function optionNamed(line: LazyLine, fixed: number, name: string): Option | undefined {
  if (line.layout.parts.length === 0) return namedAmong(optionsOf(line, fixed), name);
  const place = placesIn(line.layout).byName.get(name);
  return place && optionAt(place, (at) => line.arg(at));
}

function namedAmong(options: readonly Option[], name: string): Option | undefined {
  return options.findLast((option) => bareName(option.name.value) === name);
}

/** How a line writes an option, with `no-` or without it; nothing where it does not have the option. */
export function spellingOf(line: OptionLine, fixed: number, name: string): string | undefined {
  if (line.layout.parts.length === 0) return namedAmong(optionsOf(line, fixed), name)?.name.value;
  return placesIn(line.layout).byName.get(name)?.name;
}

/** The options' places. An option inside another's words is a part of that. */
const placesIn = ofLayout(({ parts }): OptionPlaces => {
  const all: OptionPlace[] = [];
  let next = 0;
  for (const { entry, first, end } of parts) {
    if (entry === undefined || first < next) continue;
    all.push({ name: entry.keyword, first, end });
    next = end;
  }
  return { all, byName: new Map(all.map((place) => [bareName(place.name), place])) };
});

function bareName(name: string): string {
  return name.startsWith("no-") ? name.slice(3) : name;
}

function optionAt({ first, end }: OptionPlace, wordAt: (at: number) => Word | undefined): Option | undefined {
  const name = wordAt(first);
  if (name === undefined) return undefined;
  const values: Word[] = [];
  for (let at = first + 1; at < end; at++) {
    const word = wordAt(at);
    if (word !== undefined) values.push(word);
  }
  return optionOf(name, values);
}

function optionOf(name: Word, values: readonly Word[]): Option {
  return { start: name.start, end: (values.at(-1) ?? name).end, name, values };
}
