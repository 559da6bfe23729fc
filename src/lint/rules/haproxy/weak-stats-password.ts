import { ofKind } from "../../../model/haproxy/by-kind.ts";
import type { Proxy } from "../../../model/haproxy/config.ts";
import { inForce } from "../../../model/haproxy/inheritance.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/weak-stats-password",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "The statistics page is protected by a password that everybody tries first.",
  why: `
The page shows every backend and its state, and with \`stats admin\` takes servers out of service. Scanners try admin:admin and its like within hours
of the port being open. The password itself is never shown in a finding.
`,
  messages: {
    open: "the statistics page of {proxy} listens on every address with a password that is guessed first",
    weak: "the statistics page of {proxy} has a password that is guessed first",
  },
  examples: () => [
    {
      title: "on every address",
      files: { "haproxy.cfg": "listen stats\n  bind *:8888\n  mode http\n  stats uri /\n  stats auth admin:admin\n" },
      expect: ["haproxy.cfg:5:14 open"],
    },
    {
      title: "on the loopback address",
      files: {
        "haproxy.cfg": "listen stats\n  bind 127.0.0.1:8888\n  mode http\n  stats uri /\n  stats auth admin:123456\n",
      },
      expect: ["haproxy.cfg:5:14 weak"],
    },
    {
      title: "a password of some length",
      files: {
        "haproxy.cfg": "listen stats\n  bind *:8888\n  mode http\n  stats uri /\n  stats auth ops:kX93-qqPz-71Lm\n",
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const proxy of node.haproxy?.frontends ?? []) {
      for (const { statement, document } of inForce(proxy, "Stats")) {
        const secret = statement.parameters[0];
        if (statement.name?.value !== "auth" || secret === undefined || !isWeak(secret.value)) continue;
        report(listensEverywhere(proxy) ? "open" : "weak", placeIn(document, secret), { proxy: proxy.name });
      }
    }
  },
});

const guessedFirst = new Set(
  "admin,password,passwd,pass,root,haproxy,stats,test,guest,user,secret,changeme,default,123,1234,12345,123456,12345678,123456789,qwerty,letmein".split(
    ",",
  ),
);

function isWeak(credentials: string): boolean {
  const colon = credentials.indexOf(":");
  const user = credentials.slice(0, colon === -1 ? undefined : colon).toLowerCase();
  const password = colon === -1 ? "" : credentials.slice(colon + 1).toLowerCase();
  return password === "" || password === user || guessedFirst.has(password) || /^(.)\1*$/.test(password);
}

function listensEverywhere(proxy: Proxy): boolean {
  return ofKind(proxy.statements, "Bind").some(({ addresses }) =>
    addresses.some(({ address }) => address.family === "any"),
  );
}
