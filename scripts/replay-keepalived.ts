/**
 * Gives every example of the keepalived grammar and of the keepalived rules to `keepalived -t`, in a network namespace
 * that has the interfaces, and prints where the daemon judges otherwise. Explained disagreements are counted.
 * `node scripts/run-ts.mjs scripts/replay-keepalived.ts [--keepalived PROGRAM] [--only TEXT] [--verbose]`; needs root.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { registry } from "../src/lint/generated/registry.ts";
import { keepalivedTypes } from "../src/schema/types/keepalived.ts";
import { isKnownIn } from "../src/schema/version.ts";
import { compileGrammar } from "./grammar/compile.ts";
import { readGrammar } from "./grammar/read.ts";
import { type Explanation, reportedHere, silentHere } from "./replay/keepalived-explained.ts";
import { framed } from "./replay/keepalived-frames.ts";

interface Case {
  /** What explanations name: `context keyword`, or the rule's id. */
  readonly subject: string;
  readonly text: string;
  /** Whether halint takes it. */
  readonly accepted: boolean;
  readonly files: Readonly<Record<string, string>>;
  readonly main: string;
}
interface Verdict {
  readonly clean: boolean;
  readonly output: string;
}

const interfaces =
  "ip link add eth0 type veth peer name eth1; ip link add eth2 type veth peer name bond0; ip addr add 192.0.2.11/24 dev eth0; ip link set lo up; ip link set eth0 up; ip link set eth1 up";

const args = process.argv.slice(2);
const option = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const program = option("--keepalived") ?? "keepalived";
const said = spawnSync(program, ["-v"], { encoding: "utf8" });
const version = /Keepalived v(\d+\.\d+\.\d+)/.exec(`${said.stdout}${said.stderr}`)?.[1];

if (version === undefined) console.log(`skipped: ${program} is not installed`);
else {
  const only = option("--only") ?? "";
  const cases = [...grammarCases(version), ...ruleCases(version)].filter(({ subject, text }) =>
    `${subject} ${text}`.includes(only),
  );
  const verdicts = runAll(cases);
  if (verdicts === undefined) console.log("skipped: a network namespace with interfaces needs root");
  else judge(cases, verdicts, version);
}

function grammarCases(target: string): Case[] {
  const { examples } = compileGrammar(readGrammar(process.cwd(), "keepalived"), keepalivedTypes);
  return examples
    .filter((entry) => isKnownIn(entry, target))
    .flatMap(({ keyword, contexts, accept, reject, around }) => {
      const [context = "/"] = contexts;
      const make = (text: string, accepted: boolean): Case => ({
        subject: `${context} ${keyword}`,
        text,
        accepted,
        files: { "keepalived.conf": framed({ context, text, around }) },
        main: "keepalived.conf",
      });
      return [...accept.map((text) => make(text, true)), ...reject.map((text) => make(text, false))];
    });
}

function ruleCases(target: string): Case[] {
  return registry
    .filter(({ id }) => id.startsWith("keepalived/"))
    .flatMap(({ id, examples }) =>
      examples().flatMap(({ title, files, expect, targets }): Case[] => {
        const [main] = Object.keys(files);
        const wanted = targets?.keepalived;
        if (main === undefined || typeof wanted === "object") return [];
        if (wanted !== undefined && !target.startsWith(wanted)) return [];
        return [{ subject: id, text: title, accepted: expect.length === 0, files, main }];
      }),
    );
}

/** All in one namespace; undefined where there can be none. */
function runAll(cases: readonly Case[]): Verdict[] | undefined {
  const folder = mkdtempSync(join(tmpdir(), "halint-replay-"));
  try {
    for (const [index, { files }] of cases.entries()) {
      for (const [name, text] of Object.entries(files)) {
        const path = join(folder, String(index), name);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
      }
    }
    const runs = cases.map(
      ({ main }, index) =>
        `setsid -w timeout 10 ${program} -t -f ${index}/${main} > ${index}.out 2>&1; echo $? > ${index}.rc`,
    );
    const script = `set +e\n${interfaces}\nip link show eth1 > /dev/null || exit 77\n${runs.join("\n")}\n`;
    writeFileSync(join(folder, "run.sh"), script);
    const { status } = spawnSync("unshare", ["-n", "sh", "run.sh"], { cwd: folder, stdio: "ignore" });
    if (status !== 0) return undefined;
    return cases.map((_, index) => {
      const output = readFileSync(join(folder, `${index}.out`), "utf8").trim();
      return { clean: output === "" && readFileSync(join(folder, `${index}.rc`), "utf8").trim() === "0", output };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function judge(cases: readonly Case[], verdicts: readonly Verdict[], target: string): void {
  const reasons = new Map<string, number>();
  let unexplained = 0;
  for (const [index, one] of cases.entries()) {
    const verdict = verdicts[index];
    if (verdict === undefined || verdict.clean === one.accepted) continue;
    const explanation = (one.accepted ? reportedHere : silentHere).find((each) => explains(each, one, verdict));
    if (explanation !== undefined) {
      reasons.set(explanation.reason, (reasons.get(explanation.reason) ?? 0) + 1);
      if (args.includes("--verbose")) console.log(`  (${explanation.reason}) ${one.subject}: ${one.text}`);
      continue;
    }
    unexplained++;
    const found = verdict.output.split("\n").slice(0, 2).join(" | ");
    console.log(
      `${one.subject}: ${one.text}: halint ${one.accepted ? "accepts" : "rejects"}, the daemon says ${found === "" ? "nothing" : found}`,
    );
  }
  for (const [reason, count] of reasons) console.log(`explained, ${count}: ${reason}`);
  console.log(`keepalived ${target}: ${cases.length} examples, ${unexplained} unexplained disagreements`);
  if (unexplained > 0) process.exitCode = 1;
}

function explains({ message, examples }: Explanation, { subject, text }: Case, { output }: Verdict): boolean {
  if (message?.test(output) === true) return true;
  return examples?.some((one) => one === subject || one === `${subject}: ${text}`) === true;
}
