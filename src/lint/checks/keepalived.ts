/** The passes over a keepalived file, in the order they run. */
import type { KeepalivedCheck } from "./finding.ts";
import { checkKeepalivedValues } from "./keepalived-values.ts";

export const keepalivedChecks: readonly KeepalivedCheck[] = [checkKeepalivedValues];
