/** The lines of a configuration that name a program to run. */

import type { EffectiveStatement } from "../../model/keepalived/effective.ts";
import { remembered } from "../../text/remembered.ts";

const keywords = new Set([
  "script",
  "misc_path",
  "notify",
  "notify_master",
  "notify_backup",
  "notify_fault",
  "notify_stop",
  "notify_deleted",
  "notify_master_rx_lower_pri",
  "notify_up",
  "notify_down",
  "quorum_up",
  "quorum_down",
  "startup_script",
  "shutdown_script",
  "notify_fifo_script",
  "vrrp_notify_fifo_script",
  "lvs_notify_fifo_script",
]);

/** In the order of the statements, at any depth; lines without a value are left out. */
export function scriptLines(statements: readonly EffectiveStatement[]): EffectiveStatement[] {
  return statements.flatMap(keptLines);
}

const keptLines = remembered(linesIn);

function linesIn(one: EffectiveStatement): readonly EffectiveStatement[] {
  const inner = one.body === undefined ? none : one.body.flatMap(linesIn);
  return !one.entry && keywords.has(one.keyword.value) && one.args.length > 0 ? [one, ...inner] : inner;
}

const none: readonly EffectiveStatement[] = [];
