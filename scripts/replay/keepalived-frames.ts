/** Where an example of the keepalived grammar stands in a whole configuration that can be given to the daemon. */

/** An example of an entry, in the first of the entry's contexts or in another. */
export interface FramedExample {
  readonly context: string;
  readonly text: string;
  /** Lines that stand before it in the same block. */
  readonly around: readonly string[];
}

const objects = `vrrp_script s1 {
    script /usr/bin/true
}
vrrp_track_process p1 {
    process sshd
}
track_file tf1 {
    file /tmp/halint-tf1
}
bfd_instance b1 {
    neighbor_ip 192.0.2.5
}
track_group tg1 {
    group {
        VI_1
    }
}
virtual_server_group vsg1 {
    192.0.2.60 80
}
`;
const instances = () => instance("VI_1", 51, 100, []) + instance("VI_2", 52, 102, []);
const globals = ["enable_script_security", "script_user root"];
const before = () => `${block("global_defs", globals)}${objects}${instances()}`;

/** The whole file around an example. */
export function framed({ context, text, around }: FramedExample): string {
  const lines = [...around, text];
  if (context === "/") return `${before()}${lines.join("\n")}\n`;
  if (context === "global_defs") return `${block("global_defs", unlessGiven(globals, lines))}${objects}${instances()}`;
  const family = families[context];
  if (family !== undefined && keywordOf(text) === "track_group")
    return `${before()}${staticLines[context] ?? ""} ${text}\n}\n`;
  if (family !== undefined) return before() + instance("VI_9", 99, 109, family(text));
  const path = context.split("/");
  return before() + (outer[path[0] ?? ""]?.(path.slice(1), lines) ?? lines.join("\n"));
}

function block(head: string, lines: readonly string[]): string {
  return `${head} {\n${lines.map((line) => line.replace(/^/gm, "    ")).join("\n")}\n}\n`;
}

const keywordOf = (line: string) => line.split(/[\s{]/)[0] ?? "";

/** The default lines whose keyword the example does not give itself. */
function unlessGiven(defaults: readonly string[], lines: readonly string[]): string[] {
  const given = new Set(lines.map(keywordOf));
  const same = (keyword: string) => aliases[keyword] ?? [keyword];
  return [...defaults.filter((line) => !same(keywordOf(line)).some((one) => given.has(one))), ...lines];
}
const aliases: Readonly<Record<string, readonly string[]>> = {
  lb_algo: ["lb_algo", "lvs_sched"],
  lb_kind: ["lb_kind", "lvs_method"],
  neighbor_ip: ["neighbor_ip", "neighbour_ip"],
  garp_interval: ["garp_interval", "gna_interval"],
  interface: ["interface", "vrf"],
  virtual_ipaddress: ["virtual_ipaddress", "no_virtual_ipaddress"],
};

function instance(name: string, id: number, host: number, lines: readonly string[]): string {
  const defaults = ["interface eth0", `virtual_router_id ${id}`];
  const addresses = `virtual_ipaddress {\n    192.0.2.${host}/24\n}`;
  const given = new Set(lines.map(keywordOf));
  const last = given.has("virtual_ipaddress") || given.has("no_virtual_ipaddress") ? [] : [addresses];
  return block(`vrrp_instance ${name}`, [...unlessGiven(defaults, lines), ...last]);
}

type Outer = (inner: readonly string[], lines: readonly string[]) => string;
const named =
  (head: string, ...defaults: string[]): Outer =>
  (_inner, lines) =>
    block(head, unlessGiven(defaults, lines));

const key = "key 1 hex:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
const outer: Readonly<Record<string, Outer>> = {
  vrrp_script: (_inner, lines) =>
    block("vrrp_script s9", unlessGiven(["script /usr/bin/true"], lines)) +
    instance("VI_9", 99, 109, ["track_script {\n    s9\n}"]),
  vrrp_track_process: named("vrrp_track_process p9", "process sshd"),
  track_file: named("track_file tf9", "file /tmp/halint-tf9"),
  vrrp_track_file: named("vrrp_track_file tf9", "file /tmp/halint-tf9"),
  track_group: named("track_group tg9", "group {\n    VI_1\n}"),
  garp_group: named("garp_group", "garp_interval 1"),
  vrrp_sync_group: named("vrrp_sync_group G9", "group {\n    VI_1\n    VI_2\n}"),
  SSL: named("SSL"),
  bfd_instance: named("bfd_instance b9", "neighbor_ip 192.0.2.6"),
  vrrp_instance: ([inner], lines) => {
    if (inner === "authentication")
      return instance("VI_9", 99, 109, [
        block(inner, unlessGiven(["auth_type PASS", "auth_pass abc"], lines)).trimEnd(),
      ]);
    if (inner === "auth_hmac")
      return instance("VI_9", 99, 109, [block(inner, unlessGiven([key, "active_key 1"], lines)).trimEnd()]);
    return instance("VI_9", 99, 109, lines);
  },
  virtual_server: ([inner, checker, ...deeper], lines) => {
    if (inner === undefined) return virtualServer(lines, []);
    if (checker === undefined) return virtualServer([], lines);
    if (deeper[0] === undefined) return virtualServer([], [checkerBlock(checker, lines)]);
    const nested = block(deeper[0], unlessGiven(deeper[0] === "url" ? ["path /"] : [], lines)).trimEnd();
    return virtualServer([], [block(checker, [nested]).trimEnd()]);
  },
};

function virtualServer(lines: readonly string[], real: readonly string[]): string {
  const server = block("real_server 192.0.2.51 80", real).trimEnd();
  return block("virtual_server 192.0.2.50 80", [
    ...unlessGiven(["protocol TCP", "lb_algo rr", "lb_kind NAT"], lines),
    server,
  ]);
}

const checkerDefaults: Readonly<Record<string, string>> = {
  MISC_CHECK: "misc_path /usr/bin/true",
  HTTP_GET: "url {\n    path /\n}",
  SSL_GET: "url {\n    path /\n}",
  FILE_CHECK: "track_file tf1",
  BFD_CHECK: "name b1",
};
function checkerBlock(checker: string, lines: readonly string[]): string {
  const usual = checkerDefaults[checker];
  return block(checker, usual === undefined ? lines : unlessGiven([usual], lines)).trimEnd();
}

/** Only static entries follow a track_group. */
const staticLines: Readonly<Record<string, string>> = {
  "address-option": "static_ipaddress {\n    192.0.2.70/24 dev eth0",
  "route-option": "static_routes {\n    203.0.113.0/24 via 192.0.2.1 dev eth0",
  "rule-option": "static_rules {\n    from 192.0.2.0/24 iif eth0 table 100 preference 1000",
};

const addresses = (line: string) => [`virtual_ipaddress {\n    ${line}\n}`];
const routes = (line: string) => [`virtual_routes {\n    ${line}\n}`];
const ipv6Words = new Set(["home", "-nodad", "mngtmpaddr"]);
const ipv6Route = new Set(["from", "expires", "pref", "inet6"]);

/** Words inside a line of a value block. */
const families: Readonly<Record<string, (example: string) => string[]>> = {
  "address-option": (example) => {
    if (keywordOf(example) === "peer") return addresses(`192.0.2.109 ${example}`);
    if (ipv6Words.has(keywordOf(example))) return addresses(`2001:db8::9/64 ${example}`);
    return addresses(`192.0.2.109/24 ${example}`);
  },
  "route-option": (example) => {
    const word = keywordOf(example);
    const device = word === "dev" || word === "oif" || word === "nexthop" ? "" : " dev eth0";
    if (word === "nexthop") return routes(`203.0.113.0/24 no_track ${example}`);
    if (ipv6Route.has(word)) return routes(`2001:db8:9::/48 via 2001:db8::1${device} ${example}`);
    const via = word === "via" || word === "gw" ? "" : " via 192.0.2.1";
    return routes(`203.0.113.0/24${via}${device} ${example}`);
  },
  "nexthop-option": (example) => {
    const via = keywordOf(example) === "via" ? "" : "via 192.0.2.1 ";
    const device = keywordOf(example) === "dev" ? "" : "dev eth0 ";
    return routes(`203.0.113.0/24 no_track nexthop ${via}${device}${example}`);
  },
  "route-encap": (example) => routes(`203.0.113.0/24 via 192.0.2.1 dev eth0 encap ${example}`),
  "rule-option": (example) => {
    const word = keywordOf(example);
    const action = ruleActions.has(word) ? "" : " table 100";
    const preference = rulePreferences.has(word) ? "" : " preference 1000";
    const from = word === "from" ? "" : "from 192.0.2.0/24 ";
    return [`virtual_rules {\n    ${from}${example}${action}${preference}\n}`];
  },
};
const ruleActions = new Set("table lookup type goto nop blackhole unreachable prohibit l3mdev".split(" "));
const rulePreferences = new Set(["preference", "order", "priority"]);
