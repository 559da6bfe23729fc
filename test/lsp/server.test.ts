/** The server over a connection, as an editor talks to it. */
import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import {
  createMessageConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node.js";
import { startServer } from "../../src/lsp/server.ts";
import { badHaproxy, goodHaproxy } from "../cli/in-process.ts";

const options = { config: false, haproxyVersion: undefined, keepalivedVersion: undefined, rules: new Map() } as const;
const uri = "file:///nowhere/haproxy.cfg";

/** An editor, what it was told of the file, and its changes. */
async function connected(capabilities: object = {}) {
  const [toServer, toEditor] = [new PassThrough(), new PassThrough()];
  await startServer({ input: toServer, output: toEditor }, options, "0");
  const editor = createMessageConnection(new StreamMessageReader(toEditor), new StreamMessageWriter(toServer));
  const published: PublishDiagnosticsParams[] = [];
  let arrived = (): void => undefined;
  editor.onNotification("textDocument/publishDiagnostics", (findings: PublishDiagnosticsParams) => {
    published.push(findings);
    arrived();
  });
  editor.listen();
  await editor.sendRequest("initialize", { processId: null, rootUri: null, capabilities });
  const answered = () => new Promise<void>((resolve) => (arrived = resolve));
  const change = (version: number, text: string) =>
    editor.sendNotification("textDocument/didChange", { textDocument: { uri, version }, contentChanges: [{ text }] });
  return { editor, published, answered, change };
}

it("answers changes that come together once, for the last of them", async () => {
  const { editor, published, answered, change } = await connected();
  const opened = answered();
  void editor.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "haproxy", version: 1, text: goodHaproxy },
  });
  await opened;
  const changed = answered();
  for (let version = 2; version < 30; version++) void change(version, version % 2 ? badHaproxy : goodHaproxy);
  await changed;
  await editor.sendRequest("textDocument/documentSymbol", { textDocument: { uri } });
  expect(published).toHaveLength(2);
  expect(published[1]?.diagnostics.map(({ code }) => code)).toContain("haproxy/unknown-keyword");
  editor.dispose();
});

it("answers with the kinds of actions that are asked for", async () => {
  const { editor, answered } = await connected();
  const opened = answered();
  void editor.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "haproxy", version: 1, text: `${goodHaproxy}    server x 192.0.2.9:80 chekc\n` },
  });
  await opened;
  const line = goodHaproxy.split("\n").length - 1;
  const range = { start: { line, character: 0 }, end: { line, character: 40 } };
  const kinds = async (only?: readonly string[]) => {
    const asked = {
      textDocument: { uri },
      range,
      context: { diagnostics: [], ...(only === undefined ? {} : { only }) },
    };
    const actions = await editor.sendRequest<readonly { kind: string }[]>("textDocument/codeAction", asked);
    return [...new Set(actions.map(({ kind }) => kind))];
  };
  expect(await kinds()).toEqual(["quickfix", "source.fixAll"]);
  expect(await kinds(["quickfix"])).toEqual(["quickfix"]);
  expect(await kinds(["source"])).toEqual(["source.fixAll"]);
  expect(await kinds(["refactor"])).toEqual([]);
  editor.dispose();
});

it("asks an editor that can to watch halint.yaml and the configs", async () => {
  const { editor } = await connected({ workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } });
  const registered = new Promise((resolve) => editor.onRequest("client/registerCapability", resolve));
  void editor.sendNotification("initialized", {});
  const globs = [{ globPattern: "**/halint.yaml" }, { globPattern: "**/*.{cfg,conf}" }];
  expect(await registered).toMatchObject({
    registrations: [{ method: "workspace/didChangeWatchedFiles", registerOptions: { watchers: globs } }],
  });
  editor.dispose();
});
