/** The connection: what the protocol asks is handed to the feature files, and findings are sent after each change. */
import type { Connection, InitializeResult } from "vscode-languageserver/node.js";
import { TextDocument } from "vscode-languageserver-textdocument";
import { configName } from "../config/settings.ts";
import { haproxyTable } from "../schema/haproxy.ts";
import { keepalivedTable } from "../schema/keepalived.ts";
import { codeActionsOf } from "./code-actions.ts";
import { completionsAt } from "./completion.ts";
import { definitionAt, referencesAt } from "./definition.ts";
import { diagnosticsOf } from "./diagnostics.ts";
import { formattingOf } from "./formatting.ts";
import { hoverAt } from "./hover.ts";
import { Project, type ServerOptions } from "./project.ts";
import { incrementalSync } from "./protocol.ts";
import type { FileState, Snapshot } from "./snapshot.ts";
import { symbolsOf } from "./symbols.ts";

export interface ServerStreams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** Serves one editor until it leaves; resolves once it listens. */
export async function startServer(
  { input, output }: ServerStreams,
  options: ServerOptions,
  version: string,
): Promise<void> {
  const protocol = await import("vscode-languageserver/node.js");
  const { createConnection, ProposedFeatures, TextDocuments } = protocol;
  const connection = createConnection(ProposedFeatures.all, input, output);
  const project = new Project(options, (message) => connection.console.warn(message.trim()));
  const linter = new Linter(connection, project);
  connection.onInitialize(({ workspaceFolders, rootUri, capabilities: { workspace } }): InitializeResult => {
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration === true) {
      connection.onInitialized(() => {
        void connection.client.register(protocol.DidChangeWatchedFilesNotification.type, { watchers });
      });
    }
    project.setFolders(workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri]));
    return { serverInfo: { name: "halint", version }, capabilities };
  });
  const documents = new TextDocuments(TextDocument);
  documents.onDidChangeContent(({ document }) => {
    project.set(document.uri, document.getText());
    linter.soon();
  });
  documents.onDidSave(() => {
    // Not every editor watches files.
    project.forgetConfigs();
    linter.soon();
  });
  documents.onDidClose(({ document }) => {
    project.close(document.uri);
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    linter.soon();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    if (changes.every(({ uri }) => !uri.endsWith(`/${configName}`))) project.forgetPeers();
    else project.forgetConfigs();
    linter.soon();
  });
  answer(connection, linter);
  documents.listen(connection);
  connection.listen();
}

/** What an editor is asked to tell of: settings, and files of the other nodes. */
const watchers = [{ globPattern: `**/${configName}` }, { globPattern: "**/*.{cfg,conf}" }];

const capabilities: InitializeResult["capabilities"] = {
  textDocumentSync: incrementalSync,
  codeActionProvider: { codeActionKinds: ["quickfix", "source.fixAll"] },
  hoverProvider: true,
  completionProvider: { resolveProvider: true, triggerCharacters: [" "] },
  documentSymbolProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
};

function answer(connection: Connection, linter: Linter): void {
  const inFile = async <T>(uri: string, otherwise: T, use: (file: FileState, snapshot: Snapshot) => T): Promise<T> => {
    const snapshot = await linter.current();
    const file = snapshot.byUri(uri);
    return file === undefined ? otherwise : use(file, snapshot);
  };
  connection.onCodeAction(({ textDocument, range, context }) => {
    return inFile(textDocument.uri, [], (file, snapshot) => codeActionsOf(file, range, snapshot, context.only));
  });
  connection.onHover(({ textDocument, position }) => {
    return inFile(textDocument.uri, null, (file) => hoverAt(file, file.lines.offset(position)) ?? null);
  });
  connection.onCompletion(({ textDocument, position }) => {
    return inFile(textDocument.uri, [], (file) => completionsAt(file, file.lines.offset(position)));
  });
  connection.onCompletionResolve((item) => {
    const { language, context } = (item.data ?? {}) as { language?: string; context?: string };
    const table = language === "keepalived" ? keepalivedTable : haproxyTable;
    const help = context === undefined ? undefined : table.help(context, item.label);
    return help === undefined ? item : { ...item, documentation: help };
  });
  connection.onDocumentFormatting(({ textDocument, options }) => {
    return inFile(textDocument.uri, [], (file) => formattingOf(file, options));
  });
  connection.onDocumentRangeFormatting(({ textDocument, options, range }) => {
    return inFile(textDocument.uri, [], (file) => formattingOf(file, options, range));
  });
  connection.onDocumentSymbol(({ textDocument }) => inFile(textDocument.uri, [], symbolsOf));
  connection.onDefinition(({ textDocument, position }) => {
    return inFile(textDocument.uri, [], (file, snapshot) => definitionAt(file, file.lines.offset(position), snapshot));
  });
  connection.onReferences(({ textDocument, position, context }) => {
    return inFile(textDocument.uri, [], (file, snapshot) => {
      return referencesAt(file, file.lines.offset(position), snapshot, context.includeDeclaration);
    });
  });
}

/** The connection hands over one message in each turn of the event loop. */
const turnsPerMessage = 1;

/**
 * Lints when all that has arrived is read, so that changes that come together are answered once, one run at a time, and sends what
 * it found for every open file.
 */
class Linter {
  readonly #connection: Connection;
  readonly #project: Project;
  #waiting: NodeJS.Immediate | undefined;
  #wanted = 0;
  #done = 0;
  #snapshot: Snapshot | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(connection: Connection, project: Project) {
    this.#connection = connection;
    this.#project = project;
  }

  soon(): void {
    this.#wanted++;
    this.#wait(turnsPerMessage + 1, () => this.#start());
  }

  #wait(turns: number, then: () => void): void {
    clearImmediate(this.#waiting);
    this.#waiting = setImmediate(turns === 1 ? then : () => this.#wait(turns - 1, then));
  }

  /** What holds for the texts as they are now. */
  async current(): Promise<Snapshot> {
    if (this.#done !== this.#wanted || this.#snapshot === undefined) {
      clearImmediate(this.#waiting);
      this.#start();
      await this.#running;
    }
    return this.#snapshot ?? this.#project.lint();
  }

  #start(): void {
    this.#running = this.#running.then(() => this.#run());
  }

  async #run(): Promise<void> {
    const target = this.#wanted;
    if (target === this.#done) return;
    try {
      const snapshot = await this.#project.lint();
      this.#snapshot = snapshot;
      const open = new Set(this.#project.openUris);
      for (const uri of open) {
        const file = snapshot.byUri(uri);
        const diagnostics = file === undefined ? [] : diagnosticsOf(file, snapshot, (one) => open.has(one));
        void this.#connection.sendDiagnostics({ uri, diagnostics });
      }
    } catch (error) {
      // The message may hold text of the file, the stack does not.
      const place = error instanceof Error ? (error.stack ?? "").split("\n").slice(1, 6).join("\n") : "";
      this.#connection.console.error(`halint: this is a bug in halint, not in your files\n${place}`);
    }
    this.#done = target;
  }
}
