import type { Statement } from "../../../ast/haproxy/statement.ts";
import type { Node } from "../../../model/cluster.ts";
import { linesWithout, type MeaningLine, type MeaningSection, meaningOf } from "../../../model/haproxy/meaning.ts";
import { instanceWith } from "../../cluster/example.ts";
import { related, someOf } from "../../cluster/members.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

const vrrp = (priority: number) => instanceWith("virtual_router_id 51", `priority ${priority}`);
const app = (...servers: readonly string[]) =>
  `backend app\n  timeout server 30s\n${servers.map((one) => `  server ${one}\n`).join("")}`;

export default defineRule({
  id: "cluster/haproxy-config-drift",
  since: "0.1.0",
  severity: "warning",
  scope: "cluster",
  fix: "none",
  summary: "The HAProxy configurations of two nodes differ in meaning.",
  why: `
After a failover the other node answers, and behaves as its own file says: an old server, another limit, a missing rule. What is meant to differ (names of nodes and peers, the node's own addresses, threads)
is not compared, and times and sizes are compared by value.
`,
  messages: {
    lines: "{section} differs from {node}'s: {what}",
    missing: "{node} has {section}, this node has not: a failover loses it",
  },
  examples: () => [
    {
      title: "a server on one node only",
      files: {
        "lb01/keepalived.conf": vrrp(101),
        "lb01/haproxy.cfg": app("a 192.0.2.20:80", "b 192.0.2.21:80"),
        "lb02/keepalived.conf": vrrp(100),
        "lb02/haproxy.cfg": app("a 192.0.2.20:80"),
      },
      expect: ["lb02/haproxy.cfg:1:1 lines"],
    },
    {
      title: "a backend on one node only",
      files: {
        "lb01/keepalived.conf": vrrp(101),
        "lb01/haproxy.cfg": `${app("a 192.0.2.20:80")}backend api\n  server s 192.0.2.30:80\n`,
        "lb02/keepalived.conf": vrrp(100),
        "lb02/haproxy.cfg": app("a 192.0.2.20:80"),
      },
      expect: ["lb02/haproxy.cfg:1:1 missing"],
    },
    {
      title: "30s and 30000, and another layout",
      files: {
        "lb01/keepalived.conf": vrrp(101),
        "lb01/haproxy.cfg": app("a 192.0.2.20:80"),
        "lb02/keepalived.conf": vrrp(100),
        "lb02/haproxy.cfg": "# second node\nbackend app\n  timeout server 30000\n  server a   192.0.2.20:80\n",
      },
      expect: [],
    },
    {
      title: "options in another order, an IPv6 address in another spelling, and each node's own source",
      files: {
        "lb01/keepalived.conf": vrrp(101),
        "lb01/haproxy.cfg": `${app("a [2001:db8::20]:80 check inter 2s weight 3")}  source 192.0.2.1\n`,
        "lb02/keepalived.conf": vrrp(100),
        "lb02/haproxy.cfg": `${app("a [2001:DB8:0::20]:80 weight 3 check inter 2000")}  source 192.0.2.2\n`,
      },
      expect: [],
    },
    {
      title: "the name that each node's statistics page shows",
      files: {
        "lb01/keepalived.conf": vrrp(101),
        "lb01/haproxy.cfg": `${app("a 192.0.2.20:80")}  stats show-node lb01\n`,
        "lb02/keepalived.conf": vrrp(100),
        "lb02/haproxy.cfg": `${app("a 192.0.2.20:80")}  stats show-node lb02\n`,
      },
      expect: [],
    },
    {
      title: "an option twice, the other way round",
      files: {
        "lb01/keepalived.conf": vrrp(101),
        "lb01/haproxy.cfg": app("a 192.0.2.20:80 weight 3 weight 5"),
        "lb02/keepalived.conf": vrrp(100),
        "lb02/haproxy.cfg": app("a 192.0.2.20:80 weight 5 weight 3"),
      },
      expect: ["lb02/haproxy.cfg:1:1 lines"],
    },
    {
      title: "a listen section on the second node only",
      files: {
        "lb01/keepalived.conf": vrrp(101),
        "lb01/haproxy.cfg": app("a 192.0.2.20:80"),
        "lb02/keepalived.conf": vrrp(100),
        "lb02/haproxy.cfg": `${app("a 192.0.2.20:80")}listen api\n  bind :8080\n  server s 192.0.2.30:80\n`,
      },
      expect: ["lb01/haproxy.cfg:1:1 missing"],
    },
    {
      title: "an empty section on the second node only",
      files: {
        "lb01/keepalived.conf": vrrp(101),
        "lb01/haproxy.cfg": app("a 192.0.2.20:80"),
        "lb02/keepalived.conf": vrrp(100),
        "lb02/haproxy.cfg": `defaults\n${app("a 192.0.2.20:80")}`,
      },
      expect: [],
    },
  ],
  options: {
    ignore: { default: [] as readonly string[], about: "Keywords that are meant to differ between these nodes." },
  },
  check({ cluster, report, options }) {
    const nodes = cluster.nodes.flatMap((node) =>
      node.haproxy === undefined ? [] : { node, meaning: comparable(meaningOf(node.haproxy), options.ignore) },
    );
    const [first, ...others] = nodes.filter(({ meaning }) => meaning.size > 0);
    if (first === undefined) return;
    for (const { node, meaning } of others) {
      const missing = [...missingIn(node, meaning, first), ...missingIn(first.node, first.meaning, { node, meaning })];
      for (const { at, section, of } of missing) {
        const { name } = section;
        report("missing", at, { node: of, section: name }, { related: related(headerOf(section), `${name} of ${of}`) });
      }
      for (const [name, section] of first.meaning) {
        const own = meaning.get(name);
        if (own === undefined) continue;
        const what = describe(section, own, first.node.name);
        if (what === undefined) continue;
        report(
          "lines",
          headerOf(own),
          { section: name, node: first.node.name, what },
          {
            related: differing(section, own)
              .slice(0, 8)
              .map(({ line, side }) => ({
                ...lineOf(line),
                message: side === "there" ? `only on ${first.node.name}` : `only on ${node.name}`,
              })),
          },
        );
      }
    }
  },
});

/** The sections without the lines that are meant to differ. */
function comparable(
  meaning: ReadonlyMap<string, MeaningSection>,
  ignore: readonly string[],
): ReadonlyMap<string, MeaningSection> {
  return new Map(
    [...meaning].map(([name, section]) => {
      const lines = section.lines.filter(
        ({ isLocal, statement }) => !isLocal && !ignore.includes(statement.keyword.value),
      );
      return [name, { ...section, lines }];
    }),
  );
}

/** The sections that say something on another node and that a node does not have, with the start of its file. */
function missingIn(
  node: Node,
  own: ReadonlyMap<string, MeaningSection>,
  other: { readonly node: Node; readonly meaning: ReadonlyMap<string, MeaningSection> },
) {
  const at = startOf(node);
  if (at === undefined) return [];
  return [...other.meaning.values()]
    .filter(({ name, lines }) => lines.length > 0 && !own.has(name))
    .map((section) => ({ at, section, of: other.node.name }));
}

function startOf({ haproxyFiles }: Node) {
  const [document] = haproxyFiles;
  const section = document?.ast.sections[0];
  return document === undefined || section === undefined ? undefined : placeIn(document, section.keyword);
}

function headerOf({ located }: MeaningSection) {
  return placeIn(located.document, located.section.keyword);
}

function lineOf({ statement, section }: MeaningLine) {
  return placeIn(section.document, statement);
}

function differing(there: MeaningSection, here: MeaningSection) {
  return [
    ...linesWithout(there.lines, here.lines).map((line) => ({ line, side: "there" as const })),
    ...linesWithout(here.lines, there.lines).map((line) => ({ line, side: "here" as const })),
  ];
}

function describe(there: MeaningSection, here: MeaningSection, node: string): string | undefined {
  const missing = linesWithout(there.lines, here.lines);
  const more = linesWithout(here.lines, there.lines);
  if (missing.length === 0 && more.length === 0)
    return isReordered(there, here) ? "its rules stand in another order" : undefined;
  const parts = [
    ...(missing.length === 0 ? [] : [`only on ${node}: ${namesOf(missing)}`]),
    ...(more.length === 0 ? [] : [`only here: ${namesOf(more)}`]),
  ];
  return parts.join("; ");
}

/** Keywords with the name beside them where there is one; never a value, which may be a secret. */
function namesOf(lines: readonly MeaningLine[]): string {
  return someOf([...new Set(lines.map(({ statement }) => nameOf(statement)))]);
}

function nameOf(statement: Statement): string {
  const name = "name" in statement ? statement.name?.value : undefined;
  return name === undefined ? statement.keyword.value : `${statement.keyword.value} ${name}`;
}

/** The order matters for rules, which are read from top to bottom; for the rest it does not. */
const ordered = new Set([
  "http-request",
  "http-response",
  "http-after-response",
  "tcp-request",
  "tcp-response",
  "use_backend",
  "use-server",
  "redirect",
]);

function isReordered(there: MeaningSection, here: MeaningSection): boolean {
  const keys = ({ lines }: MeaningSection) =>
    lines.filter(({ statement }) => ordered.has(statement.keyword.value)).map(({ key }) => key);
  return keys(there).join("\n") !== keys(here).join("\n");
}
