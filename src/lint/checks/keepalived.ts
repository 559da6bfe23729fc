/** The passes over a keepalived file, in the order they run. */
import type { KeepalivedCheck } from "./finding.ts";

export const keepalivedChecks: readonly KeepalivedCheck[] = [];
