/** What a halint.yaml means for one file: rule settings with overrides, whether it is ignored, which cluster it is in. */
import type { RuleSetting } from "../lint/engine.ts";
import type { OptionValue } from "../lint/rule.ts";
import type { Targets } from "../model/cluster.ts";
import { matchesPath } from "./path-pattern.ts";
import type { ConfigFile } from "./schema.ts";

export const configName = "halint.yaml";

/** How a program's version is written, there and on the command line. */
export const versionPattern = /^\d+\.\d+(?:\.\d+)?$/;

/** A node as halint.yaml names it. */
export interface ConfiguredNode {
  readonly cluster: string;
  readonly name: string;
  readonly files: readonly string[];
  readonly targets: Targets;
  readonly addresses: Readonly<Record<string, readonly string[]>>;
}

/** Paths are relative to the folder of halint.yaml, with `/`. */
export interface Settings {
  readonly targets: Targets;
  readonly nodes: readonly ConfiguredNode[];
  readonly format: NonNullable<ConfigFile["format"]>;
  /** What is said of rules, as plain data: `ruleSettings` reads it. */
  readonly rules: ConfiguredRules;
  setting(rule: string, path: string): RuleSetting | undefined;
  ignores(path: string): boolean;
}

export type ConfiguredRules = Pick<ConfigFile, "rules" | "overrides">;

export function settingsOf(config: ConfigFile): Settings {
  const targets = targetsOf(config.targets);
  return {
    targets,
    nodes: Object.entries(config.clusters ?? {}).flatMap(([cluster, { nodes, targets: own }]) =>
      Object.entries(nodes).map(([name, node]): ConfiguredNode => {
        return {
          cluster,
          name,
          files: node.files,
          targets: { ...targets, ...targetsOf(own), ...targetsOf("targets" in node ? node.targets : undefined) },
          addresses: ("addresses" in node ? node.addresses : undefined) ?? {},
        };
      }),
    ),
    format: config.format ?? {},
    rules: { rules: config.rules, overrides: config.overrides },
    setting: (rule, path) => ruleSettings(config, path)(rule),
    ignores: (path) => (config.ignore ?? []).some((glob) => matchesPath(glob, path)),
  };
}

/** What is said of each rule for one file. The file's path is compared once, not for every rule. */
export function ruleSettings(
  { rules, overrides = [] }: ConfiguredRules,
  path: string,
): (rule: string) => RuleSetting | undefined {
  const matching = overrides.filter(({ files }) => files.some((glob) => matchesPath(glob, path)));
  const layers = [rules, ...matching.map((override) => override.rules)].filter((layer) => layer !== undefined);
  return (rule) => {
    let found: RuleSetting | undefined;
    for (const layer of layers) found = merge(found, settingIn(layer, rule));
    return found;
  };
}

function targetsOf(targets: { haproxy?: string | undefined; keepalived?: string | undefined } | undefined): Targets {
  return {
    ...(targets?.haproxy === undefined ? {} : { haproxy: targets.haproxy }),
    ...(targets?.keepalived === undefined ? {} : { keepalived: targets.keepalived }),
  };
}

function settingIn(rules: ConfigFile["rules"], id: string): RuleSetting | undefined {
  const found = rules?.[id];
  if (found === undefined) return undefined;
  const { severity, ...options } = found;
  return { ...(severity === undefined ? {} : { severity }), options: options as Record<string, OptionValue> };
}

/** The later setting, with what it leaves open taken from the earlier. */
export function merge(before: RuleSetting | undefined, next: RuleSetting | undefined): RuleSetting | undefined {
  if (before === undefined || next === undefined) return next ?? before;
  const severity = next.severity ?? before.severity;
  return { ...(severity === undefined ? {} : { severity }), options: { ...before.options, ...next.options } };
}
