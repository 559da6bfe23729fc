import type { Word } from "../../../ast/word.ts";
import { ofKind } from "../../../model/haproxy/by-kind.ts";
import type { Proxy } from "../../../model/haproxy/config.ts";
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
      expect: ["haproxy.cfg:4:19 differs"],
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
      for (const word of targetsOf(proxy)) {
        const backend = backends.get(word.value);
        if (backend === undefined || !isRejected(proxy, backend)) continue;
        report(
          "differs",
          placeIn(proxy.document, word),
          { frontend: proxy.name, mode: proxy.mode, backend: backend.name, other: backend.mode },
          {
            related: [
              {
                ...placeIn(backend.document, backend.section.name ?? backend.section.keyword),
                message: `in mode ${backend.mode}`,
              },
            ],
          },
        );
      }
    }
  },
});

function targetsOf({ statements }: Proxy): readonly Word[] {
  const targets: Word[] = [];
  for (const { dynamic, target } of ofKind(statements, "UseBackend"))
    if (target !== undefined && !dynamic) targets.push(target);
  for (const { target } of ofKind(statements, "DefaultBackend")) if (target !== undefined) targets.push(target);
  return targets;
}

/** proxy.c, 2.4 to 3.4: modes must be equal, but a tcp frontend may use an http backend. */
function isRejected(frontend: Proxy, backend: Proxy): boolean {
  return frontend.mode !== backend.mode && !(frontend.mode === "tcp" && backend.mode === "http");
}
