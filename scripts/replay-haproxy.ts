/**
 * Gives every accepted and rejected example of the haproxy grammar to the program and prints where it disagrees.
 *
 *     node scripts/run-ts.mjs scripts/replay-haproxy.ts [--only CONTEXT[:KEYWORD]] [--explained] [COMMAND]
 *
 * COMMAND is the program, `haproxy` where none is given. Exit 0: every disagreement is explained; 1: some are not;
 * 2: the program cannot be run.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { asTexts } from "./grammar/fields.ts";
import { type RawEntry, readGrammar } from "./grammar/read.ts";
import { acceptedHere, type Explanation, rejectedHere } from "./replay/haproxy-explained.ts";
import { framed } from "./replay/haproxy-frames.ts";

interface Example {
  readonly entry: RawEntry;
  readonly context: string;
  readonly keyword: string;
  readonly text: string;
  readonly accepted: boolean;
}

interface Disagreement {
  readonly example: Example;
  readonly alerts: readonly string[];
  readonly reason?: string;
}

const { command, only, showExplained } = readArguments(process.argv.slice(2));
const version = versionOf(command);
if (version === undefined) {
  console.error(`${command}: not a haproxy that can be run`);
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "halint-replay-haproxy-"));
try {
  process.exitCode = await replay(version);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function replay(target: string): Promise<number> {
  const examples = readGrammar(process.cwd(), "haproxy").entries.flatMap((entry) => examplesOf(entry, target));
  const disagreements: Disagreement[] = [];
  let next = 0;
  let judged = 0;
  const worker = async (number: number) => {
    for (let example = examples[next++]; example !== undefined; example = examples[next++]) {
      const text = framed(example.entry, example.context, example.text);
      if (text === undefined) continue;
      judged += 1;
      const alerts = await judge(text, number);
      if ((alerts.length === 0) !== example.accepted) disagreements.push(explained(example, alerts));
    }
  };
  await Promise.all(cpus().map((_, number) => worker(number)));
  return report(target, judged, disagreements);
}

function report(target: string, judged: number, disagreements: readonly Disagreement[]): number {
  const open = disagreements.filter(({ reason }) => reason === undefined);
  for (const { example, alerts, reason } of showExplained ? disagreements : open) {
    const { file, line } = example.entry;
    const verdict = example.accepted ? "is rejected" : "is accepted";
    console.log(`${file}:${line}: \`${example.text}\` ${verdict}${reason === undefined ? "" : ` (${reason})`}`);
    if (alerts[0] !== undefined) console.log(`    ${alerts[0]}`);
  }
  for (const [reason, count] of countBy(disagreements)) console.log(`${count} explained: ${reason}`);
  console.log(`haproxy ${target}: ${judged} examples, ${open.length} disagreements without an explanation`);
  return open.length === 0 ? 0 : 1;
}

function countBy(disagreements: readonly Disagreement[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { reason } of disagreements) if (reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return counts;
}

/** The examples of an entry that this version of the program has. */
function examplesOf(entry: RawEntry, target: string): Example[] {
  const contexts = entry.fields.has("in") ? asTexts(entry.fields.get("in")?.value) : entry.fileContexts;
  const context = contexts[0] ?? "";
  const keyword = String(entry.fields.get("keyword")?.value ?? "");
  if (only !== undefined && only !== context && only !== `${context}:${keyword}`) return [];
  const bound = (name: string) => entry.fields.get(name)?.value;
  const since = bound("since");
  const until = bound("until");
  if (typeof since === "string" && older(target, since)) return [];
  const gone = typeof until === "string" && !older(target, until);
  const all = (name: string, accepted: boolean) =>
    asTexts(entry.fields.get(name)?.value).map((text) => ({ entry, context, keyword, text, accepted }));
  return [...(gone ? [] : all("accept", true)), ...all("reject", false)];
}

function explained(example: Example, alerts: readonly string[]): Disagreement {
  const table = example.accepted ? rejectedHere : acceptedHere;
  const key = `${example.context} ${example.keyword}`;
  const fits = ({ message, examples }: Explanation) =>
    (message === undefined || alerts.some((alert) => message.test(alert))) &&
    (examples === undefined || examples.includes(key) || examples.includes(`${key}: ${example.text}`));
  const reason = table.find(fits)?.reason;
  return { example, alerts, ...(reason !== undefined && { reason }) };
}

/** The program's alerts; none where it takes the configuration. Exit 2 without an alert: nothing to listen on. */
function judge(text: string, number: number): Promise<string[]> {
  const path = join(folder, `${number}.cfg`);
  writeFileSync(path, text);
  return new Promise((done) => {
    const child = spawn(command, ["-c", "-dr", "-f", path], { stdio: ["ignore", "ignore", "pipe"], timeout: 120_000 });
    let output = "";
    child.stderr.on("data", (data) => {
      output += data;
    });
    child.on("error", () => done(["the program could not be run"]));
    child.on("close", (code) => {
      const alerts = output.split("\n").filter((line) => line.startsWith("[ALERT]"));
      const accepted = code === 0 || (code === 2 && alerts.length === 0);
      done(accepted ? [] : alerts.length > 0 ? alerts : [`exit ${code}`]);
    });
  });
}

function older(one: string, other: string): boolean {
  const [major = 0, minor = 0] = one.split(".").map(Number);
  const [otherMajor = 0, otherMinor = 0] = other.split(".").map(Number);
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}

function versionOf(program: string): string | undefined {
  const { stdout } = spawnSync(program, ["-v"], { encoding: "utf8" });
  return /version (\d+\.\d+)/.exec(stdout ?? "")?.[1];
}

function readArguments(args: readonly string[]) {
  const at = args.indexOf("--only");
  const free = args.filter((arg, index) => !arg.startsWith("--") && (at < 0 || index !== at + 1));
  return {
    command: free[0] ?? "haproxy",
    only: at < 0 ? undefined : args[at + 1],
    showExplained: args.includes("--explained"),
  };
}
