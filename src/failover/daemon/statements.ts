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
  if (!broken) return node.keepalived?.statements ?? [];
  return node.keepalivedFiles.flatMap(({ source }) => literalStatements(source));
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
  for (const line of text.split("\n")) {
    let last: Mutable | undefined;
    for (const token of tokensOf(line)) {
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
  }
  return top;
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
