/**
 * The budgets, as ratios inside one run: `npm run bench [-- --quick]`. Every pair of programs is run in turn, and the
 * fastest of each is taken, so that a busy machine disturbs both alike. Nothing here is a test.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { haproxyConfig, smallCluster } from "./inputs.mjs";
import { keystrokes } from "./keystrokes.mjs";
import { measure, measureInTurn, programExists } from "./measure.mjs";

const root = path.dirname(import.meta.dirname);
const halint = [process.execPath, path.join(root, "dist/halint.cjs")];
const quick = process.argv.includes("--quick");
const scratch = mkdtempSync(path.join(tmpdir(), "halint-bench-"));
const rows = [];

/** A line of the table: a figure, its budget in words, and whether it is met where that can be said of a number. */
function row(what, budget, figure, met) {
  const verdict = met === undefined ? "" : met ? "met" : "not met";
  rows.push({ what, budget, figure, verdict });
  console.log(`${what}: ${figure} (budget ${budget}${verdict === "" ? "" : `, ${verdict}`})`);
}

/** A ratio that has to stay within its limit. */
function ratio(what, limit, factor, details = "") {
  row(what, `${limit} ${limit === 1 ? "time" : "times"}`, `${factor.toFixed(2)} times${details}`, factor <= limit);
}

const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(2)} s`;

function writeInput(name, lines) {
  const file = path.join(scratch, name);
  writeFileSync(file, haproxyConfig(lines));
  return file;
}

function startUp() {
  const article = ["lb01", "lb02"].map((node) => path.join(root, "fixtures/article", node));
  const [empty, pair] = measureInTurn(
    [
      [process.execPath, "-e", "0"],
      [...halint, ...article, "--no-config"],
    ],
    quick ? 5 : 20,
  );
  ratio("lint the article's pair, against node -e 0", 2, pair.milliseconds / empty.milliseconds);
}

function largeFile() {
  const file = writeInput("100k.cfg", 100_000);
  const lint = [...halint, "--no-config", "--quiet", "--format", "compact", file];
  if (!programExists("haproxy")) {
    const alone = measure(lint);
    row("lint 100,000 lines", "haproxy -c, which is not installed", seconds(alone.milliseconds));
    return alone;
  }
  const [real, own] = measureInTurn([["haproxy", "-c", "-f", file], lint], quick ? 1 : 5);
  const both = `: ${seconds(own.milliseconds)} and ${seconds(real.milliseconds)}`;
  ratio("lint 100,000 lines, against haproxy -c", 1, own.milliseconds / real.milliseconds, both);
  if (own.kilobytes !== undefined && real.kilobytes !== undefined) {
    const megabytes = `: ${Math.round(own.kilobytes / 1024)} MB`;
    ratio("its peak memory, against haproxy -c", 1, own.kilobytes / real.kilobytes, megabytes);
  }
  return own;
}

function growth(hundredThousand) {
  const file = writeInput("1m.cfg", 1_000_000);
  const million = measure([...halint, "--no-config", "--quiet", "--format", "compact", file]);
  ratio("time(1,000,000 lines) / time(100,000 lines)", 12, million.milliseconds / hundredThousand.milliseconds);
}

async function editing() {
  const figures = await keystrokes(halint, haproxyConfig(10_000), quick ? 20 : 100);
  const p95 = figures.sort((a, b) => a - b)[Math.floor(figures.length * 0.95)];
  row("keystroke to diagnostics, 10,000 lines, p95", "30 ms", `${p95.toFixed(0)} ms`, p95 <= 30);
}

function manyClusters() {
  const amount = quick ? 200 : 10_000;
  const folder = path.join(scratch, "clusters");
  for (let number = 0; number < amount; number++) {
    for (const [name, text] of Object.entries(smallCluster(number))) {
      const file = path.join(folder, `c${number}`, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
  const all = measure([...halint, "--no-config", "--quiet", "--format", "compact", folder]);
  const memory = all.kilobytes === undefined ? "" : `, ${Math.round(all.kilobytes / 1024)} MB`;
  row(
    `${amount} small clusters`,
    "scales with the cores; memory bounded",
    `${seconds(all.milliseconds)} on ${cpus().length} cores${memory}`,
  );
}

try {
  startUp();
  const hundredThousand = largeFile();
  if (!quick) growth(hundredThousand);
  await editing();
  manyClusters();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

if (!quick) {
  const page = path.join(root, "bench/README.md");
  const table = [
    `Taken ${new Date().toISOString().slice(0, 10)} with Node ${process.version} on ${cpus().length} × ${cpus()[0]?.model.trim() ?? "?"}:\n`,
    "| what | budget | last figure | |",
    "| --- | --- | --- | --- |",
    ...rows.map(({ what, budget, figure, verdict }) => `| ${what} | ${budget} | ${figure} | ${verdict} |`),
  ].join("\n");
  const text = readFileSync(page, "utf8").replace(/(<!-- figures -->\n)[\s\S]*(<!-- \/figures -->)/, `$1${table}\n$2`);
  writeFileSync(page, text);
}
