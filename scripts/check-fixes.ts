/**
 * Fixes a copy of every file that the `oracle.jsonl` of the given folders name, and holds the result against the real
 * programs: never more complaints than before, a second run changes nothing, and unfixed bytes stay as they are.
 * `node scripts/run-ts.mjs scripts/check-fixes.ts FOLDER... [--unsafe] [--every N] [--haproxy PROGRAM] [--keepalived PROGRAM]`
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fix } from "../src/api/lint.ts";
import { decodeBytes, encodeText } from "../src/text/source.ts";

interface Row {
  readonly path: string;
  readonly tool?: string;
  readonly source?: string;
  readonly replace?: { readonly line: number; readonly text: string };
}
type Language = "haproxy" | "keepalived";

/** What keeps haproxy from looking at the rest of the file: the fix only lets it read on. */
const stopsEarly = /Missing LF|unmatched|unclosed/;
/** What the file does not decide. */
const machine = /No such file|unable to (?:stat|load|open)/;

const args = process.argv.slice(2);
const take = (name: string, otherwise: string) => {
  const at = args.indexOf(name);
  return at === -1 ? otherwise : (args.splice(at, 2)[1] ?? otherwise);
};
const programs: Record<Language, string> = {
  haproxy: take("--haproxy", "haproxy"),
  keepalived: take("--keepalived", "keepalived"),
};
const every = Number(take("--every", "1"));
const unsafe = args.includes("--unsafe");
const folders = args.filter((arg) => !arg.startsWith("--"));
const scratch = mkdtempSync(join(tmpdir(), "halint-fixes-"));
const count = { files: 0, changed: 0, judged: 0, better: 0 };
const faults: string[] = [];

try {
  for (const folder of folders) checkFolder(folder);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
for (const fault of faults) console.log(fault);
console.log(
  `${count.files} files, ${count.changed} changed, ${count.judged} given to the programs, ${count.better} with fewer complaints; ${faults.length} faults`,
);
process.exit(faults.length === 0 ? 0 : 1);

function checkFolder(folder: string): void {
  const rows = readFileSync(join(folder, "oracle.jsonl"), "utf8").split("\n").filter(Boolean);
  for (const [index, line] of rows.entries()) {
    if (index % every === 0) checkRow(folder, JSON.parse(line) as Row);
  }
}

function checkRow(folder: string, row: Row): void {
  const bytes = bytesOf(folder, row);
  if (bytes === undefined) return;
  count.files++;
  const text = decodeBytes(bytes);
  if (!Buffer.from(encodeText(text)).equals(bytes))
    faults.push(`${row.path}: its bytes do not come out as they went in`);
  const language: Language = row.tool === "keepalived" || row.path.endsWith(".conf") ? "keepalived" : "haproxy";
  const name = language === "keepalived" ? "keepalived.conf" : "haproxy.cfg";
  const fixed = fixedText(name, language, text);
  if (fixed === text) return;
  count.changed++;
  if (fixedText(name, language, fixed) !== fixed) faults.push(`${row.path}: a second run changes more`);
  const before = complaints(language, bytes);
  const after = complaints(language, Buffer.from(encodeText(fixed)));
  if (before === undefined || after === undefined) return;
  count.judged++;
  if (after.length < before.length) count.better++;
  if (before.some((one) => stopsEarly.test(one))) return;
  const news = after.filter((one) => !before.includes(one) && !machine.test(one));
  // Several complaints about one line may be worded anew when the line changes.
  if (news.length === 0 || after.length <= before.length) return;
  faults.push(
    `${row.path}: ${before.length} complaints before, ${after.length} after: ${news.slice(0, 3).join(" | ")}`,
  );
}

/** The file of a row; a mutant is its source with one line replaced. */
function bytesOf(folder: string, { path, source, replace }: Row): Buffer | undefined {
  const file = join(folder, source ?? path);
  if (!existsSync(file)) return undefined;
  const bytes = readFileSync(file);
  if (replace === undefined) return bytes;
  const lines = bytes.toString("latin1").split("\n");
  lines[replace.line - 1] = Buffer.from(replace.text, "utf8").toString("latin1");
  return Buffer.from(lines.join("\n"), "latin1");
}

function fixedText(path: string, language: Language, text: string): string {
  return fix([{ path, text, language, node: "node" }], { unsafe }).texts.get(path) ?? text;
}

/** What the program says of the file, a line each; undefined where the program is not installed. */
function complaints(language: Language, bytes: Buffer): readonly string[] | undefined {
  const file = join(scratch, language === "haproxy" ? "haproxy.cfg" : "keepalived.conf");
  writeFileSync(file, bytes);
  const run =
    language === "haproxy"
      ? spawnSync(programs.haproxy, ["-c", "-dr", "-f", file], { encoding: "utf8", timeout: 20_000 })
      : spawnSync("unshare", ["-n", "sh", "-c", `${interfacesOf(bytes)} exec ${programs.keepalived} -t -f ${file}`], {
          encoding: "utf8",
          timeout: 20_000,
        });
  if (run.error !== undefined) return undefined;
  const lines = bytes.toString("utf8").split("\n");
  const said = `${run.stdout}${run.stderr}`
    .replaceAll(file, "")
    .replace(/(:|Line )(\d+)(?=[\])])/g, (_, word: string, line: string) => `${word}${lines[Number(line) - 1]?.trim()}`)
    .split("\n");
  return language === "haproxy"
    ? said.filter((line) => line.includes("[ALERT]")).map((line) => line.replace(/^\[ALERT\]\s+\(\d+\) : /, ""))
    : said.filter((line) => line.trim() !== "");
}

/** keepalived looks its interfaces up: a command that makes every one that the file may mean. */
function interfacesOf(bytes: Buffer): string {
  const names = new Set<string>();
  for (const word of bytes.toString("latin1").split(/[\s{}"]+/)) {
    if (/^[a-z][a-z0-9_.-]{1,14}$/i.test(word)) names.add(word);
  }
  const links = [...names].filter((name) => /\d$/.test(name) && !/^\d/.test(name)).slice(0, 40);
  return `${links.map((name) => `ip link add ${name} type dummy 2>/dev/null || ip link add ${name} type veth peer name peer${links.indexOf(name)} 2>/dev/null;`).join(" ")}`;
}
