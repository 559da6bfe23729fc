/** The rooms of src/ and what each may import. `test/architecture.test.ts` holds it; ARCHITECTURE.md prints it. */

export interface Room {
  readonly about: string;
  /** Other rooms; its own files are always allowed. */
  readonly rooms: readonly string[];
  /** Packages and `node:` modules; a `*` at the end fits any rest. */
  readonly packages: readonly string[];
}

const everything = ["text", "ast", "schema", "parser", "model", "failover", "lint", "emit", "report", "config", "api"];

export const rooms: Readonly<Record<string, Room>> = {
  text: { about: "bytes, spans, lines, edits, diagnostics", rooms: [], packages: [] },
  ast: { about: "node types of both languages", rooms: ["text"], packages: [] },
  schema: {
    about: "the tables of grammar/ and the matching of words against them",
    rooms: ["text", "ast"],
    packages: [],
  },
  parser: { about: "text to trees", rooms: ["text", "ast", "schema"], packages: ["chevrotain"] },
  model: {
    about: "meaning across files: nodes, names, addresses, clusters",
    rooms: ["text", "ast", "schema"],
    packages: [],
  },
  failover: { about: "the VRRP election as a model", rooms: ["text", "model"], packages: [] },
  lint: {
    about: "rules, suppression, the choice of fixes",
    rooms: ["text", "ast", "schema", "model", "failover"],
    packages: [],
  },
  emit: { about: "trees back to text: printing, formatting", rooms: ["text", "ast", "schema"], packages: [] },
  report: {
    about: "one renderer for each output format, rule pages",
    rooms: ["text", "model", "lint", "failover"],
    packages: ["diff", "get-east-asian-width", "picocolors", "string-width"],
  },
  config: { about: "halint.yaml: find, read, check", rooms: ["text", "lint", "model"], packages: ["valibot", "yaml"] },
  api: {
    about: "parsers, model, rules and reports put together: what cli, lsp and library users call",
    rooms: everything,
    packages: ["string-width"],
  },
  host: {
    about: "the machine: reading and writing files, finding a cluster's files",
    rooms: everything,
    packages: ["node:*", "tinyglobby"],
  },
  cli: {
    about: "arguments, exit codes, one file for each command",
    rooms: [...everything, "host", "lsp"],
    packages: ["node:*", "commander", "diff", "picocolors", "string-width"],
  },
  lsp: {
    about: "the language server: a connection, one file for each feature",
    rooms: [...everything, "host"],
    packages: ["node:*", "vscode-languageserver/node.js", "vscode-languageserver-textdocument"],
  },
};

/** The only file that may import a package, where one is to have it alone. */
export const doors: Readonly<Record<string, string>> = { chevrotain: "src/parser/chevrotain.ts" };

/** The only place where one of these rooms may be imported by another that is listed. */
export const bridges: Readonly<Record<string, string>> = { "cli>lsp": "src/cli/commands/lsp.ts" };
