/** What becomes of a check command on a node: whether the daemon runs it at all, and what its result hangs on. */
import type { DaemonRules } from "../versions.ts";
import { searched, systemCommand, throughLinkedFolder } from "./commands.ts";
import type { Host, HostFile } from "./host.ts";

/** What decides a check's result while the node runs. */
export type Verdict =
  | { readonly by: "always"; readonly ok: boolean }
  /** Fails while the named check is said to fail; `hangs`: it does not return then. */
  | { readonly by: "flag"; readonly flag: string; readonly hangs: boolean }
  | { readonly by: "process"; readonly process: string }
  | { readonly by: "port"; readonly address: string; readonly port: number }
  | { readonly by: "file"; readonly path: string; readonly exists: boolean };

export type CheckFate =
  | { readonly runs: true; readonly verdict: Verdict; readonly path: string | undefined; readonly assumed?: string }
  | { readonly runs: false; readonly why: string };

const always = (ok: boolean): Verdict => ({ by: "always", ok });

export interface CheckCircumstances {
  readonly host: Host;
  readonly rules: DaemonRules;
  /** `enable_script_security` is set. */
  readonly security: boolean;
}

/** Judges the words of a `script` line. `name` is the vrrp_script's, under which the check can be told to fail. */
export function checkFate(name: string, words: readonly string[], at: CheckCircumstances): CheckFate {
  const command = words[0] ?? "";
  if (command === "") return { runs: false, why: "there is no command" };
  // The daemon takes `</dev/tcp/…` for a file to open; it runs nothing, and the result is never 0.
  if (/^<\s*\//.test(command)) return { runs: true, verdict: always(false), path: undefined };
  if (!at.host.complete) {
    const assumed = `the check ${name} can be executed and its result is its service's`;
    return { runs: true, verdict: { by: "flag", flag: name, hangs: false }, path: undefined, assumed };
  }
  const found = command.includes("/") ? command : findCommand(command, at.host);
  if (found === undefined) return { runs: false, why: `${command} is nowhere in the search path` };
  const own = at.host.file(found);
  if (own !== undefined) return ownScript(name, found, own, at);
  const system = systemCommand(found);
  if (system === undefined) return { runs: false, why: `${found} does not exist` };
  if (at.rules.refusesLinkedFolders && throughLinkedFolder(found)) {
    return { runs: false, why: `${found} runs through a folder that is a symbolic link` };
  }
  const { path, target } = system;
  const renamed = !at.rules.keepsCommandName && base(target) !== base(path) && folder(target) !== folder(path);
  const program = renamed && !target.startsWith("/etc/") ? base(target) : base(path);
  return { runs: true, verdict: commandVerdict(name, [program, ...words.slice(1)]), path: undefined };
}

function findCommand(name: string, host: Host): string | undefined {
  return searched(name).find((path) => host.file(path)?.executable === true || systemCommand(path) !== undefined);
}

function ownScript(name: string, path: string, file: HostFile, at: CheckCircumstances): CheckFate {
  if (file.kind === "folder") return { runs: false, why: `${path} is a folder` };
  if (!file.executable) return { runs: false, why: `${path} is not executable` };
  if (at.security && exposedPath(path, at.host)) {
    return { runs: false, why: `${path} can be written by somebody other than root` };
  }
  const shebang = /^#!\s*(\S+)/.exec(file.text)?.[1];
  if (shebang === undefined && !at.rules.runsWithoutShebang) {
    return { runs: true, verdict: always(true), path };
  }
  // An interpreter that does not exist: the exec fails, and the daemon's child ends with 0.
  if (shebang !== undefined && systemCommand(shebang) === undefined && at.host.file(shebang) === undefined) {
    return { runs: true, verdict: always(true), path };
  }
  return { runs: true, verdict: scriptVerdict(name, file.text), path };
}

function exposedPath(path: string, host: Host): boolean {
  const parts = path.split("/");
  return parts.some((_, at) => at > 0 && host.file(parts.slice(0, at + 1).join("/"))?.exposed === true);
}

/** What a script of the node hangs on, by the tests that such scripts are made of. */
function scriptVerdict(name: string, text: string): Verdict {
  const body = text.replace(/^\s*#.*$/gm, "");
  const flag = /\/flags\/([\w.-]+)\.fail/.exec(body);
  if (flag !== null) return { by: "flag", flag: flag[1] ?? name, hangs: /\bsleep\b/.test(body) };
  const process = /\b(?:killall\s+-0|pidof(?:\s+-\w+)*|pgrep(?:\s+-\w+)*|ps\s+-C)\s+([\w./-]+)/.exec(body);
  if (process !== null) return { by: "process", process: base(process[1] ?? "") };
  const port = portOf(body);
  if (port !== undefined) return port;
  const file = /(!\s*)?-[ef]\s+"?(\/[^\s"\]]+)/.exec(body);
  if (file !== null) return { by: "file", path: file[2] ?? "", exists: file[1] === undefined };
  const exit = /\bexit\s+(\d+)\s*$/.exec(body.trimEnd());
  if (exit !== null) return always(exit[1] === "0");
  if (isUnknownCommand(body)) return always(false);
  return { by: "flag", flag: name, hangs: false };
}

/** Called without anything to look for, they complain and fail. */
const needOperand = new Set(["killall", "pgrep", "pkill", "pidof", "curl", "wget", "nc", "ping", "grep", "timeout"]);

const builtins = new Set([
  "[",
  "[[",
  "test",
  "true",
  "false",
  ":",
  "exec",
  "if",
  "while",
  "for",
  "case",
  "echo",
  "printf",
  "cd",
  "export",
  "set",
  "read",
  "kill",
  "wait",
  "return",
  "eval",
  "local",
  "trap",
  "command",
  "type",
  "until",
  "fi",
  "done",
  "esac",
]);

/** A script whose last line starts with a command that no system has: the shell returns 127. */
function isUnknownCommand(body: string): boolean {
  const last =
    body
      .split(/[\n;]|&&|\|\|/)
      .map((line) => line.trim())
      .filter((line) => line !== "")
      .at(-1) ?? "";
  const word = last.replace(/^exec\s+/, "").split(/\s+/)[0] ?? "";
  if (/^\/(usr\/(local\/)?)?s?bin\//.test(word)) return systemCommand(word) === undefined;
  if (!/^[\w.-]+$/.test(word) || builtins.has(word)) return false;
  return searched(word).every((path) => systemCommand(path) === undefined);
}

function commandVerdict(name: string, words: readonly string[]): Verdict {
  const [program = "", ...args] = words;
  const operand = args.filter((word) => !word.startsWith("-"));
  if (program === "true") return always(true);
  if (program === "false" || program === "killall5") return always(false);
  if (operand.length === 0 && needOperand.has(program)) return always(false);
  if (program === "killall" && args.includes("-0")) return { by: "process", process: base(operand[0] ?? "") };
  if (program === "pidof" || program === "pgrep") return { by: "process", process: base(operand.at(-1) ?? "") };
  if ((program === "sh" || program === "bash" || program === "dash") && args[0] === "-c") {
    return scriptVerdict(name, args.slice(1).join(" "));
  }
  if (program === "test" || program === "[") return scriptVerdict(name, args.join(" "));
  return portOf(words.join(" ")) ?? { by: "flag", flag: name, hangs: false };
}

/** `curl http://127.0.0.1:8080/`, `nc -z 127.0.0.1 80`, `/dev/tcp/127.0.0.1/80`. */
function portOf(text: string): Verdict | undefined {
  const url = /\b(https?):\/\/(\[[0-9a-fA-F:]+\]|[\w.-]+)(?::(\d+))?/.exec(text);
  if (url !== null) {
    const port = url[3] === undefined ? (url[1] === "https" ? 443 : 80) : Number(url[3]);
    return { by: "port", address: local(url[2] ?? ""), port };
  }
  const tcp =
    /\/dev\/tcp\/([\w.:-]+)\/(\d+)/.exec(text) ??
    /\bnc\b(?:\s+-\w+(?:\s+\d+(?=\s+[a-z\d]))?)*\s+([\w.:-]+)\s+(\d+)/.exec(text);
  if (tcp === null) return undefined;
  return { by: "port", address: local(tcp[1] ?? ""), port: Number(tcp[2]) };
}

function local(address: string): string {
  return address === "localhost" ? "127.0.0.1" : address.replace(/^\[|\]$/g, "");
}

export function base(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function folder(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}
