/** What becomes of a check command on a node: whether the daemon runs it at all, and what its result hangs on. */
import type { DaemonRules } from "../versions.ts";
import { searched, systemCommand, throughLinkedFolder } from "./commands.ts";
import type { Host, HostFile } from "./host.ts";
import { always, base, type Caller, commandVerdict, scriptVerdict, type Verdict } from "./verdict.ts";

export type CheckFate =
  | { readonly runs: true; readonly verdict: Verdict; readonly path: string | undefined; readonly assumed?: string }
  | { readonly runs: false; readonly why: string };

export interface CheckCircumstances {
  readonly host: Host;
  readonly rules: DaemonRules;
  /** `enable_script_security` is set. */
  readonly security: boolean;
  /** Another user than root runs it. */
  readonly unprivileged?: boolean;
  /** Seconds until the daemon ends it. */
  readonly timeout?: number;
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
  const found = command.includes("/") ? plainPath(command) : findCommand(command, at.host);
  if (found === undefined) return { runs: false, why: `${command} is nowhere in the search path` };
  const { host, unprivileged = false, timeout = Number.POSITIVE_INFINITY } = at;
  const caller: Caller = { name, host, unprivileged, timeout };
  const own = host.file(found);
  if (own !== undefined) return ownScript(caller, found, own, at);
  const system = systemCommand(found);
  if (system === undefined) return { runs: false, why: `${found} does not exist` };
  if (at.rules.refusesLinkedFolders && throughLinkedFolder(found)) {
    return { runs: false, why: `${found} runs through a folder that is a symbolic link` };
  }
  const { path, target } = system;
  const renamed = !at.rules.keepsCommandName && base(target) !== base(path) && folder(target) !== folder(path);
  const program = renamed && !target.startsWith("/etc/") ? base(target) : base(path);
  return { runs: true, verdict: commandVerdict([program, ...words.slice(1)], caller), path: undefined };
}

/** An absolute path without `//`, `/./` and `/../`. */
function plainPath(path: string): string {
  if (!path.startsWith("/")) return path;
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

function findCommand(name: string, host: Host): string | undefined {
  return searched(name).find((path) => host.file(path)?.executable === true || systemCommand(path) !== undefined);
}

function ownScript(caller: Caller, path: string, file: HostFile, at: CheckCircumstances): CheckFate {
  if (file.kind === "folder") return { runs: false, why: `${path} is a folder` };
  if (!file.executable) return { runs: false, why: `${path} is not executable` };
  if (at.security && exposedPath(path, at.host)) {
    return { runs: false, why: `${path} can be written by somebody other than root` };
  }
  // A carriage return is part of the interpreter's name.
  const shebang = /^#![ \t]*([^ \t\n]+)/.exec(file.text)?.[1];
  if (shebang === undefined && !at.rules.runsWithoutShebang) {
    return { runs: true, verdict: always(true), path };
  }
  // An interpreter that does not exist: the exec fails, and the daemon's child ends with 0.
  if (shebang !== undefined && systemCommand(shebang) === undefined && at.host.file(shebang) === undefined) {
    return { runs: true, verdict: always(true), path };
  }
  return { runs: true, verdict: scriptVerdict(file.text, caller), path };
}

function exposedPath(path: string, host: Host): boolean {
  const parts = path.split("/");
  return parts.some((_, at) => at > 0 && host.file(parts.slice(0, at + 1).join("/"))?.exposed === true);
}

function folder(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}
