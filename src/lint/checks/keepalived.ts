/** The passes over a keepalived file, in the order they run. */
import type { KeepalivedCheck } from "./finding.ts";
import { checkIncludes } from "./keepalived-includes.ts";
import { checkKeepalivedValues } from "./keepalived-values.ts";

export const keepalivedChecks: readonly KeepalivedCheck[] = [checkIncludes, checkKeepalivedValues];
