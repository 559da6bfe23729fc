/** The command of a check: its words as keepalived splits them, without a shell, and the text of its script if it is at hand. */
import type { Node } from "../../model/cluster.ts";

export interface CommandWord {
  readonly text: string;
  /** Some of it stood between quotes. */
  readonly quoted: boolean;
}

/** Splits at white space; single and double quotes keep words together, a backslash keeps the next character. */
export function commandWords(command: string): CommandWord[] {
  const words: CommandWord[] = [];
  let text = "";
  let quoted = false;
  let quote = "";
  let started = false;
  for (let at = 0; at < command.length; at++) {
    const character = command[at] ?? "";
    if (quote !== "") {
      if (character === quote) quote = "";
      else text += character;
    } else if (character === "'" || character === '"') {
      quote = character;
      quoted = true;
      started = true;
    } else if (character === "\\" && at + 1 < command.length) {
      text += command[++at] ?? "";
      started = true;
    } else if (/\s/.test(character)) {
      if (started) words.push({ text, quoted });
      [text, quoted, started] = ["", false, false];
    } else {
      text += character;
      started = true;
    }
  }
  if (started) words.push({ text, quoted });
  return words;
}

/** What a shell would run: the argument of `sh -c`. */
export function shellText(words: readonly CommandWord[]): string | undefined {
  const [program, flag, script] = words;
  if (program === undefined || !/(?:^|\/)(?:ba|da|k|z)?sh$/.test(program.text)) return undefined;
  return flag !== undefined && /^-[a-z]*c$/.test(flag.text) ? script?.text : undefined;
}

/** The text of a script of the node, where a file of that name lies beside its configuration or one folder up. */
export function scriptText(node: Node, program: string, configPath: string): string | undefined {
  const name = program.split("/").at(-1) ?? "";
  if (!program.includes("/") || name === "") return undefined;
  const folder = configPath.includes("/") ? configPath.slice(0, configPath.lastIndexOf("/")) : ".";
  for (const candidate of [`${folder}/${name}`, `${folder}/../${name}`]) {
    const file = node.files.read(candidate);
    if ("text" in file) return file.text;
  }
  return undefined;
}
