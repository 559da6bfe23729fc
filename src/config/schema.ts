/** What halint.yaml may say. The JSON schema that editors use (docs/halint.schema.json) is made from this too. */
import * as v from "valibot";
import type { OptionSpecs, OptionValue } from "../lint/rule.ts";
import { versionPattern } from "./settings.ts";

/** What the schema needs of a rule. */
export interface ConfigurableRule {
  readonly id: string;
  readonly summary: string;
  readonly options?: OptionSpecs;
}

const about = <T>(text: string): v.DescriptionAction<T, string> => v.description(text);

const version = (program: string, example: string) =>
  v.pipe(
    v.union([v.string(), v.number()]),
    v.transform(String),
    v.regex(versionPattern, `expected a version such as "${example}"`),
    about(`The ${program} that will read the files, such as "${example}". `),
  );

const targets = v.pipe(
  v.strictObject({
    haproxy: v.optional(version("haproxy", "3.0")),
    keepalived: v.optional(version("keepalived", "2.2.7")),
  }),
  about("The versions that the files are written for. Without one, any supported version may accept them."),
);

const paths = v.pipe(
  v.union([v.string(), v.array(v.string())]),
  v.transform((value) => (typeof value === "string" ? [value] : value)),
  about("A file, folder or glob, or a list of them; relative to halint.yaml. Order is the order of reading."),
);

const node = v.pipe(
  v.union([
    paths,
    v.strictObject({
      files: paths,
      targets: v.optional(targets),
      addresses: v.optional(
        v.pipe(
          v.record(v.string(), v.array(v.string())),
          about("The node's own addresses by interface: `eth0: [192.0.2.11/24]`. The configs do not say them."),
        ),
      ),
    }),
  ]),
  v.transform((value) => (Array.isArray(value) ? { files: value } : value)),
  about("One load balancer: its files, or an object with files and what is known of the host."),
);

const cluster = v.pipe(
  v.strictObject({
    nodes: v.pipe(
      v.record(v.string(), node),
      about("The nodes by name; keepalived's `@host` lines are compared with it."),
    ),
    targets: v.optional(targets),
  }),
  about("Nodes that share virtual addresses. Linting one of their files reads all of them."),
);

const severity = v.picklist(["error", "warning", "info", "off"]);

function optionSchema(value: OptionValue) {
  if (typeof value === "boolean") return v.boolean();
  if (typeof value === "number") return v.number();
  if (typeof value === "string") return v.string();
  return v.array(v.string());
}

function ruleSetting(rule: ConfigurableRule) {
  const options = Object.entries(rule.options ?? {}).map(([name, { default: value, about: text }]) => {
    return [name, v.optional(v.pipe(optionSchema(value), about(text)))] as const;
  });
  const detailed = v.strictObject({ severity: v.optional(severity), ...Object.fromEntries(options) });
  return v.pipe(
    v.union([severity, detailed]),
    v.transform((value): DetailedSetting => (typeof value === "string" ? { severity: value } : value)),
    about(rule.summary),
  );
}

interface DetailedSetting {
  readonly severity?: "error" | "warning" | "info" | "off" | undefined;
  readonly [option: string]: unknown;
}

/** The schema, with a key for each rule. */
export function configSchema(rules: readonly ConfigurableRule[]) {
  const settings = v.pipe(
    v.strictObject(Object.fromEntries(rules.map((rule) => [rule.id, v.optional(ruleSetting(rule))]))),
    about(
      "A severity for a rule (`error`, `warning`, `info`, `off`), or an object with `severity` and the rule's options.",
    ),
  );
  return v.strictObject({
    $schema: v.optional(v.string()),
    targets: v.optional(targets),
    clusters: v.optional(v.pipe(v.record(v.string(), cluster), about("The clusters by name."))),
    rules: v.optional(settings),
    ignore: v.optional(v.pipe(v.array(v.string()), about("Globs of files that are never linted."))),
    overrides: v.optional(
      v.pipe(
        v.array(
          v.strictObject({
            files: v.pipe(v.array(v.string()), about("Globs of the files that this is about.")),
            rules: settings,
          }),
        ),
        about("Other rule settings for some files. Of several that match, later ones win."),
      ),
    ),
    format: v.optional(
      v.pipe(
        v.strictObject({
          indent: v.optional(
            v.pipe(
              v.union([v.literal("tab"), v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(16))]),
              about("Spaces of one level, or `tab`."),
            ),
          ),
          align: v.optional(
            v.pipe(v.boolean(), about("Align the arguments and comments of like lines that stand together.")),
          ),
          "section-blank-lines": v.optional(
            v.pipe(
              v.number(),
              v.integer(),
              v.minValue(0),
              about("Blank lines above a section or top-level block, at least."),
            ),
          ),
          "max-blank-lines": v.optional(
            v.pipe(v.number(), v.integer(), v.minValue(0), about("Blank lines that may follow each other.")),
          ),
          "line-ending": v.optional(
            v.pipe(v.picklist(["keep", "lf", "crlf"]), about("`keep` uses what the file has most.")),
          ),
        }),
        about("How halint fmt writes files."),
      ),
    ),
  });
}

export type ConfigFile = v.InferOutput<ReturnType<typeof configSchema>>;
