/** The passes over a haproxy file, in the order they run. */
import type { HaproxyCheck } from "./finding.ts";
import { checkHaproxyCheckSteps } from "./haproxy-check-steps.ts";
import { checkHaproxyCounters } from "./haproxy-counters.ts";
import { checkHaproxyExpressions } from "./haproxy-expressions.ts";
import { checkHaproxyHttpchk } from "./haproxy-httpchk.ts";
import { checkHaproxyListeners } from "./haproxy-listeners.ts";
import { checkHaproxyProxies } from "./haproxy-proxies.ts";
import { checkHaproxySchema } from "./haproxy-schema.ts";
import { checkHaproxyServers } from "./haproxy-servers.ts";
import { checkHaproxySingleLines } from "./haproxy-single-lines.ts";
import { checkHaproxyWholeLines } from "./haproxy-whole-lines.ts";

export const haproxyChecks: readonly HaproxyCheck[] = [
  checkHaproxySchema,
  checkHaproxyExpressions,
  checkHaproxyWholeLines,
  checkHaproxyCounters,
  checkHaproxyHttpchk,
  checkHaproxyCheckSteps,
  checkHaproxyServers,
  checkHaproxyListeners,
  checkHaproxyProxies,
  checkHaproxySingleLines,
];
