/** Reads vrrp_script, vrrp_track_process and track_file blocks. */
import type { EffectiveStatement } from "../../model/keepalived/effective.ts";
import { decimalSeconds, lenientInteger } from "./numbers.ts";
import type { Reading } from "./read-config.ts";
import { type FileSetting, type ProcessSetting, type ScriptSetting, second } from "./settings.ts";

export interface ScriptDraft extends ScriptSetting {
  readonly words: readonly string[];
  readonly weight: number;
  readonly reverse: boolean;
  /** Why the daemon dropped the block. */
  readonly removed: string | undefined;
  /** Whose name it runs under, as far as the files say. */
  readonly user: string | undefined;
}

/** Accounts that a fully described host has; the daemon drops a script of any other. */
const accounts = new Set(["root", "nobody", "haproxy", "daemon", "www-data", "nginx"]);

export function readScript(statement: EffectiveStatement, reading: Reading): ScriptDraft {
  const values = lastValues(statement);
  const interval = Math.max(1, lenientInteger(values.get("interval")?.[0]) ?? 1) * second;
  const timeout = lenientInteger(values.get("timeout")?.[0]);
  const words = commandWords(values.get("script")?.[0] ?? "");
  const user = values.get("user")?.[0] ?? reading.globals.scriptUser;
  return {
    name: statement.args[0]?.value ?? "",
    place: statement.place,
    command: words.join(" "),
    words,
    interval,
    timeout: timeout === undefined ? interval : Math.max(1, timeout) * second,
    rise: Math.max(1, lenientInteger(values.get("rise")?.[0]) ?? 1),
    fall: Math.max(1, lenientInteger(values.get("fall")?.[0]) ?? 1),
    weight: lenientInteger(values.get("weight")?.[0]) ?? 0,
    reverse: values.get("weight")?.[1] === "reverse",
    removed: removal(words, user, reading),
    user,
  };
}

function removal(words: readonly string[], user: string | undefined, reading: Reading): string | undefined {
  if (words.length === 0) return "it has no script line";
  if (user !== undefined && reading.host.complete && !accounts.has(user)) return `there is no user ${user}`;
  if (user === undefined && reading.globals.security && reading.host.complete) {
    return "enable_script_security needs script_user or the account keepalived_script";
  }
  return undefined;
}

/** Undefined where the daemon drops it: no process is named. */
export function readProcess(
  statement: EffectiveStatement,
  reading: Reading,
): (ProcessSetting & { weight: number; reverse: boolean }) | undefined {
  const values = lastValues(statement);
  const delay = decimalSeconds(values.get("delay")?.[0]) ?? 0;
  const command = values.get("process")?.[0];
  if (command === undefined) return undefined;
  return {
    name: statement.args[0]?.value ?? "",
    command: values.has("full_command") || values.has("param_match") ? startedAs(command, reading) : command,
    quorum: values.get("quorum_max")?.[0] === "0" ? 0 : (lenientInteger(values.get("quorum")?.[0]) ?? 1),
    quorumMax: lenientInteger(values.get("quorum_max")?.[0]) ?? Number.POSITIVE_INFINITY,
    startDelay: decimalSeconds(values.get("fork_delay")?.[0]) ?? delay,
    stopDelay: decimalSeconds(values.get("terminate_delay")?.[0]) ?? delay,
    weight: lenientInteger(values.get("weight")?.[0]) ?? 0,
    reverse: values.get("weight")?.[1] === "reverse",
  };
}

/** The service whose command line starts with this very word: `full_command` does not look at names. */
function startedAs(command: string, { host }: Reading): string {
  if (!host.complete) return command;
  return host.processes.find((process) => process.command.split(" ")[0] === command)?.name ?? "no such process";
}

/** Undefined where the daemon drops it: without a path, or in a folder that does not exist. */
export function readFile(
  statement: EffectiveStatement,
  reading: Reading,
): (FileSetting & { weight: number; reverse: boolean }) | undefined {
  const values = lastValues(statement);
  const name = statement.args[0]?.value ?? "";
  const path = values.get("file")?.[0];
  if (path === undefined) return undefined;
  const folder = path.slice(0, path.lastIndexOf("/"));
  const known = reading.host.file(folder)?.kind === "folder" || commonFolders.has(folder);
  if (reading.host.complete && !known) {
    reading.notes.push({
      text: `the tracked file ${name} is never read: ${folder} does not exist`,
      place: statement.place,
    });
    return undefined;
  }
  const init = values.get("init_file");
  return {
    name,
    path,
    initial:
      init === undefined ? undefined : { value: lenientInteger(init[0]) ?? 0, overwrite: init.includes("overwrite") },
    weight: lenientInteger(values.get("weight")?.[0]) ?? 1,
    reverse: values.get("weight")?.[1] === "reverse",
  };
}

const commonFolders = new Set([
  "",
  "/tmp",
  "/run",
  "/var/run",
  "/etc",
  "/etc/keepalived",
  "/var/tmp",
  "/run/keepalived",
  "/var/lib",
]);

/** The words of the last line of each keyword, without it. */
function lastValues(statement: EffectiveStatement): ReadonlyMap<string, readonly string[]> {
  return new Map((statement.body ?? []).map((line) => [line.keyword.value, line.args.map(({ value }) => value)]));
}

/** A command line split into words, with single and double quotes. */
function commandWords(line: string): readonly string[] {
  const words = line.match(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g) ?? [];
  return words.map((word) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? ""),
  );
}
