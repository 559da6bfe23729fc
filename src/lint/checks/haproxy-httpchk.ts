/** Headers behind the version of `option httpchk`: `HTTP/1.1\r\nHost:\ www`. Warned of from haproxy 2.2, refused from 2.7. */

import type { Entry } from "../../schema/entry.ts";
import { placeIn } from "../place.ts";
import type { MakeLineCheck } from "./finding.ts";
import { versionFindings } from "./version.ts";

const hiddenHeaders: Entry = {
  keyword: "A version of option httpchk with headers behind it",
  contexts: [],
  syntax: null,
  repeat: "last",
  prefixes: [],
  until: "2.7",
  deprecated: "2.2",
  replacement: "http-check send with hdr",
};

export const httpchkCheck: MakeLineCheck = (document, node, found) => ({
  line(statement) {
    if (statement.kind !== "Option" || statement.prefix !== undefined || statement.name?.value !== "httpchk") return;
    const version = statement.arg(3);
    if (version?.value.includes("\r\n") !== true) return;
    const place = placeIn(document, version);
    for (const finding of versionFindings(hiddenHeaders, place, "haproxy", node.targets.haproxy)) found(finding);
  },
});
