/** Follows `.if`, `.elif`, `.else` and `.endif`: which branch a line lies in, and which of them do not fit together. */
import type { Branch, Directive } from "../../ast/haproxy/directive.ts";
import type { Predicate } from "../../ast/haproxy/predicate.ts";
import type { ProblemList } from "./problems.ts";

/** haproxy 2.4 to 3.4 refuse the hundredth level. */
const maxDepth = 99;

interface OpenBlock {
  readonly opener: Directive;
  readonly outer: Branch | undefined;
  /** The predicates of the branches so far; a later branch is read when none of them held. */
  readonly earlier: (Predicate | undefined)[];
  otherwise: boolean;
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
    }
  }

  /** Reports what is still open. */
  finish(): void {
    for (const { opener } of this.#open) this.#report(opener, "This .if has no .endif");
  }

  #if(opener: Directive): void {
    this.#open.push({ opener, outer: this.current, earlier: [opener.predicate], otherwise: false });
    if (this.#open.length > maxDepth) this.#report(opener, `haproxy nests .if ${maxDepth} deep at most`);
    this.current = {
      block: opener.start,
      arm: 0,
      conditions: [{ holds: true, ...(opener.predicate === undefined ? {} : { predicate: opener.predicate }) }],
      ...(this.current === undefined ? {} : { outer: this.current }),
    };
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
    const conditions = block.earlier.map((predicate) => ({
      holds: false,
      ...(predicate === undefined ? {} : { predicate }),
    }));
    if (keyword === ".elif") {
      const { predicate } = directive;
      conditions.push({ holds: true, ...(predicate === undefined ? {} : { predicate }) });
    } else {
      block.otherwise = true;
      this.#refuseArguments(directive);
    }
    this.current = {
      block: block.opener.start,
      arm: block.earlier.length,
      conditions,
      ...(block.outer === undefined ? {} : { outer: block.outer }),
    };
    block.earlier.push(directive.predicate);
  }

  #endif(directive: Directive): void {
    const block = this.#open.pop();
    if (block === undefined) this.#report(directive, "There is no .if above this .endif");
    this.current = block?.outer;
    this.#refuseArguments(directive);
  }

  #refuseArguments({ keyword, args }: Directive): void {
    const [first] = args;
    const last = args.at(-1);
    if (first === undefined || last === undefined) return;
    this.#problems.add("stray-text", { start: first.start, end: last.end }, `Nothing may follow ${keyword.value}`);
  }

  #report(directive: Directive, message: string): void {
    this.#problems.add("unclosed-block", directive.keyword, message);
  }
}
