/** Sample expressions, conditions and log-formats: what stands inside the words of a statement. */
import type { Span } from "../../text/span.ts";
import type { Word } from "../word.ts";

/** `hdr(host)` or `lower`: a fetch or a converter with its arguments. */
export interface Call extends Span {
  readonly name: string;
  readonly nameSpan: Span;
  /** The arguments between the parentheses; absent where there are none. */
  readonly args?: readonly CallArgument[];
}
export interface CallArgument extends Span {
  /** The text after the argument parser took quotes and escapes away. */
  readonly value: string;
}

/** `req.hdr(host),lower,map(/etc/x.map)` */
export interface SampleExpression extends Span {
  readonly fetch: Call;
  readonly converters: readonly Call[];
}

/** What follows `if` or `unless`: a disjunction of conjunctions, as the program reads it. */
export interface Condition extends Span {
  readonly polarity: "if" | "unless";
  readonly keyword: Word;
  readonly alternatives: readonly (readonly ConditionTerm[])[];
}
export type ConditionTerm = AclReference | AnonymousAcl;
export interface AclReference extends Span {
  readonly kind: "AclReference";
  readonly negated: boolean;
  readonly name: Word;
}
export interface AnonymousAcl extends Span {
  readonly kind: "AnonymousAcl";
  readonly negated: boolean;
  readonly test: AclTest;
}

/** What an `acl` line or an anonymous ACL tests: an expression, flags, patterns. */
export interface AclTest extends Span {
  /** The criterion's word. */
  readonly criterion: Word;
  readonly expression?: SampleExpression;
  readonly flags: readonly AclFlag[];
  readonly patterns: readonly Word[];
}
export interface AclFlag {
  /** `-i`, `-m`, `-f`, `-M`, `-n`, `-u`, `--` */
  readonly flag: Word;
  readonly value?: Word;
}

/** A log-format string inside one word. */
export interface LogFormat extends Span {
  readonly parts: readonly LogFormatPart[];
}
export type LogFormatPart = LogFormatText | LogFormatAlias | LogFormatExpression;
export interface LogFormatText extends Span {
  readonly kind: "Text";
}
export interface LogFormatAlias extends Span {
  readonly kind: "Alias";
  /** `ci` of `%ci`, `%{+Q}ci`. */
  readonly name: string;
  readonly flags?: string;
}
export interface LogFormatExpression extends Span {
  readonly kind: "Expression";
  readonly flags?: string;
  readonly expression?: SampleExpression;
}
