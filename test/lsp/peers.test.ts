/** The built server over standard input and output: a file of a workspace folder is seen with the other nodes of its cluster. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { keepalived } from "../cli/in-process.ts";

const bin = path.resolve(import.meta.dirname, "../../dist/halint.cjs");
const built = existsSync(bin);

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly uri?: string; readonly diagnostics?: readonly { readonly code: string }[] };
}

/** One client: what it says, and the findings that it was sent last. */
class Client {
  readonly #server: ChildProcess;
  #buffer = Buffer.alloc(0);
  #heard: () => void = () => undefined;
  readonly #codes = new Map<string, readonly string[]>();

  constructor() {
    this.#server = spawn(process.execPath, [bin, "lsp", "--stdio"], { stdio: ["pipe", "pipe", "ignore"] });
    this.#server.stdout?.on("data", (chunk: Buffer) => this.#read(chunk));
  }

  say(message: object): void {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.#server.stdin?.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  /** Waits until the findings of a document fulfil something. */
  async codes(uri: string, wanted: (codes: readonly string[]) => boolean): Promise<readonly string[]> {
    for (;;) {
      const codes = this.#codes.get(uri);
      if (codes !== undefined && wanted(codes)) return codes;
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
    }
  }

  stop(): void {
    this.#server.kill();
  }

  #read(chunk: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const head = this.#buffer.indexOf("\r\n\r\n");
      const length = Number(/Content-Length: (\d+)/.exec(this.#buffer.toString("latin1", 0, Math.max(0, head)))?.[1]);
      if (head === -1 || this.#buffer.length < head + 4 + length) return;
      const message = JSON.parse(this.#buffer.toString("utf8", head + 4, head + 4 + length)) as Message;
      this.#buffer = this.#buffer.subarray(head + 4 + length);
      const { uri, diagnostics } = message.params ?? {};
      if (uri === undefined || diagnostics === undefined) continue;
      this.#codes.set(
        uri,
        diagnostics.map(({ code }) => code),
      );
      this.#heard();
    }
  }
}

describe.skipIf(!built)(`a workspace folder without halint.yaml${built ? "" : " (dist/ is not built)"}`, () => {
  const folder = mkdtempSync(path.join(tmpdir(), "halint-peers-"));
  const client = new Client();
  afterEach(() => {
    client.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("what disagrees with the other node is shown while typing, and a peer's new text when it was saved", async () => {
    const write = (node: string, text: string) => {
      mkdirSync(path.join(folder, node), { recursive: true });
      writeFileSync(path.join(folder, node, "keepalived.conf"), text);
    };
    const uri = pathToFileURL(path.join(folder, "lb01/keepalived.conf")).href;
    const text = keepalived("MASTER", 110, "s3cr3t99");
    const differs = (codes: readonly string[]) => codes.includes("cluster/auth-mismatch");
    write("lb01", text);
    write("lb02", keepalived("BACKUP", 100, "s3cr3t99"));
    client.say({
      id: 1,
      method: "initialize",
      params: { processId: null, rootUri: pathToFileURL(folder).href, capabilities: {} },
    });
    client.say({ method: "initialized", params: {} });
    client.say({
      method: "textDocument/didOpen",
      params: { textDocument: { uri, languageId: "keepalived", version: 1, text } },
    });
    expect(await client.codes(uri, () => true)).not.toContain("cluster/auth-mismatch");
    const change = (version: number, now: string) =>
      client.say({
        method: "textDocument/didChange",
        params: { textDocument: { uri, version }, contentChanges: [{ text: now }] },
      });
    change(2, text.replace("s3cr3t99", "0therpas"));
    expect(await client.codes(uri, differs)).toContain("cluster/auth-mismatch");
    // The peer follows on disk; the editor says so by saving.
    write("lb02", keepalived("BACKUP", 100, "0therpas"));
    client.say({ method: "textDocument/didSave", params: { textDocument: { uri } } });
    expect(await client.codes(uri, (codes) => !differs(codes))).not.toContain("cluster/auth-mismatch");
  });
});
