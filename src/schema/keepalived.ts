/** The table of the keepalived language. */
import { createTable } from "./compiled-table.ts";
import compiled from "./generated/keepalived.json" with { type: "json" };
import help from "./generated/keepalived-help.json" with { type: "json" };
import type { LanguageTable } from "./table.ts";
import { keepalivedTypes } from "./types/keepalived.ts";

export const keepalivedTable: LanguageTable = createTable("keepalived", compiled, help, keepalivedTypes);
