/** Tracking counters: rules name them by numbers below `tune.stick-counters`. */
import type { Rule } from "../../ast/haproxy/statement.ts";
import { isStatic } from "../../ast/word.ts";
import type { Node } from "../../model/cluster.ts";
import type { HaproxyDocument } from "../../model/document.ts";
import { compareVersions } from "../../schema/version.ts";
import { placeIn } from "../place.ts";
import type { Finding } from "./finding.ts";

/** What haproxy has where nothing is said. */
const usualCounters = 3;

export function* checkHaproxyCounters(document: HaproxyDocument, node: Node): Iterable<Finding> {
  const { haproxy: target } = node.targets;
  // Before 2.8 the number was fixed when the program was built.
  if (target !== undefined && compareVersions(target, "2.8") < 0) return;
  let limit: number | undefined;
  for (const section of document.ast.sections) {
    for (const item of section.body) {
      if (!("actionName" in item) || item.action === undefined || item.faulty === true) continue;
      const counter = counterOf(item);
      if (counter === undefined) continue;
      limit ??= countersOf(node);
      if (counter < limit) continue;
      const { value } = item.action;
      const message =
        limit === 0
          ? `${value}: there are no tracking counters, because tune.stick-counters is 0`
          : `${value}: tracking counters go from 0 to ${limit - 1}; tune.stick-counters in global says how many there are`;
      yield { rule: "haproxy/invalid-value", place: placeIn(document, item.action), message };
    }
  }
}

/** The number of the counter that an action uses. */
function counterOf({ actionName = "", action }: Rule): number | undefined {
  if (action === undefined || !isStatic(action)) return undefined;
  const tracked = /^track-sc(\d+)$/.exec(actionName)?.[1];
  if (tracked !== undefined) return Number(tracked);
  const called = /^sc-(?:inc-gpc|set-gpt|add-gpc)[01]?\((?:\d+,)?(\d+)\)$/.exec(action.value)?.[1];
  return called === undefined ? undefined : Number(called);
}

/** The last `tune.stick-counters` of the node's files. */
function countersOf(node: Node): number {
  let found = usualCounters;
  for (const { ast } of node.haproxyFiles) {
    for (const section of ast.sections) {
      if (section.type !== "global") continue;
      for (const item of section.body) {
        if (!("args" in item) || item.kind === "Directive" || item.keyword.value !== "tune.stick-counters") continue;
        const word = item.args[0];
        const count = word !== undefined && isStatic(word) ? Number.parseInt(word.value, 10) : Number.NaN;
        found = Number.isNaN(count) ? Number.POSITIVE_INFINITY : Math.max(count, item.branch === undefined ? 0 : found);
      }
    }
  }
  return found;
}
