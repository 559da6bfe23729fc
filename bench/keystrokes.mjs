/** Types into a file that the language server has open, and measures the time to the findings of each keystroke. */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";

const { createMessageConnection, StreamMessageReader, StreamMessageWriter } = createRequire(import.meta.url)(
  "vscode-jsonrpc/node",
);

/** Milliseconds from each change to the diagnostics for it. */
export async function keystrokes(halint, text, count) {
  const server = spawn(halint[0], [...halint.slice(1), "lsp", "--stdio", "--no-config"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const connection = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  let arrived = () => undefined;
  connection.onNotification("textDocument/publishDiagnostics", () => arrived());
  connection.listen();
  const next = () => new Promise((resolve) => (arrived = resolve));
  await connection.sendRequest("initialize", { processId: process.pid, rootUri: null, capabilities: {} });
  void connection.sendNotification("initialized", {});
  const uri = "file:///bench/haproxy.cfg";
  const opened = next();
  void connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "haproxy", version: 1, text },
  });
  await opened;
  const line = Math.floor(text.split("\n").length / 2);
  const figures = [];
  for (let version = 2; version < count + 2; version++) {
    const answered = next();
    const start = process.hrtime.bigint();
    void connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [
        { range: { start: { line, character: 0 }, end: { line, character: 0 } }, text: version % 2 ? "#" : " " },
      ],
    });
    await answered;
    figures.push(Number(process.hrtime.bigint() - start) / 1e6);
  }
  await connection.sendRequest("shutdown");
  void connection.sendNotification("exit");
  connection.dispose();
  return figures;
}
