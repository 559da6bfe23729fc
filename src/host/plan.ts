/** The settings of files that are read together, as plain data that another thread can be given, and as what the linter asks. */
import path from "node:path";
import type { LintOptions } from "../api/lint.ts";
import { type ConfiguredRules, ruleSettings } from "../config/settings.ts";
import type { RuleSetting } from "../lint/engine.ts";
import { unusedSuppression } from "../lint/suppress.ts";
import type { Targets } from "../model/cluster.ts";
import type { ClusterSpec } from "../model/clusters.ts";
import { fileReader } from "./files.ts";

/** Where the settings of rules come from. */
export interface RulePlan {
  readonly cwd: string;
  /** From the command line. */
  readonly given: ReadonlyMap<string, RuleSetting>;
  /** From a halint.yaml, with the folder that its paths start from. */
  readonly configured: (ConfiguredRules & { readonly folder: string }) | undefined;
  /** Files that other clusters have too: a comment that silences nothing in this one may do so there. */
  readonly elsewhere?: readonly string[];
}

export interface Plan {
  readonly targets: Targets;
  readonly nodeTargets?: Readonly<Record<string, Targets>>;
  readonly clusters?: readonly ClusterSpec[];
  readonly rules: RulePlan;
}

/** What the linter takes, with the files of this machine. */
export function optionsOf({ rules, ...said }: Plan): LintOptions {
  return { ...said, files: fileReader(rules.cwd), setting: settingOf(rules) };
}

function settingOf({
  cwd,
  given,
  configured,
  elsewhere = [],
}: RulePlan): (rule: string, file: string) => RuleSetting | undefined {
  if (configured === undefined) return (rule) => given.get(rule);
  const shared = new Set(elsewhere);
  const byFile = new Map<string, (rule: string) => RuleSetting | undefined>();
  return (rule, file) => {
    let inConfig = byFile.get(file);
    if (inConfig === undefined) {
      inConfig = ruleSettings(configured, relativeTo(configured.folder, file, cwd));
      byFile.set(file, inConfig);
    }
    if (rule === unusedSuppression && shared.has(file)) return { severity: "off" };
    const said = inConfig(rule);
    const wanted = given.get(rule);
    return wanted === undefined ? said : { ...said, ...wanted };
  };
}

/** A path as a halint.yaml in that folder writes it. */
export function relativeTo(folder: string, file: string, cwd: string): string {
  return path.relative(folder, path.resolve(cwd, file)).split(path.sep).join("/");
}
