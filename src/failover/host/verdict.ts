/** What the result of a check hangs on: judged from its command line, or from the tests that its script is made of. */
import { searched, systemCommand } from "./commands.ts";
import type { Host } from "./host.ts";

/** What decides a check's result while the node runs. */
export type Verdict =
  | { readonly by: "always"; readonly ok: boolean }
  /** Fails while the named check is said to fail; `hangs`: it does not return then. */
  | { readonly by: "flag"; readonly flag: string; readonly hangs: boolean }
  | { readonly by: "process"; readonly process: string }
  | { readonly by: "port"; readonly address: string; readonly port: number }
  | { readonly by: "file"; readonly path: string; readonly exists: boolean };

export const always = (ok: boolean): Verdict => ({ by: "always", ok });

/** Who runs a command, and where. */
export interface Caller {
  /** The check's name, under which it can be told to fail. */
  readonly name: string;
  readonly host: Host;
  /** Runs as another user than root, who may not send signals to a service. */
  readonly unprivileged: boolean;
  /** Seconds until the daemon ends it. */
  readonly timeout: number;
}

/** Called without anything to look for, they complain and fail. */
const needOperand = new Set(["killall", "pgrep", "pkill", "pidof", "curl", "wget", "nc", "ping", "grep", "timeout"]);

/** They do what they do whatever else stands on the line. */
const takeAnything = new Set(["echo", "printf", "true", "false", "pidof", "killall5", "sh", "bash", "dash", "python3"]);

const shells = new Set(["sh", "bash", "dash"]);

/** The words of a command that the daemon executes without a shell: `&&` and `>` are arguments like any other. */
export function commandVerdict([program = "", ...args]: readonly string[], caller: Caller): Verdict {
  if (program === "true" || program === "echo" || program === "printf") return always(true);
  // Without a systemd that runs, systemctl knows nothing of any service.
  if (program === "false" || program === "killall5" || program === "systemctl") return always(false);
  const operands = args.filter((word, at) => !word.startsWith("-") && !/^-[uUPgG]$/.test(args[at - 1] ?? ""));
  const [first = ""] = operands;
  if (first === "" && needOperand.has(program)) return always(false);
  if (!takeAnything.has(program) && args.some((word) => /^(?:&&?|\|\|?|;|\d?[<>].*)$/.test(word))) return always(false);
  switch (program) {
    case "killall":
    case "pkill":
      if (!args.includes("-0") && !/-s 0|-SIG0|--signal 0/.test(args.join(" "))) break;
      return caller.unprivileged ? always(false) : byProcess(operands.at(program === "killall" ? 0 : -1));
    case "kill":
      return always(/^\d+$/.test(first) && !caller.unprivileged);
    case "pgrep":
      return operands.length > 1 ? always(false) : byProcess(first);
    case "pidof":
      return byProcess(first);
    case "ps":
      return args[0] === "-C" ? byProcess(args[1]) : always(true);
    case "cat":
    case "head":
    case "tail":
    case "ls":
    case "stat":
      if (!first.startsWith("/")) break;
      return { by: "file", path: first, exists: true };
    case "test":
    case "[":
      return scriptVerdict(`[ ${args.join(" ")}`, caller);
  }
  if (shells.has(program)) return shellVerdict(args, caller);
  return portOf([program, ...args].join(" ")) ?? { by: "flag", flag: caller.name, hangs: false };
}

function byProcess(name: string | undefined): Verdict {
  return { by: "process", process: base(name ?? "") };
}

/** `sh -c '…'`, where only the next word is the script, or `sh FILE`. */
function shellVerdict(args: readonly string[], caller: Caller): Verdict {
  const at = args.findIndex((word) => /^-\w*c$/.test(word));
  if (at >= 0) return scriptVerdict(args[at + 1] ?? "", caller);
  const file = args.find((word) => !word.startsWith("-"));
  if (file === undefined) return always(true);
  const found = caller.host.file(file);
  return found?.kind === "file" ? scriptVerdict(found.text, caller) : always(false);
}

/** What a shell script hangs on, by the tests that such scripts are made of. */
export function scriptVerdict(text: string, caller: Caller): Verdict {
  const body = text.replace(/^\s*#.*$/gm, "");
  const flag = /\/flags\/([\w.-]+)\.fail/.exec(body);
  if (flag !== null) return { by: "flag", flag: flag[1] ?? caller.name, hangs: /\bsleep\b/.test(body) };
  const pause = /^sleep\s+([\d.]+)\s*$/m.exec(body);
  if (pause !== null && Number(pause[1]) >= caller.timeout) return always(false);
  const found = processOf(body, caller) ?? portOf(body) ?? fileOf(body);
  if (found !== undefined) return found;
  if (/\bsystemctl\s+(?:-\S+\s+)*(?:is-active|status)\b/.test(body)) return always(false);
  const exit = /\bexit\s+(\d+)\s*$/.exec(body.trimEnd());
  if (exit !== null) return always(exit[1] === "0");
  if (isUnknownCommand(body)) return always(false);
  return { by: "flag", flag: caller.name, hangs: false };
}

function processOf(body: string, { unprivileged }: Caller): Verdict | undefined {
  const signal = /\b(?:killall|pkill)\s+(?:-\w+\s+)*?-(?:s\s+)?0\s+(?:-\w+\s+)*([\w./-]+)/.exec(body);
  if (signal !== null) return unprivileged ? always(false) : byProcess(signal[1]);
  const listed = /\b(?:pidof(?:\s+-\w+)*|pgrep(?:\s+-[uUPgG]\s+\S+|\s+-\w+)*|ps\s+-C)\s+["']?([\w./-]+)/.exec(body);
  if (listed !== null) return byProcess(listed[1]);
  const file = /\bkill\s+-0\s+["']?(?:\$\(|`)\s*(?:cat|<)\s+(\/[^\s)`]+)/.exec(body)?.[1];
  if (file !== undefined) return { by: "file", path: file, exists: true };
  const pipe = /\bps\b[^\n|]*(\|.*)/.exec(body)?.[1] ?? "";
  for (const [, options = "", wanted = ""] of pipe.matchAll(/\bgrep\s+((?:-\w+\s+)*)["']?([\w.[\]/-]+)/g)) {
    if (!options.includes("v")) return byProcess(wanted.replace(/[[\]]/g, ""));
  }
  return undefined;
}

/** `[ -f FILE ]` in its spellings, with `!`, or with a failure as its consequence. */
function fileOf(body: string): Verdict | undefined {
  const test = /(!\s*)?(?:\btest|\[\[?)\s+(!\s*)?-[efrs]\s+["']?(\/[^\s"'\];]+)["']?(.*(?:\n.*)?)/.exec(body);
  if (test === null) return undefined;
  const fails = /^\s*(?:\]\]?)?\s*(?:&&|;?\s*then)\s*\{?\s*exit\s+[1-9]/.test(test[4] ?? "");
  const negations = [test[1] !== undefined, test[2] !== undefined, fails].filter(Boolean).length;
  return { by: "file", path: test[3] ?? "", exists: negations % 2 === 0 };
}

/** `curl http://127.0.0.1:8080/`, `nc -z 127.0.0.1 80`, `/dev/tcp/127.0.0.1/80`, `ss -ltn | grep :80`, `connect(("127.0.0.1", 80))`. */
function portOf(text: string): Verdict | undefined {
  const url = /\b(https?):\/\/(\[[0-9a-fA-F:]+\]|[\w.-]+)(?::(\d+))?/.exec(text);
  if (url !== null) {
    const port = url[3] === undefined ? (url[1] === "https" ? 443 : 80) : Number(url[3]);
    return { by: "port", address: local(url[2] ?? ""), port };
  }
  const listening = /\b(?:ss|netstat)\b[^\n|]*\|.*\bgrep\b[^\n|]*?:?(\d{2,5})\b/.exec(text);
  if (listening !== null) return { by: "port", address: "127.0.0.1", port: Number(listening[1]) };
  const tcp =
    /\/dev\/tcp\/([\w.:-]+)\/(\d+)/.exec(text) ??
    /\bnc\b(?:\s+-\w+(?:\s+\d+(?=\s+[a-z\d]))?)*\s+([\w.:-]+)\s+(\d+)/.exec(text) ??
    /\bconnect\w*\(\(?\s*["']([\w.:-]+)["']\s*,\s*(\d+)/.exec(text);
  if (tcp === null) return undefined;
  return { by: "port", address: local(tcp[1] ?? ""), port: Number(tcp[2]) };
}

function local(address: string): string {
  return address === "localhost" ? "127.0.0.1" : address.replace(/^\[|\]$/g, "");
}

const builtins = new Set(
  (
    "[ [[ test true false : exec if while for case echo printf cd export set read kill wait return eval local trap command " +
    "type until fi done esac exit"
  ).split(" "),
);

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

export function base(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
