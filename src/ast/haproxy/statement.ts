/**
 * One line of meaning. Every statement has its words; those that rules read most have their parts by name as well.
 * A statement whose keyword is not in the grammar is `Generic` and keeps its words.
 */
import type { Span } from "../../text/span.ts";
import type { SocketAddress } from "../values.ts";
import type { Word } from "../word.ts";
import type { Branch } from "./directive.ts";
import type { AclTest, Call, Condition, LogFormat, SampleExpression } from "./expression.ts";
import type { LineLayout } from "./layout.ts";

/** A word, a part of one, or several words that the grammar has a name for. */
export interface Argument extends Span {
  /** The hole's name in the grammar: `backend`, `interval`. */
  readonly label: string;
  /** The hole's type: `duration`, `ref-backend`; for an option or an action its family with an at sign: `@bind-option`. */
  readonly type: string;
  /** Index of its first word in `args`, and of the word behind its last. */
  readonly firstWord: number;
  readonly endWord: number;
  /** The word's value, or the part of it. Of several words the first. */
  readonly text: string;
  /** The parsed value where the type has one: microseconds, bytes, a number, an address. */
  readonly value?: unknown;
  /** The entry's keyword where the words are an option or an action: `inter`, `set-var`. */
  readonly keyword?: string;
  readonly condition?: Condition;
  readonly expression?: SampleExpression;
  readonly format?: LogFormat;
  readonly test?: AclTest;
}

/** What does not fit the grammar on a line whose keyword is known. */
export interface ArgumentProblem extends Span {
  readonly problem:
    | "missing-argument"
    | "extra-argument"
    | "invalid-value"
    | "out-of-range"
    | "unknown-word"
    /** A condition, expression or log-format that the program could not read. */
    | "invalid-syntax";
  /** What could stand there, in the grammar's notation. */
  readonly expected: readonly string[];
  /** Why the value does not fit; holds no part of the value. */
  readonly reason?: string;
  /** The known word that was most likely meant. */
  readonly nearest?: string;
}

/** What words of a line say in one of the small languages. */
export interface Sentence {
  /** Index of the words' part in the layout; -1 where the grammar named none. */
  readonly part: number;
  readonly condition?: Condition;
  readonly expression?: SampleExpression;
  /** Of a list of converters without a fetch. */
  readonly converters?: readonly Call[];
  readonly format?: LogFormat;
  readonly test?: AclTest;
}

/** What every statement has. A node may make its arguments and its named parts when it is asked for them. */
export interface StatementBase extends Span {
  /** `no` or `default` before the keyword. */
  readonly prefix?: Word | undefined;
  readonly keyword: Word;
  /** All words after the keyword. */
  readonly args: readonly Word[];
  /** One of them; cheaper than `args` where the others are not asked for. */
  arg(at: number): Word | undefined;
  /** What the grammar calls the words behind the keyword; empty where it does not have the keyword in this section. */
  readonly arguments: readonly Argument[];
  /** The same without places and values; lines of one form share it. */
  readonly layout: LineLayout;
  /** What its words say in the small languages, in their order; they stand in `arguments` as well. */
  readonly sentences: readonly Sentence[];
  /** What does not fit the grammar; absent where all fits, or nothing was checked. */
  readonly problems?: readonly ArgumentProblem[] | undefined;
  /** The `.if` branch around the line. */
  readonly branch?: Branch | undefined;
  /** The program does not take the line apart (an open quote, too many words): its arguments are not to be judged. */
  readonly faulty?: boolean | undefined;
}

/** A named option of a `bind`, `server` or `filter` line with the words that belong to it: `inter 3s`. */
export interface Option extends Span {
  /** `no-` forms keep their name as written. */
  readonly name: Word;
  readonly values: readonly Word[];
}

/** One address of a list, with its span inside the word. */
export interface AddressItem extends Span {
  readonly address: SocketAddress;
}

/** What lines with named options have. */
export interface OptionsBase extends StatementBase {
  readonly options: readonly Option[];
  /** The last option of a name, or of its `no-` form. */
  option(name: string): Option | undefined;
  /** How the line writes that option, with `no-` or without it. */
  spelling(name: string): string | undefined;
}

export interface Bind extends OptionsBase {
  readonly kind: "Bind";
  readonly addresses: readonly AddressItem[];
}
/** `server`, also inside `peers`, `ring` and `log-forward`. */
export interface Server extends OptionsBase {
  readonly kind: "Server";
  readonly name?: Word | undefined;
  readonly address?: AddressItem | undefined;
}
export interface DefaultServer extends OptionsBase {
  readonly kind: "DefaultServer";
}
export interface ServerTemplate extends OptionsBase {
  readonly kind: "ServerTemplate";
  readonly name?: Word | undefined;
  readonly count?: Word | undefined;
  readonly address?: AddressItem | undefined;
}
export interface Acl extends StatementBase {
  readonly kind: "Acl";
  readonly name?: Word | undefined;
  readonly test?: AclTest | undefined;
}
export interface UseBackend extends StatementBase {
  readonly kind: "UseBackend";
  readonly target?: Word | undefined;
  /** Set where the target is a log-format: chosen at run time. */
  readonly dynamic: boolean;
  readonly condition?: Condition | undefined;
}
export interface DefaultBackend extends StatementBase {
  readonly kind: "DefaultBackend";
  readonly target?: Word | undefined;
}
export interface UseServer extends StatementBase {
  readonly kind: "UseServer";
  readonly target?: Word | undefined;
  readonly condition?: Condition | undefined;
}
export type RulesetKind =
  | "HttpRequest"
  | "HttpResponse"
  | "HttpAfterResponse"
  | "TcpRequest"
  | "TcpResponse"
  | "QuicInitial";
/** One rule of a ruleset. `tcp-request` and `tcp-response` name the layer: `connection`, `session`, `content`, `inspect-delay`. */
export interface RuleBase extends StatementBase {
  readonly layer?: Word | undefined;
  /** The action's word as written: `set-var(txn.x)`. */
  readonly action?: Word | undefined;
  /** The action's keyword alone: `set-var`. */
  readonly actionName?: string | undefined;
  /** What stands in the parentheses of the action's word. */
  readonly actionArguments?: readonly Word[] | undefined;
  /** The words between the action and its condition. */
  readonly parameters: readonly Word[];
  readonly condition?: Condition | undefined;
}
export type Rule = { [K in RulesetKind]: RuleBase & { readonly kind: K } }[RulesetKind];
export interface Redirect extends StatementBase {
  readonly kind: "Redirect";
  readonly condition?: Condition | undefined;
}
export interface Timeout extends StatementBase {
  readonly kind: "Timeout";
  readonly name?: Word | undefined;
  readonly value?: Word | undefined;
}
export interface OptionStatement extends StatementBase {
  readonly kind: "Option";
  /** `httpchk` of `option httpchk`. */
  readonly name?: Word | undefined;
  readonly parameters: readonly Word[];
}
export interface Mode extends StatementBase {
  readonly kind: "Mode";
  readonly value?: Word | undefined;
}
export interface Log extends StatementBase {
  readonly kind: "Log";
  /** `global`, `stdout`, an address… */
  readonly target?: Word | undefined;
  readonly address?: AddressItem | undefined;
}
export interface Stats extends StatementBase {
  readonly kind: "Stats";
  readonly name?: Word | undefined;
  readonly parameters: readonly Word[];
  readonly condition?: Condition | undefined;
}
export interface StickTable extends OptionsBase {
  readonly kind: "StickTable";
}
export interface StickRule extends StatementBase {
  readonly kind: "StickRule";
  readonly verb?: Word | undefined;
  readonly expression?: SampleExpression | undefined;
  readonly table?: Word | undefined;
  readonly condition?: Condition | undefined;
}
export interface LogFormatStatement extends StatementBase {
  readonly kind: "LogFormat";
  readonly format?: LogFormat | undefined;
}
/** Everything else; the grammar names its arguments. A condition at its end is parsed where the grammar allows one. */
export interface Generic extends StatementBase {
  readonly kind: "Generic";
  readonly condition?: Condition | undefined;
}

export type Statement =
  | Bind
  | Server
  | DefaultServer
  | ServerTemplate
  | Acl
  | UseBackend
  | DefaultBackend
  | UseServer
  | Rule
  | Redirect
  | Timeout
  | OptionStatement
  | Mode
  | Log
  | Stats
  | StickTable
  | StickRule
  | LogFormatStatement
  | Generic;

export type StatementKind = Statement["kind"];
