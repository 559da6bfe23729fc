import type { Statement } from "../../../ast/haproxy/statement.ts";
import type { Proxy } from "../../../model/haproxy/config.ts";
import { inForce, isModeKnown } from "../../../model/haproxy/inheritance.ts";
import { conditionOf, criterionName } from "../../haproxy/acl-tests.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

const backend = "backend a\n  mode tcp\n  server s 192.0.2.1:80\n";

export default defineRule({
  id: "haproxy/http-fetch-in-tcp-mode",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A tcp frontend chooses by the path or a header before the request has arrived.",
  why: `
In tcp mode HAProxy decides as soon as the connection is there. The request with its path and headers comes a moment later, so the condition has nothing to look at and is false: all
traffic goes to the default backend. \`mode http\` is meant, or \`tcp-request inspect-delay\` with a content rule that waits.
`,
  messages: {
    early: "{fetch} has no value when {proxy} decides: it is in mode tcp, without tcp-request inspect-delay",
  },
  examples: () => [
    {
      title: "the mode was forgotten",
      files: {
        "haproxy.cfg": `frontend web\n  mode tcp\n  bind :80\n  acl is_api path_beg /api\n  use_backend a if is_api\n${backend}`,
      },
      expect: ["haproxy.cfg:4:3 early"],
    },
    {
      title: "an anonymous condition",
      files: {
        "haproxy.cfg": `frontend web\n  mode tcp\n  bind :80\n  use_backend a if { hdr(host) -i a.example.org }\n${backend}`,
      },
      expect: ["haproxy.cfg:4:3 early"],
    },
    {
      title: "waits for the request",
      files: {
        "haproxy.cfg": `frontend web\n  mode tcp\n  bind :80\n  tcp-request inspect-delay 5s\n  tcp-request content accept if HTTP\n  use_backend a if { hdr(host) -i a.example.org }\n${backend}`,
      },
      expect: [],
    },
    {
      title: "http",
      files: {
        "haproxy.cfg": `frontend web\n  mode http\n  bind :80\n  use_backend a if { path_beg /a }\n${backend.replace("tcp", "http")}`,
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    const { haproxy } = node;
    for (const proxy of haproxy?.frontends ?? []) {
      if (haproxy === undefined || proxy.mode !== "tcp" || !isModeKnown(proxy, haproxy) || waits(proxy)) continue;
      const chosen = new Set(proxy.statements.filter(chooses).flatMap(namesOf));
      for (const statement of proxy.statements) {
        const fetch = fetchesOf(statement, chosen).find((name) => ofRequest.test(name));
        if (fetch === undefined) continue;
        report("early", placeIn(proxy.document, statement), { fetch, proxy: proxy.name });
        break;
      }
    }
  },
});

/** Fetches that read the HTTP request. */
const ofRequest =
  /^(?:path|pathq|url|url_param|urlp|base|base32|method|query|uri|hdr|shdr|cook|(?:req\.)(?:f?hdr|hdrs|cook|ver|body))(?:_|$)/;

/** A delay, or the change to http in the middle of it. */
function waits(proxy: Proxy): boolean {
  return inForce(proxy, "TcpRequest").some(
    ({ statement }) => statement.layer?.value === "inspect-delay" || statement.actionName === "switch-mode",
  );
}

function chooses(statement: Statement): boolean {
  return statement.kind === "UseBackend";
}

function namesOf(statement: Statement): readonly string[] {
  const terms = conditionOf(statement)?.alternatives.flat() ?? [];
  return terms.flatMap((term) => (term.kind === "AnonymousAcl" ? [] : [term.name.value]));
}

function fetchesOf(statement: Statement, chosen: ReadonlySet<string>): readonly string[] {
  if (statement.kind === "Acl")
    return statement.test !== undefined && chosen.has(statement.name?.value ?? "")
      ? [criterionName(statement.test)]
      : [];
  if (!chooses(statement)) return [];
  const terms = conditionOf(statement)?.alternatives.flat() ?? [];
  return terms.flatMap((term) =>
    term.kind === "AnonymousAcl" && term.test !== undefined ? [criterionName(term.test)] : [],
  );
}
