/** The notation of `grammar/` after compilation: plain data, made at build time, walked by `match.ts`. */

export type Pattern = Sequence | Choice | Optional | Repeated | Literal | Hole | Family | Joined | List;

/** One after the other; none is the empty syntax. */
export interface Sequence {
  readonly kind: "seq";
  readonly of: readonly Pattern[];
}
export interface Choice {
  readonly kind: "any";
  readonly of: readonly Pattern[];
}
export interface Optional {
  readonly kind: "opt";
  readonly of: Pattern;
}
/** Once or more. */
export interface Repeated {
  readonly kind: "rep";
  readonly of: Pattern;
}
export interface Literal {
  readonly kind: "lit";
  readonly text: string;
}
/** One word (or, for `condition` and `rest`, all that follow) of a type. */
export interface Hole {
  readonly kind: "hole";
  readonly type: string;
  readonly label: string;
  /** The lowest and highest value, as written: `1ms`. */
  readonly min?: string;
  readonly max?: string;
}
/** `<@bind-option>`: one entry of a context. */
export interface Family {
  readonly kind: "family";
  readonly context: string;
  readonly label: string;
}
/** Parts that stand in one word. */
export interface Joined {
  readonly kind: "joined";
  readonly of: readonly Pattern[];
}
/** One word whose parts are separated by commas. */
export interface List {
  readonly kind: "list";
  readonly of: Pattern;
}

/** What a pattern is made of. */
export function partsOf(pattern: Pattern): readonly Pattern[] {
  switch (pattern.kind) {
    case "lit":
    case "hole":
    case "family":
      return none;
    case "opt":
    case "rep":
    case "list":
      return [pattern.of];
    default:
      return pattern.of;
  }
}
const none: readonly Pattern[] = [];

/** Whether a pattern, or one within it, passes a test. */
export function somePattern(pattern: Pattern, test: (pattern: Pattern) => boolean): boolean {
  return test(pattern) || partsOf(pattern).some((part) => somePattern(part, test));
}

/** The holes of a pattern, in order. */
export function holesOf(pattern: Pattern): readonly Hole[] {
  return pattern.kind === "hole" ? [pattern] : partsOf(pattern).flatMap(holesOf);
}
