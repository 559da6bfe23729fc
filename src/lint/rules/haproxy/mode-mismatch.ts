import type { Branch } from "../../../ast/haproxy/directive.ts";
import type { Word } from "../../../ast/word.ts";
import { isRead } from "../../../model/haproxy/branches.ts";
import { ofKind } from "../../../model/haproxy/by-kind.ts";
import type { Proxy } from "../../../model/haproxy/config.ts";
import { deciding, isModeOpen } from "../../../model/haproxy/inheritance.ts";
import { isDisabled } from "../../../model/haproxy/proxies.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/mode-mismatch",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "An http frontend sends to a tcp backend.",
  why: `
HAProxy refuses to start where an http frontend names a tcp backend, by \`default_backend\` or \`use_backend\`. The other way round, a tcp frontend to an http backend, works: the
connection becomes HTTP on the way.
`,
  messages: { differs: "frontend {frontend} is in mode {mode}, backend {backend} in mode {other}: HAProxy rejects it" },
  examples: () => [
    {
      title: "http to tcp",
      files: {
        "haproxy.cfg":
          "frontend web\n  mode http\n  bind :80\n  default_backend app\nbackend app\n  mode tcp\n  server a 192.0.2.1:80\n",
      },
      expect: ["haproxy.cfg:1:10 differs"],
    },
    {
      title: "a default_backend that a later one replaces, and one of a disabled frontend",
      files: {
        "haproxy.cfg":
          "frontend web\n  mode http\n  bind :80\n  default_backend app\n  default_backend other\nfrontend old\n  disabled\n  mode http\n  bind :81\n  default_backend app\nbackend app\n  mode tcp\nbackend other\n  mode http\n",
      },
      expect: [],
    },
    {
      title: "haterm to http",
      files: {
        "haproxy.cfg":
          "frontend web\n  mode haterm\n  bind :80\n  default_backend app\nbackend app\n  mode http\n  server a 192.0.2.1:80\n",
      },
      expect: [],
    },
    {
      title: "a mode that the environment says",
      files: {
        "haproxy.cfg":
          'frontend web\n  mode http\n  bind :80\n  default_backend app\nbackend app\n  mode "${MODE}"\n  server a 192.0.2.1:80\n',
      },
      expect: [],
    },
    {
      title: "tcp to http",
      files: {
        "haproxy.cfg":
          "frontend web\n  mode tcp\n  bind :80\n  default_backend app\nbackend app\n  mode http\n  server a 192.0.2.1:80\n",
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    const { frontends = [], backends: all = [] } = node.haproxy ?? {};
    const backends = new Map<string, Proxy>();
    for (const backend of all) backends.set(backend.name, backend);
    for (const proxy of frontends) {
      const seen = new Set<Proxy>();
      for (const { word, branch } of targetsOf(proxy)) {
        const backend = backends.get(word.value);
        if (backend === undefined || !isRejected(proxy, backend) || seen.has(backend) || isDisabled(proxy)) continue;
        if (isModeOpen(proxy) || isModeOpen(backend)) continue;
        const read = [proxy.section.branch, backend.section.branch, branch].map((one) => isRead(one, node.targets));
        if (read.includes(false)) continue;
        seen.add(backend);
        const header = ({ section }: Proxy) => section.name ?? section.keyword;
        const related = [
          { ...placeIn(proxy.document, word), message: `${backend.name} is chosen here` },
          { ...placeIn(backend.document, header(backend)), message: `in mode ${backend.mode}` },
        ];
        report(
          "differs",
          // The program names this line, too; which of the others has to change is not known.
          placeIn(proxy.document, header(proxy)),
          { frontend: proxy.name, mode: proxy.mode, backend: backend.name, other: backend.mode },
          read.includes(undefined) ? { related, severity: "warning" } : { related },
        );
      }
    }
  },
});

interface Target {
  readonly word: Word;
  readonly branch: Branch | undefined;
}

/** The backends that use_backend names, and the one of the default_backend that counts. */
function targetsOf(proxy: Proxy): readonly Target[] {
  const targets: Target[] = [];
  for (const { dynamic, target, branch } of ofKind(proxy.statements, "UseBackend"))
    if (target !== undefined && !dynamic) targets.push({ word: target, branch });
  const usual = deciding(proxy, "DefaultBackend");
  const word = usual?.statement.target;
  // A file with several defaults sections may have it from another document, where a place of this one means nothing.
  if (usual !== undefined && word !== undefined && usual.document === proxy.document)
    targets.push({ word, branch: usual.statement.branch });
  return targets;
}

/** proxy.c, 2.4 to 3.4: modes must be equal, but a tcp frontend may use an http backend. */
function isRejected(frontend: Proxy, backend: Proxy): boolean {
  const [from, to] = [spokenBy(frontend), spokenBy(backend)];
  return from !== to && !(from === "tcp" && to === "http");
}

/** haterm, a server that haproxy 3.4 itself is, speaks HTTP. */
function spokenBy({ mode }: Proxy): Proxy["mode"] {
  return mode === "haterm" ? "http" : mode;
}
