/** The lines that rules read most, with their parts by name. */
import type { AclTest, Condition, LogFormat, SampleExpression } from "../../ast/haproxy/expression.ts";
import { optionNamed, optionsOf } from "../../ast/haproxy/options.ts";
import type * as ast from "../../ast/haproxy/statement.ts";
import type { Word } from "../../ast/word.ts";
import { Line, type LineContent } from "./line.ts";
import { addressesOf, firstAddress } from "./line-addresses.ts";

export class GenericLine extends Line implements ast.Generic {
  declare readonly kind: "Generic";
  constructor(content: LineContent) {
    super("Generic", content);
  }
  protected get parts() {
    return ["condition"];
  }
  get condition(): Condition | undefined {
    return this.sentence("condition");
  }
}

export class BindLine extends Line implements ast.Bind {
  declare readonly kind: "Bind";
  #addresses: readonly ast.AddressItem[] | undefined;
  constructor(content: LineContent) {
    super("Bind", content);
  }
  protected get parts() {
    return ["addresses", "options"];
  }
  get addresses(): readonly ast.AddressItem[] {
    this.#addresses ??= addressesOf(this, this.source);
    return this.#addresses;
  }
  get options(): readonly ast.Option[] {
    return optionsOf(this, 1);
  }
  option(name: string): ast.Option | undefined {
    return optionNamed(this, 1, name);
  }
}

export class ServerLine extends Line implements ast.Server {
  declare readonly kind: "Server";
  #address: ast.AddressItem | null | undefined;
  constructor(content: LineContent) {
    super("Server", content);
  }
  protected get parts() {
    return ["name", "address", "options"];
  }
  get name(): Word | undefined {
    return this.arg(0);
  }
  get address(): ast.AddressItem | undefined {
    if (this.#address === undefined) this.#address = firstAddress(this, this.source) ?? null;
    return this.#address ?? undefined;
  }
  get options(): readonly ast.Option[] {
    return optionsOf(this, 2);
  }
  option(name: string): ast.Option | undefined {
    return optionNamed(this, 2, name);
  }
}

export class DefaultServerLine extends Line implements ast.DefaultServer {
  declare readonly kind: "DefaultServer";
  constructor(content: LineContent) {
    super("DefaultServer", content);
  }
  protected get parts() {
    return ["options"];
  }
  get options(): readonly ast.Option[] {
    return optionsOf(this, 0);
  }
  option(name: string): ast.Option | undefined {
    return optionNamed(this, 0, name);
  }
}

export class ServerTemplateLine extends Line implements ast.ServerTemplate {
  declare readonly kind: "ServerTemplate";
  constructor(content: LineContent) {
    super("ServerTemplate", content);
  }
  protected get parts() {
    return ["name", "count", "address", "options"];
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
  get options(): readonly ast.Option[] {
    return optionsOf(this, 3);
  }
  option(name: string): ast.Option | undefined {
    return optionNamed(this, 3, name);
  }
}

export class AclLine extends Line implements ast.Acl {
  declare readonly kind: "Acl";
  constructor(content: LineContent) {
    super("Acl", content);
  }
  protected get parts() {
    return ["name", "test"];
  }
  get name(): Word | undefined {
    return this.arg(0);
  }
  get test(): AclTest | undefined {
    return this.sentence("test");
  }
}

export class UseBackendLine extends Line implements ast.UseBackend {
  declare readonly kind: "UseBackend";
  constructor(content: LineContent) {
    super("UseBackend", content);
  }
  protected get parts() {
    return ["target", "dynamic", "condition"];
  }
  get target(): Word | undefined {
    return this.arg(0);
  }
  get dynamic(): boolean {
    return this.target?.value.includes("%") ?? false;
  }
  get condition(): Condition | undefined {
    return this.sentence("condition");
  }
}

export class DefaultBackendLine extends Line implements ast.DefaultBackend {
  declare readonly kind: "DefaultBackend";
  constructor(content: LineContent) {
    super("DefaultBackend", content);
  }
  protected get parts() {
    return ["target"];
  }
  get target(): Word | undefined {
    return this.arg(0);
  }
}

export class UseServerLine extends Line implements ast.UseServer {
  declare readonly kind: "UseServer";
  constructor(content: LineContent) {
    super("UseServer", content);
  }
  protected get parts() {
    return ["target", "condition"];
  }
  get target(): Word | undefined {
    return this.arg(0);
  }
  get condition(): Condition | undefined {
    return this.sentence("condition");
  }
}

/** A line of a ruleset. */
export class RuleLine extends Line implements ast.RuleBase {
  declare readonly kind: ast.RulesetKind;
  constructor(kind: ast.RulesetKind, content: LineContent) {
    super(kind, content);
  }
  protected get parts() {
    return ["layer", "action", "actionName", "actionArguments", "parameters", "condition"];
  }
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
    return this.arguments
      .filter(
        ({ firstWord, start, end }) =>
          firstWord === at && end <= action.end && (start > action.start || end < action.end),
      )
      .map(({ start, end, text }) => ({ start, end, value: text }));
  }
  get parameters(): readonly Word[] {
    return wordsBefore(this.condition, this.args, this.#actionAt + 1);
  }
  get condition(): Condition | undefined {
    return this.sentence("condition");
  }
  get #isLayered(): boolean {
    return this.kind === "TcpRequest" || this.kind === "TcpResponse";
  }
  /** Behind the layer; `inspect-delay` stands in the place of one and has no action. */
  get #actionAt(): number {
    return this.#isLayered && this.arg(0)?.value !== "inspect-delay" ? 1 : 0;
  }
}

export class RedirectLine extends Line implements ast.Redirect {
  declare readonly kind: "Redirect";
  constructor(content: LineContent) {
    super("Redirect", content);
  }
  protected get parts() {
    return ["condition"];
  }
  get condition(): Condition | undefined {
    return this.sentence("condition");
  }
}

export class TimeoutLine extends Line implements ast.Timeout {
  declare readonly kind: "Timeout";
  constructor(content: LineContent) {
    super("Timeout", content);
  }
  protected get parts() {
    return ["name", "value"];
  }
  get name(): Word | undefined {
    return this.arg(0);
  }
  get value(): Word | undefined {
    return this.arg(1);
  }
}

export class OptionLine extends Line implements ast.OptionStatement {
  declare readonly kind: "Option";
  constructor(content: LineContent) {
    super("Option", content);
  }
  protected get parts() {
    return ["name", "parameters"];
  }
  get name(): Word | undefined {
    return this.arg(0);
  }
  get parameters(): readonly Word[] {
    return this.args.slice(1);
  }
}

export class ModeLine extends Line implements ast.Mode {
  declare readonly kind: "Mode";
  constructor(content: LineContent) {
    super("Mode", content);
  }
  protected get parts() {
    return ["value"];
  }
  get value(): Word | undefined {
    return this.arg(0);
  }
}

export class LogLine extends Line implements ast.Log {
  declare readonly kind: "Log";
  constructor(content: LineContent) {
    super("Log", content);
  }
  protected get parts() {
    return ["target", "address"];
  }
  get target(): Word | undefined {
    return this.arg(0);
  }
  get address(): ast.AddressItem | undefined {
    return firstAddress(this, this.source);
  }
}

export class StatsLine extends Line implements ast.Stats {
  declare readonly kind: "Stats";
  constructor(content: LineContent) {
    super("Stats", content);
  }
  protected get parts() {
    return ["name", "parameters", "condition"];
  }
  get name(): Word | undefined {
    return this.arg(0);
  }
  get parameters(): readonly Word[] {
    return wordsBefore(this.condition, this.args, 1);
  }
  get condition(): Condition | undefined {
    return this.sentence("condition");
  }
}

export class StickTableLine extends Line implements ast.StickTable {
  declare readonly kind: "StickTable";
  constructor(content: LineContent) {
    super("StickTable", content);
  }
  protected get parts() {
    return ["options"];
  }
  get options(): readonly ast.Option[] {
    return optionsOf(this, 0);
  }
  option(name: string): ast.Option | undefined {
    return optionNamed(this, 0, name);
  }
}

export class StickRuleLine extends Line implements ast.StickRule {
  declare readonly kind: "StickRule";
  constructor(content: LineContent) {
    super("StickRule", content);
  }
  protected get parts() {
    return ["verb", "expression", "table", "condition"];
  }
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
  get condition(): Condition | undefined {
    return this.sentence("condition");
  }
}

export class LogFormatLine extends Line implements ast.LogFormatStatement {
  declare readonly kind: "LogFormat";
  constructor(content: LineContent) {
    super("LogFormat", content);
  }
  protected get parts() {
    return ["format"];
  }
  get format(): LogFormat | undefined {
    return this.sentence("format");
  }
}

function wordsBefore(condition: Condition | undefined, words: readonly Word[], from: number): readonly Word[] {
  let end = words.length;
  if (condition !== undefined) while (end > from && (words[end - 1]?.start ?? 0) >= condition.start) end--;
  return words.slice(from, end);
}
