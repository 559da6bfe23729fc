/** The passes over a haproxy file, in the order they run. */
import type { HaproxyCheck } from "./finding.ts";
import { checkHaproxyCounters } from "./haproxy-counters.ts";
import { checkHaproxyExpressions } from "./haproxy-expressions.ts";
import { checkHaproxyHttpchk } from "./haproxy-httpchk.ts";
import { checkHaproxySchema } from "./haproxy-schema.ts";
import { checkHaproxyWholeLines } from "./haproxy-whole-lines.ts";

export const haproxyChecks: readonly HaproxyCheck[] = [
  checkHaproxySchema,
  checkHaproxyExpressions,
  checkHaproxyWholeLines,
  checkHaproxyCounters,
  checkHaproxyHttpchk,
];
