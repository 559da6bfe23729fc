/** `vrrp_script`, `vrrp_track_process`, `track_file`, `bfd_instance`: what instances track. */
import { familyOf } from "../../schema/types/inet.ts";
import { withoutSuffix } from "../../schema/types/keepalived-addresses.ts";
import type { BfdInstance, Given, TrackedFile, TrackedProcess, VrrpScript } from "./config.ts";
import type { EffectiveStatement } from "./effective.ts";
import { lenientDecimal, lenientInteger } from "./numbers.ts";
import { bodyOf, firstOf, lastOf, lastReadable, named, present, readValue, textValue } from "./settings.ts";

/** keepalived counts microseconds in 32 bits. */
const longestSeconds = 4294;

export function readScript(statement: EffectiveStatement): VrrpScript {
  const body = bodyOf(statement);
  const weightLine = lastOf(body, "weight");
  return {
    ...named(statement),
    reverse: isReversed(weightLine),
    initFail: lastOf(body, "init_fail") !== undefined,
    ...present({
      script: textValue(lastOf(body, "script")),
      interval: lastReadable(body, "interval", atLeastOne),
      timeout: lastReadable(body, "timeout", atLeastOne),
      // Out of ±253 is reported and used.
      weight: readValue(weightLine, (text) => lenientInteger(text, -(2 ** 31), 2 ** 31 - 1)),
      rise: readValue(lastOf(body, "rise"), (text) => lenientInteger(text, 1, 2 ** 31 - 1) ?? 1),
      fall: readValue(lastOf(body, "fall"), (text) => lenientInteger(text, 1, 2 ** 31 - 1) ?? 1),
      user: textValue(lastOf(body, "user")),
    }),
  };
}

/** Seconds with three decimal places; 0 is taken for 1. */
function atLeastOne(text: string): number | undefined {
  const seconds = lenientDecimal(text, 3, 0, longestSeconds * 1000);
  return seconds === 0 ? 1 : seconds;
}

function isReversed(weightLine: EffectiveStatement | undefined): boolean {
  return weightLine?.args[1]?.value === "reverse";
}

export function readProcess(statement: EffectiveStatement): TrackedProcess {
  const body = bodyOf(statement);
  // A second weight is refused unless the first was 0.
  const weightLine = body.find((one) => one.keyword.value === "weight" && one.args[0]?.value !== "0");
  const delay = (keyword: string) => lastReadable(body, keyword, (text) => lenientDecimal(text, 6, 0.000001, 3600));
  const both = delay("delay");
  return {
    ...named(statement),
    reverse: isReversed(weightLine),
    ...present({
      process: textValue(firstOf(body, "process")),
      weight: readValue(weightLine ?? lastOf(body, "weight"), (text) => lenientInteger(text, -254, 254)),
      quorum: lastReadable(body, "quorum", (text) => lenientInteger(text, 1, 65535)),
      quorumMax: lastReadable(body, "quorum_max", (text) => lenientInteger(text, 0, 65535)),
      delay: both,
      terminateDelay: delay("terminate_delay") ?? both,
      forkDelay: delay("fork_delay") ?? both,
    }),
  };
}

export function readFile(statement: EffectiveStatement): TrackedFile {
  const body = bodyOf(statement);
  const weightLine = firstOf(body, "weight");
  return {
    ...named(statement),
    reverse: isReversed(weightLine),
    ...present({
      file: textValue(firstOf(body, "file")),
      weight: readValue(weightLine, (text) => lenientInteger(text, -254, 254)),
      initial: initialOf(lastOf(body, "init_file")),
    }),
  };
}

function initialOf(line: EffectiveStatement | undefined): TrackedFile["initial"] {
  if (line === undefined) return undefined;
  const words = line.args.map((word) => word.value);
  const number = words.map(Number).find((one) => Number.isInteger(one));
  return { value: number ?? 0, overwrite: words.includes("overwrite") };
}

export function readBfd(statement: EffectiveStatement): BfdInstance {
  const body = bodyOf(statement);
  const address = (text: string) => {
    const plain = withoutSuffix(text);
    return familyOf(plain) === undefined ? undefined : plain;
  };
  const weight: Given<number> | undefined = lastReadable(body, "weight", (text) => lenientInteger(text, -253, 253));
  return {
    ...named(statement),
    reverse: isReversed(lastOf(body, "weight")),
    ...present({
      neighbour: lastReadable(body, ["neighbor_ip", "neighbour_ip"], address),
      source: lastReadable(body, "source_ip", address),
      weight,
    }),
  };
}
