/** Wall time and peak memory of whole processes. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const gnuTime = "/usr/bin/time";

/** Reading certificates at every start of Node would be measured with each program that runs on it. */
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

/** Milliseconds, and the peak in kilobytes where GNU time is installed to tell it. */
export function measure(command) {
  const wrapped = existsSync(gnuTime) ? [gnuTime, "-f", "peak %M", ...command] : command;
  const start = process.hrtime.bigint();
  const { stderr, error } = spawnSync(wrapped[0], wrapped.slice(1), { encoding: "utf8", maxBuffer: 1 << 30, env });
  if (error) throw error;
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  const peak = /^peak (\d+)$/m.exec(stderr)?.[1];
  return { milliseconds, kilobytes: peak === undefined ? undefined : Number(peak) };
}

/** Runs the commands in turn, so many rounds; the fastest and the smallest of each. */
export function measureInTurn(commands, rounds) {
  const best = commands.map(() => ({ milliseconds: Number.POSITIVE_INFINITY, kilobytes: undefined }));
  for (let round = 0; round < rounds; round++) {
    for (const [index, command] of commands.entries()) {
      const { milliseconds, kilobytes } = measure(command);
      const known = best[index];
      known.milliseconds = Math.min(known.milliseconds, milliseconds);
      if (kilobytes !== undefined) known.kilobytes = Math.min(known.kilobytes ?? kilobytes, kilobytes);
    }
  }
  return best;
}

export function programExists(name) {
  return spawnSync(name, ["-v"]).error === undefined;
}
