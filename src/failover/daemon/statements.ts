/**
 * The statements that a node's daemon acts on. Where braces are missing or too many the parser reads what was meant; the
 * daemon reads what is written, and only that says what it will do.
 */
import type { Node } from "../../model/cluster.ts";
import type { EffectiveStatement, EffectiveWord } from "../../model/keepalived/effective.ts";
import type { Source } from "../../text/source.ts";

/** The node's statements in the daemon's own nesting. */
export function daemonStatements(node: Node): readonly EffectiveStatement[] {
  const broken = node.keepalivedFiles.some(({ problems }) =>
    problems.some(({ problem }) => problem === "unbalanced-brace"),
  );
  const read = broken
    ? node.keepalivedFiles.flatMap(({ source }) => literalStatements(source))
    : (node.keepalived?.statements ?? []);
  // The parent process counts braces only, and starts no VRRP where it sees no instance.
  return read.some(({ keyword }) => keyword.value === "vrrp_instance") ? withoutStrayBlocks(read) : read;
}

const tracked = ["track_interface", "track_script", "track_file", "track_process", "track_bfd"];

/** Blocks inside a block (keepalived 2.4.3). */
const inner: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    "vrrp_instance",
    new Set([
      ...tracked,
      "authentication",
      "auth_hmac",
      "unicast_peer",
      "virtual_ipaddress",
      "virtual_ipaddress_excluded",
      "virtual_routes",
      "virtual_rules",
    ]),
  ],
  ["vrrp_sync_group", new Set([...tracked, "group"])],
  ["global_defs", new Set(["notification_email"])],
  ["vrrp_script", new Set()],
  ["vrrp_track_process", new Set()],
]);

/** Blocks at the top that are read even where their opening brace is missing. */
const outer = new Set(["vrrp_track_file", ...inner.keys()]);

/**
 * The opening brace of a block that the daemon does not know is ignored, and so the closing one ends the block around: what
 * follows stands outside.
 */
export function withoutStrayBlocks(statements: readonly EffectiveStatement[]): readonly EffectiveStatement[] {
  if (!statements.some((statement) => strayBlock(statement) !== undefined)) return statements;
  return statements.flatMap((statement) => {
    const known = inner.get(statement.keyword.value);
    if (known === undefined || strayBlock(statement) === undefined) return [statement];
    const { inside, outside } = spill(statement.body ?? [], known);
    return [{ ...statement, body: inside }, ...outside];
  });
}

function strayBlock({ keyword, body }: EffectiveStatement): EffectiveStatement | undefined {
  const known = inner.get(keyword.value);
  return known === undefined ? undefined : body?.find((line) => isStray(line, known));
}

function isStray({ keyword, body }: EffectiveStatement, known: ReadonlySet<string>): boolean {
  return body !== undefined && !known.has(keyword.value);
}

function spill(
  lines: readonly EffectiveStatement[],
  known: ReadonlySet<string>,
): { inside: EffectiveStatement[]; outside: EffectiveStatement[] } {
  const at = lines.findIndex((line) => isStray(line, known));
  const stray = lines[at];
  if (stray === undefined) return { inside: [...lines], outside: [] };
  const { body, ...line } = stray;
  const within = spill(body ?? [], known);
  return {
    inside: [...lines.slice(0, at), line, ...within.inside],
    outside: [...within.outside, ...lines.slice(at + 1)],
  };
}

interface Mutable extends EffectiveStatement {
  args: EffectiveWord[];
  body?: EffectiveStatement[];
}

/** Braces taken as they stand: one too many closes the block around, one that is missing leaves it open to the end. */
export function literalStatements({ path, text }: Source): readonly EffectiveStatement[] {
  const top: EffectiveStatement[] = [];
  const open: EffectiveStatement[][] = [top];
  let offset = 0;
  let bare: Mutable | undefined;
  for (const line of text.split("\n")) {
    let last: Mutable | undefined;
    for (const token of tokensOf(line)) {
      if (bare !== undefined && token.brace !== "{") {
        bare.body ??= [];
        open.push(bare.body);
      }
      bare = undefined;
      const start = offset + token.at;
      const word: EffectiveWord = {
        value: token.text,
        place: { path, span: { start, end: start + token.length } },
        quoted: token.quoted,
        expanded: false,
        unknown: false,
      };
      const level = open.at(-1) ?? top;
      if (token.brace === "{") {
        const owner = last ?? (level.at(-1) as Mutable | undefined);
        last = undefined;
        if (owner === undefined) continue;
        owner.body ??= [];
        open.push(owner.body);
      } else if (token.brace === "}") {
        last = undefined;
        if (open.length > 1) open.pop();
      } else if (last === undefined) {
        last = { keyword: word, args: [], place: word.place, entry: false };
        level.push(last);
      } else last.args.push(word);
    }
    offset += line.length + 1;
    if (last !== undefined && opensBlock(last, open.length)) bare = last;
  }
  return top;
}

/** At these the daemon goes into the block whether a brace follows or not. */
function opensBlock({ keyword, body }: Mutable, depth: number): boolean {
  if (body !== undefined) return false;
  return depth === 1 ? outer.has(keyword.value) : [...inner.values()].some((known) => known.has(keyword.value));
}

interface Token {
  readonly text: string;
  readonly at: number;
  readonly length: number;
  readonly quoted: boolean;
  readonly brace?: string;
}

function tokensOf(line: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const found of line.matchAll(/"([^"]*)"?|([{}])|([#!]).*|([^\s"{}#!]+)/g)) {
    const [whole, quoted, brace, comment, plain] = found;
    if (comment !== undefined) break;
    const place = { at: found.index, length: whole.length };
    if (brace !== undefined) tokens.push({ text: brace, ...place, quoted: false, brace });
    else tokens.push({ text: quoted ?? plain ?? "", ...place, quoted: quoted !== undefined });
  }
  return tokens;
}
