/** One row of the grammar, as the product sees it after compilation. The fields are explained in `grammar/README.md`. */
import type { Pattern } from "./pattern.ts";

export type Repeat = "last" | "add" | "once" | "first" | "never";

export interface Entry {
  readonly keyword: string;
  readonly contexts: readonly string[];
  /** `null`: whatever follows is not checked. */
  readonly syntax: Pattern | null;
  readonly call?: Pattern;
  /** haproxy: nothing may stand behind the closing parenthesis of the call. */
  readonly closed?: boolean;
  readonly repeat: Repeat;
  readonly prefixes: readonly ("no" | "default")[];
  /** haproxy: with `no` before it nothing may follow. */
  readonly bare?: boolean;
  readonly modes?: readonly string[];
  readonly since?: string;
  readonly until?: string;
  readonly deprecated?: string;
  readonly replacement?: string;
  readonly experimental?: boolean;
  /** haproxy: sections where the program takes the line with a warning and ignores it; not repeated in `contexts`. */
  readonly ignored?: readonly string[];
  /** haproxy: the version from which it refuses what it ignored before. */
  readonly refused?: string;
  /** haproxy: in `defaults` only where that section has a name. */
  readonly named?: boolean;
  readonly block?: string;
  readonly lines?: Pattern;
  readonly words?: Pattern;
  readonly missing?: "fatal" | "error" | "ok";
  readonly bad?:
    | "ignored"
    | "default"
    | "clamped"
    | "truncated"
    | "skipped"
    | "used"
    | "fatal"
    | "logged"
    | "unchecked";
  readonly extra?: "silent" | "error";
  /** keepalived: the daemon drops the block that lacks this keyword. */
  readonly required?: boolean;
  readonly lenient?: boolean;
  readonly default?: string | number;
  readonly unit?: string;
  readonly build?: readonly string[];
  readonly returns?: string;
  readonly takes?: string;
  readonly where?: string;
}
