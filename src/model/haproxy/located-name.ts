/** A name in a section of a configuration, made from what was found in the section's lines alone. */
import type { Statement } from "../../ast/haproxy/statement.ts";
import type { Word } from "../../ast/word.ts";
import type { Place } from "../../text/span.ts";
import type { LocatedSection } from "./config.ts";
import { placeOfWord } from "./place-of-word.ts";

/** What is known of a name without the configuration around it. There may be more than lines: each holds no more than it needs. */
export interface FoundName {
  readonly name: string;
  readonly scope: string | undefined;
  readonly word: Word;
  readonly statement: Statement | undefined;
}

export abstract class LocatedName<Found extends FoundName> implements FoundName {
  readonly section: LocatedSection;
  protected readonly found: Found;

  constructor(found: Found, section: LocatedSection) {
    this.found = found;
    this.section = section;
  }

  get name(): string {
    return this.found.name;
  }

  get scope(): string | undefined {
    return this.found.scope;
  }

  get word(): Word {
    return this.found.word;
  }

  get statement(): Statement | undefined {
    return this.found.statement;
  }

  get place(): Place {
    return placeOfWord(this.word, this.section);
  }
}
