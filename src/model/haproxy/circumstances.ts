/** What a section depends on beside its own lines: the global sections, and the defaults sections that it starts from. */
import { remembered } from "../../text/remembered.ts";
import type { HaproxyConfig, LocatedSection, Proxy } from "./config.ts";
import { isFragment, lineage } from "./inheritance.ts";
import { ofSection } from "./of-section.ts";
import { asProxy } from "./proxies.ts";

let latest = 0;
const numberOf = ofSection(() => ++latest);

/**
 * For a section the same text as long as the nodes of what it depends on are the same. Nothing for global and defaults
 * sections: what is said of those depends on the sections that start from them.
 */
export const circumstancesIn = remembered((config: HaproxyConfig) => {
  const shared = [isFragment(config), ...config.globals.map(numberOf)].join();
  const known = new Map<Proxy | undefined, string>();
  return (located: LocatedSection): string | undefined => {
    const { type } = located.section;
    if (type === "global" || type === "defaults") return undefined;
    const defaults = asProxy(located)?.defaults;
    let text = known.get(defaults);
    if (text === undefined) {
      text = [shared, ...(defaults === undefined ? [] : lineage(defaults).map(numberOf))].join(";");
      known.set(defaults, text);
    }
    return text;
  };
});
