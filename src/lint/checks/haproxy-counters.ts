/** Tracking counters: rules name them by numbers below `tune.stick-counters`. */
import type { Rule } from "../../ast/haproxy/statement.ts";
import { isStatic } from "../../ast/word.ts";
import type { Node } from "../../model/cluster.ts";
import { wrapped } from "../../schema/types/numbers.ts";
import { compareVersions } from "../../schema/version.ts";
import { placeIn } from "../place.ts";
import type { MakeLineCheck } from "./finding.ts";

/** What haproxy has where nothing is said. */
const usualCounters = 3;

export const countersCheck: MakeLineCheck = (document, node, found) => {
  const { haproxy: target } = node.targets;
  // Before 2.8 the number was fixed when the program was built.
  const isFixed = target !== undefined && compareVersions(target, "2.8") < 0;
  let limit: number | undefined;
  return {
    line(statement) {
      if (isFixed || !("actionName" in statement)) return;
      const counter = counterOf(statement);
      if (counter === undefined || statement.action === undefined) return;
      limit ??= countersOf(node);
      if (counter < limit) return;
      const { value } = statement.action;
      const message =
        limit === 0
          ? `${value}: there are no tracking counters, because tune.stick-counters is 0`
          : `${value}: tracking counters go from 0 to ${limit - 1}; tune.stick-counters in global says how many there are`;
      found({ rule: "haproxy/invalid-value", place: placeIn(document, statement.action), message });
    },
  };
};

/** The number of the counter that an action uses. */
function counterOf({ actionName = "", action }: Rule): number | undefined {
  if (!actionName.includes("sc") || action === undefined || !isStatic(action)) return undefined;
  const tracked = /^track-sc(\d+)$/.exec(actionName)?.[1];
  if (tracked !== undefined) return Number(tracked);
  const called = /^sc-(?:inc-gpc|set-gpt|add-gpc)[01]?\((?:\d+,)?\+?(\d+)\)/.exec(action.value)?.[1];
  return called === undefined ? undefined : wrapped(called);
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
