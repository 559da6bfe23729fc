/** Facts of a whole configuration that are computed once: several rules ask for them, and a file may have thousands of sections. */
import type { HaproxyConfig } from "./config.ts";

/** Remembers what a function says of configurations. */
export function ofConfig<Answer>(answer: (config: HaproxyConfig) => Answer): (config: HaproxyConfig) => Answer {
  const known = new WeakMap<HaproxyConfig, Answer>();
  return (config) => {
    const before = known.get(config);
    if (before !== undefined) return before;
    const found = answer(config);
    known.set(config, found);
    return found;
  };
}
