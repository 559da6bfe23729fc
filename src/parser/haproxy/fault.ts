/** What a small language has to say of a text that is not one of its sentences. */
import type { Span } from "../../text/span.ts";

export interface Fault extends Span {
  /** Continues "not valid here: …"; holds no value of the text. */
  readonly message: string;
}
