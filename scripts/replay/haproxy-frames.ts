/** Where an example of the haproxy grammar stands in a whole configuration that can be given to the program. */
import type { RawEntry } from "../grammar/read.ts";

/** A section and the line in it that holds the example. */
interface Frame {
  readonly section: string;
  /** A section that is needed to have the first one checked to the end. */
  readonly user?: string;
  /** Lines of the section before the example. */
  readonly before?: readonly string[];
  readonly line: (example: string) => string;
}

const plain = (example: string) => example;
const after = (words: string) => (example: string) => `${words} ${example}`;

/** A proxy that takes part in everything: it listens, has a server, and speaks HTTP. */
const proxy = (line: Frame["line"], ...before: string[]): Frame => ({
  section: "listen t",
  before: ["mode http", "bind 127.0.0.1:18080", "server t1 192.0.2.1:80", ...before],
  line,
});
/** The same with what rules may refer to in their own proxy. */
const ruled = (line: Frame["line"]): Frame =>
  proxy(
    line,
    "stick-table type ip size 1k store gpc0,gpc1,gpt0,http_req_rate(10s),conn_cur",
    "declare capture request len 10",
    "declare capture response len 10",
    "filter bwlim-out slow default-limit 1m default-period 1s",
    "filter cache static",
  );
const backend = (line: Frame["line"], ...before: string[]): Frame => ({
  section: "backend t",
  before: ["mode http", ...before],
  line,
});
const frontend = (line: Frame["line"]): Frame => ({ section: "frontend t", before: ["mode http"], line });
const named = (section: string, ...before: string[]): Frame => ({ section, before, line: plain });

const frames: Readonly<Record<string, Frame>> = {
  section: { section: "", line: plain },
  global: named("global"),
  // What defaults hold is checked to the end only where a proxy uses them.
  defaults: { ...named("defaults t", "mode http"), user: "frontend u from t" },
  frontend: frontend(plain),
  backend: backend(plain),
  listen: proxy(plain),
  userlist: named("userlist t"),
  peers: named("peers t"),
  mailers: named("mailers t"),
  resolvers: named("resolvers t"),
  cache: named("cache t", "total-max-size 4"),
  ring: named("ring t"),
  "http-errors": named("http-errors t"),
  "fcgi-app": named("fcgi-app t", "docroot /var/www"),
  "log-forward": named("log-forward t", "bind 127.0.0.1:11514"),
  "log-profile": named("log-profile t"),
  "crt-store": named("crt-store t"),
  traces: named("traces"),
  acme: named("acme t", "directory https://acme.example.org/directory"),
  healthcheck: named("healthcheck t"),
  program: named("program t"),
  namespace_list: named("namespace_list"),
  "bind-option": frontend(after("bind 127.0.0.1:18080")),
  "crt-list-option": { section: "frontend t", line: after("ssl-f-use") },
  "certificate-option": { section: "crt-store t", line: after("load crt /nonexistent.pem generate-dummy on") },
  "server-option": backend(after("server t1 192.0.2.1:80")),
  "default-bind-ssl-option": { section: "global", line: after("ssl-default-bind-options") },
  "default-server-ssl-option": { section: "global", line: after("ssl-default-server-options") },
  "global-stats": { section: "global", line: after("stats") },
  option: proxy(after("option")),
  timeout: proxy(after("timeout")),
  stats: proxy(after("stats")),
  compression: proxy(after("compression")),
  "cookie-option": proxy(after("cookie SRV insert")),
  "proxy-mode": { section: "backend t", line: after("mode") },
  "balance-algorithm": backend(after("balance")),
  "fcgi-option": { section: "fcgi-app t", before: ["docroot /var/www"], line: after("option") },
  "log-forward-option": { section: "log-forward t", before: ["bind 127.0.0.1:11514"], line: after("option") },
  "healthcheck-type": { section: "healthcheck t", line: after("type") },
  "trace-setting": { section: "traces", line: after("trace h1") },
  predicate: { section: "global", line: (example) => `.if ${example}\n  .endif` },
  fetch: ruled((example) => `acl t ${example} -m found`),
  "http-request": ruled(after("http-request")),
  "http-response": ruled(after("http-response")),
  "http-after-response": ruled(after("http-after-response")),
  "tcp-request-connection": ruled(after("tcp-request connection")),
  "tcp-request-session": ruled(after("tcp-request session")),
  "tcp-request-content": ruled(after("tcp-request content")),
  "tcp-response-content": ruled(after("tcp-response content")),
  "quic-initial": proxy(after("quic-initial")),
  "http-reply": proxy(after("http-request return content-type text/plain")),
  "http-deny": proxy(after("http-request deny")),
  redirect: proxy(after("http-request redirect location /there")),
  "static-redirect": proxy(after("redirect location /there")),
  service: proxy(after("http-request use-service")),
  "tcp-check": backend(after("tcp-check"), "option tcp-check"),
  "tcp-check-expect": backend(
    (example) => `tcp-check expect ${example}${/^!?r?(?:string|binary)/.test(example) ? "" : " string +OK"}`,
    "option tcp-check",
  ),
  "http-check": backend(after("http-check"), "option httpchk"),
  "http-check-expect": backend(after("http-check expect"), "option httpchk"),
  "http-check-send": backend(after("http-check send"), "option httpchk"),
  "check-connect": backend(after("tcp-check connect"), "option tcp-check"),
  filter: proxy(after("filter")),
  bwlim: proxy(after("filter bwlim-in t limit 1m key src table app")),
  "stick-table-option": backend(after("stick-table type ip size 1k")),
  "stick-table-data": backend(after("stick-table type ip size 1k store")),
};

/** What some keywords need before them in their section. */
const needs: Readonly<Record<string, readonly string[]>> = {
  "listen stick": ["stick-table type ip size 1k"],
};

/** A converter stands behind a fetch of the type that it takes. */
const inputs: Readonly<Record<string, string>> = {
  sint: "int(1)",
  bool: "bool(1)",
  addr: "src",
  ipv4: "src",
  ipv6: "src",
  bin: "req.payload(0,1)",
  meth: "method",
};

/** What examples may refer to. */
const world = `
defaults
  mode http
backend app
  server app1 192.0.2.1:80 check cookie a1
  stick-table type ip size 1k expire 30m store gpc0,gpt0,gpc1,http_req_rate(10s),http_err_rate(10s),conn_cur,conn_rate(10s),bytes_in_rate(10s),bytes_out_rate(10s)
backend static
  server static1 192.0.2.2:80
  stick-table type ip size 1k store gpc(5),gpt(5)
backend limits
  stick-table type ip size 1k store gpc0,bytes_in_rate(1s)
backend other
  stick-table type ip size 1k store gpc0
peers mypeers
  peer lb01 192.0.2.1:10000
resolvers dns
  nameserver one 192.0.2.53:53
userlist admins
  user tiger insecure-password scott
cache small
  total-max-size 4
cache static
  total-max-size 4
ring trace
  size 32768
http-errors site
fcgi-app php
  docroot /var/www
log-profile steps
  on any format a
`;

/** The configuration, and the text of the example's line in it; nothing where a context has no frame. */
export function framed(entry: RawEntry, context: string, example: string): string | undefined {
  const frame = context === "converter" ? converterFrame(entry) : frames[context];
  if (frame === undefined) return undefined;
  const around = texts(entry.fields.get("context-of-example")?.value);
  const first = around.findIndex((line) => sectionHeader.test(line));
  const own = (first < 0 ? around : around.slice(0, first)).map((line) => line.trim());
  const others = groups(first < 0 ? [] : around.slice(first));
  const globals = others.filter((one) => one.startsWith("global"));
  if (entry.fields.get("experimental")?.value === true) globals.unshift("global\n  expose-experimental-directives");
  if (context === "section") {
    const parts = [...globals, ...others.filter((one) => !globals.includes(one)), example, ...own.map(indented)];
    return `${parts.join("\n")}\n`;
  }
  const rest = others.filter((one) => !globals.includes(one));
  const known = new Set(others.map((one) => one.split("\n")[0]));
  const standing = groups(world.trim().split("\n")).filter((one) => !known.has(one.split("\n")[0]));
  const needed = needs[`${context} ${String(entry.fields.get("keyword")?.value)}`] ?? [];
  const lines = [...(frame.before ?? []), ...needed, ...own, frame.line(example)].map(indented);
  // Rules on responses come from defaults only into a backend.
  const isForBackends = entry.fields.get("keyword")?.value === "tcp-response";
  const users = frame.user === undefined ? [] : [isForBackends ? "backend u from t" : frame.user];
  return `${[...globals, frame.section, ...lines, ...users, ...standing, ...rest].join("\n")}\n`;
}

function converterFrame(entry: RawEntry): Frame {
  const takes = entry.fields.get("takes")?.value;
  const input = inputs[typeof takes === "string" ? takes : ""] ?? "str(a)";
  return proxy((example) => `acl t ${input},${example} -m found`);
}

const indented = (line: string) => `  ${line}`;
const sectionHeader =
  /^(global|defaults|frontend|backend|listen|userlist|peers|mailers|resolvers|cache|ring|http-errors|fcgi-app|log-forward|log-profile|crt-store|healthcheck|traces|acme|program)\b/;

/** Lines as sections: a header with what follows it. */
function groups(lines: readonly string[]): string[] {
  const found: string[] = [];
  for (const line of lines) {
    if (sectionHeader.test(line) || found.length === 0) found.push(line);
    else found.push(`${found.pop()}\n${line}`);
  }
  return found;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
}
