/** Headers behind the version of `option httpchk`: `HTTP/1.1\r\nHost:\ www`. Warned of up to haproxy 2.8, refused from 2.9. */

import type { Node } from "../../model/cluster.ts";
import type { HaproxyDocument } from "../../model/document.ts";
import { ofKind, statementsIn } from "../../model/haproxy/by-kind.ts";
import type { Entry } from "../../schema/entry.ts";
import { placeIn } from "../place.ts";
import type { Finding } from "./finding.ts";
import { versionFindings } from "./version.ts";

const hiddenHeaders: Entry = {
  keyword: "A version of option httpchk with headers behind it",
  contexts: [],
  syntax: null,
  repeat: "last",
  prefixes: [],
  until: "2.9",
  deprecated: "2.2",
  replacement: "http-check send with hdr",
};

export function* checkHaproxyHttpchk(document: HaproxyDocument, node: Node): Iterable<Finding> {
  for (const section of document.ast.sections) {
    for (const item of ofKind(statementsIn(section), "Option")) {
      if (item.name?.value !== "httpchk" || item.prefix !== undefined) continue;
      const version = item.parameters[2];
      if (version?.value.includes("\r\n") === true)
        yield* versionFindings(hiddenHeaders, placeIn(document, version), "haproxy", node.targets.haproxy);
    }
  }
}
