/** Makes the typed node of a line from its words. */
import type { Branch, Directive } from "../../ast/haproxy/directive.ts";
import type { Statement } from "../../ast/haproxy/statement.ts";
import type { Word } from "../../ast/word.ts";
import type { ProblemList } from "./problems.ts";

/** A statement's line as the tokenizer cut it. */
export interface StatementLine {
  readonly start: number;
  readonly end: number;
  readonly prefix: Word | undefined;
  readonly keyword: Word;
  readonly args: readonly Word[];
  readonly branch: Branch | undefined;
  /** The program does not take the line apart. */
  readonly faulty: boolean;
}

export class StatementBuilder {
  protected readonly problems: ProblemList;

  constructor(problems: ProblemList) {
    this.problems = problems;
  }

  isKeyword(_section: string, _keyword: string): boolean {
    return false;
  }

  directive(keyword: Word, args: readonly Word[], _faulty: boolean): Directive {
    return { kind: "Directive", start: keyword.start, end: (args.at(-1) ?? keyword).end, keyword, args };
  }

  statement(_section: string, line: StatementLine): Statement {
    const { start, end, prefix, keyword, args, branch, faulty } = line;
    return {
      kind: "Generic",
      start,
      end,
      ...(prefix === undefined ? {} : { prefix }),
      keyword,
      args,
      ...(branch === undefined ? {} : { branch }),
      ...(faulty ? { faulty } : {}),
    };
  }
}
