/** The named options of a line, found by its layout: `inter 3s` of a server, `ssl` of a bind line. */
import type { Word } from "../word.ts";
import type { LineLayout } from "./layout.ts";
import type { Option } from "./statement.ts";

/** A line with the words and the layout that its options are found by. */
interface OptionLine {
  readonly args: readonly Word[];
  readonly layout: LineLayout;
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

const places = new WeakMap<LineLayout, OptionPlaces>();

/** The options behind the first `fixed` words; of a line that the grammar knows nothing of, every word there. */
export function optionsOf({ args, layout }: OptionLine, fixed: number): readonly Option[] {
  if (layout.parts.length === 0) return args.slice(fixed).map((name) => optionOf(name, noWords));
  return placesIn(layout, fixed).all.flatMap((place) => optionAt(place, args) ?? []);
}

/** The last option of a name, or of its `no-` form, behind the first `fixed` words. */
export function optionNamed(line: OptionLine, fixed: number, name: string): Option | undefined {
  const { args, layout } = line;
  if (layout.parts.length === 0)
    return optionsOf(line, fixed).findLast((option) => bareName(option.name.value) === name);
  const place = placesIn(layout, fixed).byName.get(name);
  return place && optionAt(place, args);
}

/** The options' places. A layout belongs to one keyword, whose fixed words are always as many. */
function placesIn(layout: LineLayout, fixed: number): OptionPlaces {
  let found = places.get(layout);
  if (found === undefined) {
    const all = findPlaces(layout, fixed);
    found = { all, byName: new Map(all.map((place) => [bareName(place.name), place])) };
    places.set(layout, found);
  }
  return found;
}

/** An option inside another's words is a part of that. */
function findPlaces({ parts }: LineLayout, fixed: number): readonly OptionPlace[] {
  const found: OptionPlace[] = [];
  let next = fixed;
  for (const { entry, first, end } of parts) {
    if (entry === undefined || first < next) continue;
    found.push({ name: entry.keyword, first, end });
    next = end;
  }
  return found;
}

function bareName(name: string): string {
  return name.startsWith("no-") ? name.slice(3) : name;
}

const noWords: readonly Word[] = [];

function optionAt({ first, end }: OptionPlace, args: readonly Word[]): Option | undefined {
  const name = args[first];
  return name && optionOf(name, end === first + 1 ? noWords : args.slice(first + 1, end));
}

function optionOf(name: Word, values: readonly Word[]): Option {
  return { start: name.start, end: (values.at(-1) ?? name).end, name, values };
}
