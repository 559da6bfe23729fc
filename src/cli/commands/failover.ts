/** `halint failover PATH...`: who holds each virtual address after every failure. */
import { type ExitCode, UsageError } from "../../host/io.ts";
import type { Call, Command } from "../command.ts";
import { oneOf } from "../options.ts";

export const command: Command = {
  configure(parser) {
    parser
      .argument("[path...]", "the nodes' files or folders; all clusters of halint.yaml where none is given")
      .option("--replay <case>", "replay a recorded case (JSON) on the nodes' folders instead");
  },
  run,
};

async function run(call: Call): Promise<ExitCode> {
  const { args, common, own, io } = call;
  if (typeof own.replay === "string") {
    oneOf("--format", common.format ?? "json", ["json"] as const);
    const { replayCase } = await import("./failover-replay.ts");
    const { steps, assumptions } = replayCase(own.replay, args, common.keepalivedVersion, io);
    const shown = steps.map(({ trace, ...step }) => step);
    io.out(`${JSON.stringify({ version: 1, assumptions, steps: shown, broken: [] }, undefined, 2)}\n`);
    return 0;
  }
  throw new UsageError("nothing to do");
}
