/** The output formats by name. */
import { renderCompact } from "./compact.ts";
import { renderGithub } from "./github.ts";
import { renderGitlab } from "./gitlab.ts";
import { renderJson } from "./json.ts";
import { renderJunit } from "./junit.ts";
import { renderPretty } from "./pretty.ts";
import type { Renderer } from "./report.ts";
import { renderSarif } from "./sarif.ts";

export const renderers: ReadonlyMap<string, Renderer> = new Map(
  Object.entries({
    pretty: renderPretty,
    compact: renderCompact,
    json: renderJson,
    sarif: renderSarif,
    github: renderGithub,
    gitlab: renderGitlab,
    junit: renderJunit,
  }),
);
