/** The lines that rules read most, with their parts by name. */
import type { AclTest, Condition, LogFormat, SampleExpression } from "../../ast/haproxy/expression.ts";
import { optionNamed, optionsOf, spellingOf } from "../../ast/haproxy/options.ts";
import type * as ast from "../../ast/haproxy/statement.ts";
import type { Word } from "../../ast/word.ts";
import { Line } from "./line.ts";
import { addressesOf, firstAddress } from "./line-addresses.ts";

/** A line that may end in a condition. */
abstract class ConditionalLine extends Line {
  get condition(): Condition | undefined {
    return this.sentence("condition");
  }

  /** The arguments from one on that stand before the condition. */
  protected wordsBeforeCondition(from: number): readonly Word[] {
    const words = this.args;
    const { condition } = this;
    let end = words.length;
    if (condition !== undefined) while (end > from && (words[end - 1]?.start ?? 0) >= condition.start) end--;
    return words.slice(from, end);
  }
}

/** A line of named options behind some fixed words. */
abstract class OptionsLine extends Line implements ast.OptionsBase {
  protected abstract get fixed(): number;

  get options(): readonly ast.Option[] {
    return optionsOf(this, this.fixed);
  }

  option(name: string): ast.Option | undefined {
    return optionNamed(this, this.fixed, name);
  }

  spelling(name: string): string | undefined {
    return spellingOf(this, this.fixed, name);
  }
}

export class GenericLine extends ConditionalLine implements ast.Generic {
  declare readonly kind: "Generic";
  static override readonly parts = ["condition"];
}

export class BindLine extends OptionsLine implements ast.Bind {
  declare readonly kind: "Bind";
  static override readonly parts = ["addresses", "options"];
  #addresses: readonly ast.AddressItem[] | undefined;

  protected get fixed(): number {
    return 1;
  }

  get addresses(): readonly ast.AddressItem[] {
    this.#addresses ??= addressesOf(this, this.source);
    return this.#addresses;
  }
}

export class ServerLine extends OptionsLine implements ast.Server {
  declare readonly kind: "Server";
  static override readonly parts = ["name", "address", "options"];
  /** `null` where the line has none. */
  #address: ast.AddressItem | null | undefined;

  protected get fixed(): number {
    return 2;
  }

  get name(): Word | undefined {
    return this.arg(0);
  }

  get address(): ast.AddressItem | undefined {
    if (this.#address === undefined) this.#address = firstAddress(this, this.source) ?? null;
    return this.#address ?? undefined;
  }
}

export class DefaultServerLine extends OptionsLine implements ast.DefaultServer {
  declare readonly kind: "DefaultServer";
  static override readonly parts = ["options"];

  protected get fixed(): number {
    return 0;
  }
}

export class ServerTemplateLine extends OptionsLine implements ast.ServerTemplate {
  declare readonly kind: "ServerTemplate";
  static override readonly parts = ["name", "count", "address", "options"];

  protected get fixed(): number {
    return 3;
  }

  get name(): Word | undefined {
    return this.arg(0);
  }

  get count(): Word | undefined {
    return this.arg(1);
  }

  get address(): ast.AddressItem | undefined {
    return firstAddress(this, this.source);
  }
}

export class AclLine extends Line implements ast.Acl {
  declare readonly kind: "Acl";
  static override readonly parts = ["name", "test"];

  get name(): Word | undefined {
    return this.arg(0);
  }

  get test(): AclTest | undefined {
    return this.sentence("test");
  }
}

export class UseBackendLine extends ConditionalLine implements ast.UseBackend {
  declare readonly kind: "UseBackend";
  static override readonly parts = ["target", "dynamic", "condition"];

  get target(): Word | undefined {
    return this.arg(0);
  }

  get dynamic(): boolean {
    return this.target?.value.includes("%") ?? false;
  }
}

export class DefaultBackendLine extends Line implements ast.DefaultBackend {
  declare readonly kind: "DefaultBackend";
  static override readonly parts = ["target"];

  get target(): Word | undefined {
    return this.arg(0);
  }
}

export class UseServerLine extends ConditionalLine implements ast.UseServer {
  declare readonly kind: "UseServer";
  static override readonly parts = ["target", "condition"];

  get target(): Word | undefined {
    return this.arg(0);
  }
}

/** A line of a ruleset. */
export class RuleLine extends ConditionalLine implements ast.RuleBase {
  declare readonly kind: ast.RulesetKind;
  static override readonly parts = ["layer", "action", "actionName", "actionArguments", "parameters", "condition"];

  get layer(): Word | undefined {
    return this.#isLayered ? this.arg(0) : undefined;
  }

  get action(): Word | undefined {
    const at = this.#actionAt;
    return this.#isLayered && at === 0 ? undefined : this.arg(at);
  }

  get actionName(): string | undefined {
    const value = this.action?.value;
    const open = value?.indexOf("(") ?? -1;
    return open === -1 ? value : value?.slice(0, open);
  }

  get actionArguments(): readonly Word[] | undefined {
    const { action } = this;
    if (action?.value.includes("(") !== true) return undefined;
    const at = this.#actionAt;
    const inside = this.arguments.filter(
      ({ firstWord, start, end }) =>
        firstWord === at && end <= action.end && (start > action.start || end < action.end),
    );
    return inside.map(({ start, end, text }) => ({ start, end, value: text }));
  }

  get parameters(): readonly Word[] {
    return this.wordsBeforeCondition(this.#actionAt + 1);
  }

  get #isLayered(): boolean {
    return this.kind === "TcpRequest" || this.kind === "TcpResponse";
  }

  /** Behind the layer; `inspect-delay` stands in the place of one and has no action. */
  get #actionAt(): number {
    return this.#isLayered && this.arg(0)?.value !== "inspect-delay" ? 1 : 0;
  }
}

export class RedirectLine extends ConditionalLine implements ast.Redirect {
  declare readonly kind: "Redirect";
  static override readonly parts = ["condition"];
}

export class TimeoutLine extends Line implements ast.Timeout {
  declare readonly kind: "Timeout";
  static override readonly parts = ["name", "value"];

  get name(): Word | undefined {
    return this.arg(0);
  }

  get value(): Word | undefined {
    return this.arg(1);
  }
}

export class OptionLine extends Line implements ast.OptionStatement {
  declare readonly kind: "Option";
  static override readonly parts = ["name", "parameters"];

  get name(): Word | undefined {
    return this.arg(0);
  }

  get parameters(): readonly Word[] {
    return this.args.slice(1);
  }
}

export class ModeLine extends Line implements ast.Mode {
  declare readonly kind: "Mode";
  static override readonly parts = ["value"];

  get value(): Word | undefined {
    return this.arg(0);
  }
}

export class LogLine extends Line implements ast.Log {
  declare readonly kind: "Log";
  static override readonly parts = ["target", "address"];

  get target(): Word | undefined {
    return this.arg(0);
  }

  get address(): ast.AddressItem | undefined {
    return firstAddress(this, this.source);
  }
}

export class StatsLine extends ConditionalLine implements ast.Stats {
  declare readonly kind: "Stats";
  static override readonly parts = ["name", "parameters", "condition"];

  get name(): Word | undefined {
    return this.arg(0);
  }

  get parameters(): readonly Word[] {
    return this.wordsBeforeCondition(1);
  }
}

export class StickTableLine extends OptionsLine implements ast.StickTable {
  declare readonly kind: "StickTable";
  static override readonly parts = ["options"];

  protected get fixed(): number {
    return 0;
  }
}

export class StickRuleLine extends ConditionalLine implements ast.StickRule {
  declare readonly kind: "StickRule";
  static override readonly parts = ["verb", "expression", "table", "condition"];

  get verb(): Word | undefined {
    return this.arg(0);
  }

  get expression(): SampleExpression | undefined {
    return this.sentence("expression");
  }

  get table(): Word | undefined {
    const part = this.layout.parts.find(({ type }) => type === "ref-table");
    return part && this.arg(part.first);
  }
}

export class LogFormatLine extends Line implements ast.LogFormatStatement {
  declare readonly kind: "LogFormat";
  static override readonly parts = ["format"];

  get format(): LogFormat | undefined {
    return this.sentence("format");
  }
}
