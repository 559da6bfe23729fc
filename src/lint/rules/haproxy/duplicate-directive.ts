import type { LinePart } from "../../../ast/haproxy/layout.ts";
import type { Statement, StatementKind } from "../../../ast/haproxy/statement.ts";
import { areExclusive, isRead } from "../../../model/haproxy/branches.ts";
import type { LocatedSection } from "../../../model/haproxy/config.ts";
import type { Entry } from "../../../schema/entry.ts";
import { haproxyTable } from "../../../schema/haproxy.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/duplicate-directive",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A directive that counts once stands twice in a section.",
  why: `
Of most settings the last line wins, and HAProxy says nothing: the first \`mode\`, \`balance\` or \`default_backend\` of a section is dead text that reads as if
it were in force. Of some, in the global section, the first is kept. A second \`stick-table\` is refused.
`,
  messages: {
    last: "{keyword} stands twice in this section: only this line counts",
    first: "{keyword} stands twice: haproxy keeps the first line and ignores this one",
    refused: "{keyword} stands twice: haproxy refuses the second",
  },
  examples: () => [
    {
      title: "two modes, two timeouts",
      files: {
        "haproxy.cfg":
          "listen web\n  bind :80\n  mode tcp\n  timeout client 5s\n  timeout server 5s\n  mode http\n  timeout client 50s\n",
      },
      expect: ["haproxy.cfg:6:3 last", "haproxy.cfg:7:3 last"],
    },
    {
      title: "two limits of the process",
      files: { "haproxy.cfg": "global\n  maxconn 1000\n  maxconn 2000\n" },
      expect: ["haproxy.cfg:3:3 first"],
    },
    {
      title: "two stick tables",
      files: {
        "haproxy.cfg": "backend web\n  stick-table type ip size 1k\n  stick-table type ip size 2k\n",
      },
      expect: ["haproxy.cfg:3:3 refused"],
    },
    {
      title: "what may stand twice, and lines of different branches",
      files: {
        "haproxy.cfg":
          "frontend web\n  bind :80\n  bind :81\n  option httplog\n  option dontlognull\n  http-request set-var(txn.a) src\n  http-request set-var(txn.b) src\n.if defined(TCP)\n  mode tcp\n.else\n  mode http\n.endif\n",
      },
      expect: [],
    },
  ],
  check({ node, each }) {
    const config = node.haproxy;
    if (config === undefined) return;
    const global = new Map<string, Located>();
    each(config.sections, (section, report) => {
      const known = section.section.type === "global" ? global : new Map<string, Located>();
      for (const statement of section.statements) {
        const found = listed.has(statement.kind) ? undefined : identityOf(statement, section);
        if (found === undefined || isRead(statement.branch, node.targets) === false) continue;
        const before = known.get(found.key);
        if (before === undefined || found.message === "last") known.set(found.key, { statement, section });
        if (before === undefined || !isRepeated(before, { statement, section }, found.message)) continue;
        const related = [
          { ...placeIn(before.section.document, before.statement), message: `${found.keyword} stands here first` },
        ];
        const details = found.message === "refused" ? { related, severity: "error" as const } : { related };
        report(found.message, placeIn(section.document, statement.keyword), { keyword: found.keyword }, details);
      }
    });
  },
});

interface Located {
  readonly statement: Statement;
  readonly section: LocatedSection;
}

/** Kinds whose lines are items of a list wherever they stand, as most lines of a file are. */
const listed: ReadonlySet<StatementKind> = new Set<StatementKind>([
  "Acl",
  "UseBackend",
  "UseServer",
  "Server",
  "ServerTemplate",
  "DefaultServer",
  "HttpRequest",
  "HttpResponse",
  "HttpAfterResponse",
  "TcpRequest",
  "TcpResponse",
  "StickRule",
]);

/** Keywords whose lines say one thing, whatever their first word is. */
const single: ReadonlySet<string> = new Set([
  "mode",
  "balance",
  "hash-type",
  "cookie",
  "default_backend",
  "stick-table",
  "source",
]);

/** What a statement sets, and what haproxy does with a second one; nothing where it may stand twice. */
function identityOf(
  statement: Statement,
  { section }: LocatedSection,
): { readonly key: string; readonly keyword: string; readonly message: "last" | "first" | "refused" } | undefined {
  const { keyword, prefix, faulty, problems } = statement;
  const word = statement.arg(0);
  if (prefix !== undefined || faulty === true || problems !== undefined || word === undefined) return undefined;
  const entry = haproxyTable.find(section.type, keyword.value);
  if (entry === undefined || ("condition" in statement && statement.condition !== undefined)) return undefined;
  const [first] = statement.layout.parts;
  if (entry.repeat === "add") {
    const inner = first === undefined || first.first !== 0 ? undefined : innerEntry(first);
    if (inner === undefined || inner.repeat === "add" || statement.arg(1) === undefined) return undefined;
    const name = `${keyword.value} ${inner.keyword}`;
    return { key: name, keyword: name, message: messageFor(inner) };
  }
  const startsWithHole = first !== undefined && first.first === 0 && first.entry === undefined;
  if (startsWithHole || single.has(keyword.value)) {
    return { key: keyword.value, keyword: keyword.value, message: messageFor(entry) };
  }
  const name = `${keyword.value} ${word.value}`;
  return statement.arg(1) === undefined ? undefined : { key: name, keyword: name, message: messageFor(entry) };
}

/** Families of settings; those of rules and steps are lists in which an action may come again. */
const settings: ReadonlySet<string> = new Set(["@timeout", "@option", "@stats"]);

function innerEntry({ type, entry }: LinePart): Entry | undefined {
  return entry === undefined || !settings.has(type) ? undefined : haproxyTable.find(type.slice(1), entry.keyword);
}

function messageFor({ keyword, repeat }: Entry): "last" | "first" | "refused" {
  if (keyword === "stick-table" || repeat === "never") return "refused";
  return repeat === "first" ? "first" : "last";
}

/** Two lines that say the same are no contradiction, unless the program itself complains. */
function isRepeated(before: Located, now: Located, message: "last" | "first" | "refused"): boolean {
  const a = before.statement;
  const b = now.statement;
  if (before.section.document === now.section.document && areExclusive(a.branch, b.branch)) return false;
  if (message !== "last") return true;
  return a.args.length !== b.args.length || a.args.some((word, at) => word.value !== b.args[at]?.value);
}
