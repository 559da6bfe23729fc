/** The table of the haproxy language. */
import { createTable } from "./compiled-table.ts";
import compiled from "./generated/haproxy.json" with { type: "json" };
import help from "./generated/haproxy-help.json" with { type: "json" };
import type { LanguageTable } from "./table.ts";
import { haproxyTypes } from "./types/haproxy.ts";

export const haproxyTable: LanguageTable = createTable("haproxy", compiled, help, haproxyTypes);
