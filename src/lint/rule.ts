/** What a rule is. A rule is one object: the linter, its page, `halint explain`, SARIF and the config schema are made from it. */
import type { Cluster, Node, Targets } from "../model/cluster.ts";
import type { HaproxyDocument, KeepalivedDocument } from "../model/document.ts";
import type { LocatedSection } from "../model/haproxy/config.ts";
import type { Related, Severity } from "../text/diagnostic.ts";
import type { FileEdit } from "../text/edit.ts";
import type { Place } from "../text/span.ts";
import type { SectionMemory } from "./memory.ts";

/** The holes of a message: `"{name} is not defined"` has `name`. */
type Holes<S extends string> = S extends `${string}{${infer Hole}}${infer Rest}` ? Hole | Holes<Rest> : never;
type Fill<S extends string> = { readonly [K in Holes<S>]: string | number };

export type Messages = Readonly<Record<string, string>>;

export interface ReportDetails {
  readonly related?: readonly Related[];
  /** Refused where the rule declares `fix: "none"`. */
  readonly fix?: { readonly title: string; readonly edits: readonly FileEdit[]; readonly safety?: "safe" | "unsafe" };
  /** Where one message of the rule weighs more or less than the rule's own severity. */
  readonly severity?: Severity;
}

export type Report<M extends Messages> = <K extends keyof M & string>(
  message: K,
  place: Place,
  fill: Fill<M[K]>,
  details?: ReportDetails,
) => void;

/** Judges sections one by one; a section that a server's last run judged, and that did not change, is not judged again. */
export type Each<M extends Messages> = <S extends LocatedSection>(
  sections: readonly S[] | undefined,
  /** May look at the section, at what it starts from, and at global, and at nothing else; names no line numbers. */
  judge: (section: S, report: Report<M>) => void,
) => void;

interface Subjects<M extends Messages> {
  "haproxy-file": {
    readonly document: HaproxyDocument;
    readonly node: Node;
    readonly memory: SectionMemory | undefined;
  };
  "keepalived-file": { readonly document: KeepalivedDocument; readonly node: Node };
  /** Once for each node: all its files, both programs. */
  node: { readonly node: Node; readonly each: Each<M> };
  /** Once for each cluster of two or more nodes. */
  cluster: { readonly cluster: Cluster };
  /** Once, for what clusters do to one another. */
  workspace: { readonly clusters: readonly Cluster[] };
}
export type Scope = keyof Subjects<Messages>;

/** A value of a rule's options. */
export type OptionValue = boolean | number | string | readonly string[];
export interface OptionSpec {
  readonly default: OptionValue;
  readonly about: string;
}
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;
export type OptionValues<O extends OptionSpecs> = { readonly [K in keyof O]: O[K]["default"] };

/** An example is a set of files and the findings of this rule in them: `path:line:column message-key`. */
export interface Example {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly expect: readonly string[];
  /** The version of a program that the example is about. */
  readonly targets?: Targets;
  /** The versions of single nodes, by their names. */
  readonly nodeTargets?: Readonly<Record<string, Targets>>;
}

export interface RuleDefinition<S extends Scope, M extends Messages, O extends OptionSpecs> {
  /** `haproxy/unknown-keyword`: names the problem, reads well after "allow". Equal to the file's path below `rules/`. */
  readonly id: string;
  readonly since: string;
  readonly severity: Severity;
  readonly scope: S;
  readonly fix: "none" | "safe" | "unsafe";
  /** One sentence. */
  readonly summary: string;
  /** What happens in production. Markdown paragraphs. */
  readonly why: string;
  readonly messages: M;
  readonly options?: O;
  /** A function, so that a run of the linter makes none of them. */
  readonly examples: () => readonly Example[];
  readonly check: (context: Subjects<M>[S] & { readonly report: Report<M>; readonly options: OptionValues<O> }) => void;
}

/** A rule with its types forgotten: what the engine, the pages and the registry hold. */
export interface Rule {
  readonly id: string;
  readonly since: string;
  readonly severity: Severity;
  readonly scope: Scope;
  readonly fix: "none" | "safe" | "unsafe";
  readonly summary: string;
  readonly why: string;
  readonly messages: Messages;
  readonly options?: OptionSpecs;
  /** A function, so that a run of the linter makes none of them. */
  readonly examples: () => readonly Example[];
  readonly check: (context: never) => void;
}

/** Declares a rule. The message keys and their holes are checked where the rule reports. */
export function defineRule<
  S extends Scope,
  const M extends Messages,
  const O extends OptionSpecs = Record<never, never>,
>(definition: RuleDefinition<S, M, O>): Rule {
  return definition;
}
