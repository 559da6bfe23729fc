import type { Bind, Option } from "../../../ast/haproxy/statement.ts";
import { ofKind } from "../../../model/haproxy/by-kind.ts";
import type { HaproxyConfig, Proxy } from "../../../model/haproxy/config.ts";
import { twoNodes } from "../../cluster/haproxy-example.ts";
import { proxyPairs } from "../../cluster/haproxy-nodes.ts";
import { certificateOptions } from "../../haproxy/certificates.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "cluster/certificate-set-differs",
  since: "0.1.0",
  severity: "warning",
  scope: "cluster",
  fix: "none",
  summary: "A frontend serves other certificates on another node.",
  why: `
After a failover the name whose certificate is missing is answered with another one, and browsers refuse the site. It does not show before, because nobody asks the backup.
`,
  messages: {
    differs: "{proxy} loads {own} here and {other} on {node}: after a failover names may have the wrong certificate",
  },
  examples: () => [
    {
      title: "a certificate on one node only",
      files: twoNodes(
        "frontend web\n  bind :443 ssl crt /etc/ssl/a.pem crt /etc/ssl/b.pem\n",
        "frontend web\n  bind :443 ssl crt /etc/ssl/a.pem\n",
      ),
      expect: ["lb02/haproxy.cfg:2:3 differs"],
    },
    {
      title: "another order",
      files: twoNodes(
        "frontend web\n  bind :443 ssl crt /etc/ssl/a.pem crt /etc/ssl/b.pem\n",
        "frontend web\n  bind :443 ssl crt /etc/ssl/b.pem crt /etc/ssl/a.pem\n",
      ),
      expect: [],
    },
    {
      title: "one path, written from crt-base on one node",
      files: twoNodes(
        "global\n  crt-base /etc/ssl\nfrontend web\n  bind :443 ssl crt a.pem\n",
        "frontend web\n  bind :443 ssl crt /etc/ssl/a.pem\n",
      ),
      expect: [],
    },
    {
      title: "one name in two directories",
      files: twoNodes(
        "global\n  crt-base /etc/ssl/new\nfrontend web\n  bind :443 ssl crt a.pem\n",
        "global\n  crt-base /etc/ssl/old\nfrontend web\n  bind :443 ssl crt a.pem\n",
      ),
      expect: ["lb02/haproxy.cfg:4:3 differs"],
    },
    {
      title: "the certificate for clients that name none is loaded like the others",
      files: twoNodes(
        "frontend web\n  bind :443 ssl default-crt /etc/ssl/a.pem crt /etc/ssl/b.pem\n",
        "frontend web\n  bind :443 ssl crt /etc/ssl/a.pem crt /etc/ssl/b.pem\n",
      ),
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const { first, here, there, own } of proxyPairs(cluster)) {
      const mine = certificatesOf(own, here.config);
      const other = certificatesOf(there, first.config);
      const [bind] = mine.binds;
      const [otherBind] = other.binds;
      if (bind === undefined || otherBind === undefined || mine.names === other.names) continue;
      const related = [{ ...placeIn(there.document, otherBind), message: `on ${first.name}` }];
      report(
        "differs",
        placeIn(own.document, bind),
        { proxy: own.name, own: mine.names, other: other.names, node: first.name },
        { related },
      );
    }
  },
});

function certificatesOf(
  { statements }: Proxy,
  config: HaproxyConfig,
): { readonly binds: readonly Bind[]; readonly names: string } {
  const binds = ofKind(statements, "Bind").filter(({ options }) => options.some(isCertificate));
  const files = binds.flatMap(({ options }) =>
    options
      .filter(isCertificate)
      .flatMap(({ name, values }) => (values[0] === undefined ? [] : pathOf(name.value, values[0].value, config))),
  );
  return { binds, names: [...new Set(files)].sort().join(", ") };
}

/** haproxy 3.4: crt-base stands in front of certificates that do not begin with a slash, and not in front of lists. */
function pathOf(option: string, path: string, config: HaproxyConfig): string {
  if (option === "crt-list" || path.startsWith("/") || path.startsWith("@")) return path;
  const base = config.sectionsWith("crt-base").flatMap(({ statements }) => {
    return statements.filter(({ keyword }) => keyword.value === "crt-base").map(({ args }) => args[0]?.value ?? "");
  });
  const last = base.at(-1);
  return last === undefined ? path : `${last.replace(/\/$/, "")}/${path}`;
}

function isCertificate({ name }: Option): boolean {
  return certificateOptions.has(name.value);
}
