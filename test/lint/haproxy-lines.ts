/** Lints one line of a proxy and says which rules report an error or a warning on it. */
import { lint } from "../../src/api/lint.ts";

export interface LineOptions {
  readonly section?: string;
  readonly target?: string;
}

const around = ["userlist admins", "  user a insecure-password b", "backend app", "  server app1 127.0.0.1:80"];

/** Findings on the line, as `severity rule`, without those about the rest of the file. */
export function findingsOn(line: string, { section = "listen web", target = "3.4" }: LineOptions = {}): string[] {
  const text = [...around, section, "  mode http", `  ${line}`, ""].join("\n");
  const at = text.indexOf(line, text.indexOf(section));
  const { diagnostics } = lint([{ path: "haproxy.cfg", text, node: "node" }], { targets: { haproxy: target } });
  return diagnostics
    .filter(({ span, rule }) => span.start >= at && span.start < at + line.length && checked.has(rule))
    .map(({ severity, rule }) => `${severity} ${rule.slice("haproxy/".length)}`);
}

const checked = new Set(
  [
    "unknown-keyword", "argument-count", "invalid-value", "incompatible-sample-type", "fetch-in-wrong-place",
    "acl-without-pattern", "keyword-newer-than-target", "removed-keyword", "misplaced-keyword",
  ].map((name) => `haproxy/${name}`),
); // biome-ignore format: a list
