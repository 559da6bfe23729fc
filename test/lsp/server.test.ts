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
async function connected() {
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
  await editor.sendRequest("initialize", { processId: null, rootUri: null, capabilities: {} });
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
