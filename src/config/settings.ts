/** What a halint.yaml means for one file: rule settings with overrides, whether it is ignored, which cluster it is in. */
import type { RuleSetting } from "../lint/engine.ts";
import type { OptionValue } from "../lint/rule.ts";
import type { Targets } from "../model/cluster.ts";
import { matchesPath } from "./path-pattern.ts";
import type { ConfigFile } from "./schema.ts";

export const configName = "halint.yaml";

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
  setting(rule: string, path: string): RuleSetting | undefined;
  ignores(path: string): boolean;
}

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
    setting(rule, path) {
      const matching = (config.overrides ?? []).filter(({ files }) => files.some((glob) => matchesPath(glob, path)));
      const found = [config.rules, ...matching.map(({ rules }) => rules)].map((rules) => settingIn(rules, rule));
      return found.reduce((before, next) => merge(before, next), undefined);
    },
    ignores: (path) => (config.ignore ?? []).some((glob) => matchesPath(glob, path)),
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
