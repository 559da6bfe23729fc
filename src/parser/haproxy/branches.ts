/** Follows `.if`, `.elif`, `.else` and `.endif`: which branch a line lies in, and which of them do not fit together. */
import type { Branch, Directive } from "../../ast/haproxy/directive.ts";
import type { Predicate } from "../../ast/haproxy/predicate.ts";
import type { ProblemList } from "./problems.ts";

/** haproxy 2.4 to 3.4 refuse the hundredth level. */
const maxDepth = 99;

interface OpenBlock {
  readonly opener: Directive;
  readonly outer: Branch | undefined;
  /** What begins its branches so far. */
  readonly arms: Directive[];
  otherwise: boolean;
}

/** The latest branch of a block. What has to hold is put together when it is asked for: a block may have many branches. */
class Arm implements Branch {
  readonly block: number;
  readonly arm: number;
  declare readonly outer?: Branch;
  readonly #arms: readonly Directive[];

  constructor(block: number, arms: readonly Directive[], outer: Branch | undefined) {
    this.block = block;
    this.arm = arms.length - 1;
    this.#arms = arms;
    if (outer !== undefined) this.outer = outer;
  }

  get conditions(): Branch["conditions"] {
    const { arm } = this;
    const first = this.#arms.slice(0, arm).map(({ predicate }) => conditionOf(predicate, false));
    const own = this.#arms[arm];
    return own === undefined || own.keyword.value === ".else" ? first : [...first, conditionOf(own.predicate, true)];
  }

  toJSON(): Branch {
    const { block, arm, conditions, outer } = this;
    return { block, arm, conditions, ...(outer === undefined ? {} : { outer }) };
  }
}

function conditionOf(predicate: Predicate | undefined, holds: boolean): Branch["conditions"][number] {
  return predicate === undefined ? { holds } : { holds, predicate };
}

export class BranchTracker {
  /** The branch that the next line lies in. */
  current: Branch | undefined;
  readonly #problems: ProblemList;
  readonly #open: OpenBlock[] = [];

  constructor(problems: ProblemList) {
    this.#problems = problems;
  }

  /** Whether a block stands open. */
  get isOpen(): boolean {
    return this.#open.length > 0;
  }

  directive(directive: Directive): void {
    switch (directive.keyword.value) {
      case ".if":
        this.#if(directive);
        return;
      case ".elif":
      case ".else":
        this.#next(directive);
        return;
      case ".endif":
        this.#endif(directive);
        return;
      case ".diag":
      case ".notice":
      case ".warning":
        this.#message(directive);
        return;
    }
  }

  /** Reports what is still open. */
  finish(): void {
    for (const { opener } of this.#open) this.#report(opener, "This .if has no .endif");
  }

  #if(opener: Directive): void {
    const block: OpenBlock = { opener, outer: this.current, arms: [opener], otherwise: false };
    this.#open.push(block);
    if (this.#open.length > maxDepth) this.#report(opener, `haproxy nests .if ${maxDepth} deep at most`);
    this.#enter(block);
  }

  #next(directive: Directive): void {
    const block = this.#open.at(-1);
    const keyword = directive.keyword.value;
    if (block === undefined) {
      this.#report(directive, `There is no .if above this ${keyword}`);
      return;
    }
    if (block.otherwise) {
      this.#report(directive, `${keyword} cannot follow .else`);
      return;
    }
    if (keyword === ".else") {
      block.otherwise = true;
      this.#refuseArguments(directive);
    }
    block.arms.push(directive);
    this.#enter(block);
  }

  /** The lines that follow lie in the block's latest branch. */
  #enter({ opener, arms, outer }: OpenBlock): void {
    this.current = new Arm(opener.start, arms, outer);
  }

  #endif(directive: Directive): void {
    const block = this.#open.pop();
    if (block === undefined) this.#report(directive, "There is no .if above this .endif");
    this.current = block?.outer;
    this.#refuseArguments(directive);
  }

  /** A message is one word. In a branch the program may never read the line. */
  #message({ keyword, args: [, second] }: Directive): void {
    if (this.current !== undefined || second === undefined || second.value === "") return;
    this.#problems.add("stray-text", second, `The message of ${keyword.value} is one word: quote it`);
  }

  #refuseArguments({ keyword, args }: Directive): void {
    const [first] = args;
    const last = args.at(-1);
    if (first === undefined || last === undefined || first.value === "") return;
    this.#problems.add("stray-text", { start: first.start, end: last.end }, `Nothing may follow ${keyword.value}`);
  }

  #report(directive: Directive, message: string): void {
    this.#problems.add("unclosed-block", directive.keyword, message);
  }
}
