/** The output formats by name. Each is loaded when it is asked for. */
import type { Renderer } from "./report.ts";

export const renderers: ReadonlyMap<string, () => Promise<Renderer>> = new Map(
  Object.entries({
    pretty: async () => (await import("./pretty.ts")).renderPretty,
    compact: async () => (await import("./compact.ts")).renderCompact,
    json: async () => (await import("./json.ts")).renderJson,
    sarif: async () => (await import("./sarif.ts")).renderSarif,
    github: async () => (await import("./github.ts")).renderGithub,
    gitlab: async () => (await import("./gitlab.ts")).renderGitlab,
    junit: async () => (await import("./junit.ts")).renderJunit,
  }),
);
