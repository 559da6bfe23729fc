/** What a call works on: the files that were named, those their clusters pull in, and the settings for them. */
import { statSync } from "node:fs";
import path from "node:path";
import type { LintOptions } from "../api/lint.ts";
import type { InputFile } from "../api/workspace.ts";
import { findConfig } from "../config/find.ts";
import { type ConfiguredNode, configName, type Settings } from "../config/settings.ts";
import type { RuleSetting } from "../lint/engine.ts";
import { registry } from "../lint/generated/registry.ts";
import type { Targets } from "../model/cluster.ts";
import { isSupported, supportedVersions } from "../schema/version.ts";
import { addAll } from "../text/lists.ts";
import { nearestOf } from "../text/nearest.ts";
import { groupByCluster, neighbourhoods } from "./groups.ts";
import { readInputs } from "./inputs.ts";
import { type Io, UsageError } from "./io.ts";
import { optionsOf, type Plan, relativeTo } from "./plan.ts";

/** What a call says of its files, besides their names. */
export interface SessionOptions {
  /** A halint.yaml; false for none; undefined: search upwards from each file. */
  readonly config: string | false | undefined;
  readonly nodes: readonly { readonly name: string; readonly path: string }[];
  readonly haproxyVersion: string | undefined;
  readonly keepalivedVersion: string | undefined;
  readonly rules: ReadonlyMap<string, RuleSetting>;
  /** The name of what is read from standard input. */
  readonly stdinFilename: string | undefined;
  /** Texts that stand for files on disk, by absolute path: what an editor has open. */
  readonly overlay?: ReadonlyMap<string, string>;
}

/** Files that are read together, with their settings. */
export interface Group {
  readonly files: readonly InputFile[];
  readonly options: LintOptions;
  /** What the options are made from. */
  readonly plan: Plan;
  /** Absent where no halint.yaml is in force. */
  readonly settings?: Settings;
}

export interface Session {
  readonly groups: readonly Group[];
  /** What the call named or found in a folder that it named, without what their clusters pull in. */
  readonly named: readonly InputFile[];
  /** Whether something could not be read; each thing was named on standard error. */
  readonly incomplete: boolean;
}

/** The nodes' own addresses that halint.yaml says, by `node/interface`. */
export function configuredAddresses({ groups }: Session): ReadonlyMap<string, readonly string[]> {
  const nodes = groups.flatMap(({ settings }) => settings?.nodes ?? []);
  return new Map(
    nodes.flatMap(({ name, addresses }) =>
      Object.entries(addresses).map(([device, list]) => [`${name}/${device}`, list]),
    ),
  );
}

/** A halint.yaml with the folder that its paths start from. */
export interface LoadedConfig {
  readonly folder: string;
  readonly settings: Settings;
}

/** Reads everything that the call names, and says on standard error what could not be read. */
export async function openSession(paths: readonly string[], common: SessionOptions, io: Io): Promise<Session> {
  checkRuleIds(common);
  const fixed =
    typeof common.config === "string" ? await loadConfig(path.resolve(io.cwd, common.config), io) : undefined;
  const here =
    fixed ?? (paths.length === 0 && common.nodes.length === 0 ? await nearestConfig(io.cwd, common, io) : undefined);
  const named = paths.length === 0 && common.nodes.length === 0 ? configuredPaths(here, io) : paths;
  if (named.length === 0 && common.nodes.length === 0) {
    throw new UsageError("no files given; try halint lb01/ lb02/, or halint --help");
  }
  const { files, problems: unread } = await readInputs(named, common, io);
  const problems = [...unread];
  const byConfig = new Map<LoadedConfig | undefined, InputFile[]>();
  const configs = new Map<string, LoadedConfig | undefined>();
  for (const file of files) {
    const folder = path.dirname(path.resolve(io.cwd, file.path));
    if (!configs.has(folder)) configs.set(folder, fixed ?? (await nearestConfig(folder, common, io)));
    const config = configs.get(folder);
    const list = byConfig.get(config) ?? [];
    list.push(file);
    byConfig.set(config, list);
  }
  const groups: Group[] = [];
  for (const [config, list] of byConfig) {
    if (config === undefined) {
      const plan = planOf(common, undefined, io);
      const options = optionsOf(plan);
      for (const part of neighbourhoods(list, io.cwd)) groups.push({ files: part, options, plan });
    } else addAll(groups, await configuredGroups(config, list, common, problems, io));
  }
  for (const message of new Set([...problems, ...groups.flatMap(unknownVersions)])) io.err(`halint: ${message}\n`);
  return { groups, named: files, incomplete: problems.length > 0 };
}

/** What is said of versions whose keywords stand in no manual that the grammar was made from. */
function unknownVersions({ plan: { targets, nodeTargets } }: Group): string[] {
  const all = [targets, ...Object.values(nodeTargets ?? {})];
  return all.flatMap((target) =>
    (["haproxy", "keepalived"] as const).flatMap((language) => {
      const version = target[language];
      if (version === undefined || isSupported(language, version)) return [];
      const known = supportedVersions[language];
      return [`${language} ${version}: only ${known[0]} to ${known.at(-1)} are known, and what is said may be wrong`];
    }),
  );
}

async function configuredGroups(
  config: LoadedConfig,
  files: readonly InputFile[],
  common: SessionOptions,
  problems: string[],
  io: Io,
): Promise<readonly Group[]> {
  const kept = files.filter((file) => !config.settings.ignores(relativeTo(config.folder, file.path, io.cwd)));
  const clusters = await groupByCluster(kept, config, common, io);
  addAll(problems, clusters.problems);
  const shared = planOf(common, config, io);
  return clusters.groups.map(({ files: members, cluster, nodes, shared: elsewhere }) => {
    const rules = elsewhere.length === 0 ? shared.rules : { ...shared.rules, elsewhere };
    const plan = { ...shared, rules, ...clusterPlan(cluster, nodes, common) };
    return { files: members, options: optionsOf(plan), plan, settings: config.settings };
  });
}

/** What halint.yaml says of one cluster: who is in it, and which versions its nodes run. */
function clusterPlan(
  cluster: string | undefined,
  nodes: readonly ConfiguredNode[],
  common: SessionOptions,
): Partial<Plan> {
  if (cluster === undefined || nodes.length === 0) return {};
  return {
    clusters: [{ name: cluster, nodes: nodes.map(({ name }) => name) }],
    nodeTargets: Object.fromEntries(nodes.map(({ name, targets }) => [name, { ...targets, ...givenTargets(common) }])),
  };
}

/** The versions of the command line. */
function givenTargets(common: SessionOptions): Targets {
  return {
    ...(common.haproxyVersion === undefined ? {} : { haproxy: common.haproxyVersion }),
    ...(common.keepalivedVersion === undefined ? {} : { keepalived: common.keepalivedVersion }),
  };
}

function configuredPaths(config: LoadedConfig | undefined, io: Io): readonly string[] {
  if (config === undefined) return [];
  return config.settings.nodes.flatMap(({ files }) =>
    files.map((file) => displayed(path.join(config.folder, file), io)),
  );
}

/** How a path is shown: relative to the current folder where it lies below it, which everything does below the root. */
export function displayed(absolute: string, io: Io): string {
  if (path.parse(io.cwd).root === io.cwd) return absolute;
  const relative = path.relative(io.cwd, absolute);
  return relative.startsWith("..") || path.isAbsolute(relative) ? absolute : relative;
}

function planOf(common: SessionOptions, config: LoadedConfig | undefined, { cwd }: Io): Plan {
  return {
    targets: { ...config?.settings.targets, ...givenTargets(common) },
    rules: {
      cwd,
      given: common.rules,
      configured: config === undefined ? undefined : { ...config.settings.rules, folder: config.folder },
    },
  };
}

/** A rule that does not exist cannot be switched off: it was most likely misspelt. */
function checkRuleIds(common: SessionOptions): void {
  for (const id of common.rules.keys()) {
    if (registry.some((rule) => rule.id === id)) continue;
    const near = nearestOf(
      id,
      registry.map((rule) => rule.id),
    );
    throw new UsageError(`--rule: no rule is called '${id}'${near === undefined ? "" : `; did you mean ${near}?`}`);
  }
}

/** A config is read once for each `Io`; an editor starts a new one when a halint.yaml changes. */
const loadedBy = new WeakMap<Io, Map<string, Promise<LoadedConfig>>>();

async function nearestConfig(folder: string, common: SessionOptions, io: Io): Promise<LoadedConfig | undefined> {
  if (common.config === false) return undefined;
  const found = findConfig(folder.split(path.sep).join("/"), (file) => {
    return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  });
  return found === undefined ? undefined : loadConfig(path.join(found, configName), io);
}

function loadConfig(file: string, io: Io): Promise<LoadedConfig> {
  const loaded = loadedBy.get(io) ?? new Map<string, Promise<LoadedConfig>>();
  loadedBy.set(io, loaded);
  const known = loaded.get(file);
  if (known !== undefined) return known;
  const loading = import("./load-config.ts").then((module) =>
    module.loadConfigFile(file, displayed(file, io), registry),
  );
  loaded.set(file, loading);
  return loading;
}
