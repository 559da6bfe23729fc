import type { Timeout } from "../../../ast/haproxy/statement.ts";
import { ofKind } from "../../../model/haproxy/by-kind.ts";
import type { HaproxyConfig } from "../../../model/haproxy/config.ts";
import { deciding } from "../../../model/haproxy/inheritance.ts";
import { serversOf } from "../../../model/haproxy/servers.ts";
import { parseDuration } from "../../../schema/types/haproxy/duration.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/check-timeout-exceeds-interval",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A health check may take longer than the interval between two checks.",
  why: `
The next check starts only when the last has ended. A server that hangs is asked once in \`timeout check\`, not once in \`inter\`: it is taken out after fall × timeout, later than the
line reads.
`,
  messages: {
    slower: "a hanging server is asked every {timeout}, not every {inter}: timeout check is longer than inter",
  },
  examples: () => [
    {
      title: "five times the interval",
      files: { "haproxy.cfg": "backend app\n  timeout check 10s\n  server a 192.0.2.1:80 check inter 2s\n" },
      expect: ["haproxy.cfg:2:17 slower"],
    },
    {
      title: "shorter",
      files: { "haproxy.cfg": "backend app\n  timeout check 1s\n  server a 192.0.2.1:80 check inter 2s\n" },
      expect: [],
    },
  ],
  check({ node, report }) {
    const { haproxy } = node;
    if (haproxy === undefined || !saysCheckTimeout(haproxy)) return;
    for (const proxy of haproxy.backends) {
      const timeout = deciding(proxy, "Timeout", isCheckTimeout);
      const word = timeout?.statement.value;
      if (timeout === undefined || word === undefined) continue;
      const limit = milliseconds(word.value);
      if (limit === undefined) continue;
      for (const server of serversOf(proxy)) {
        const inter = server.has("check") ? server.option("inter")?.values[0] : undefined;
        const interval = inter === undefined ? undefined : milliseconds(inter.value);
        if (inter === undefined || interval === undefined || limit <= interval) continue;
        const related = [{ ...placeIn(proxy.document, inter), message: `checked every ${inter.value}` }];
        report(
          "slower",
          placeIn(timeout.document, word),
          { timeout: shown(word.value), inter: shown(inter.value) },
          { related },
        );
        break;
      }
    }
  },
});

function saysCheckTimeout(haproxy: HaproxyConfig): boolean {
  return haproxy.sectionsWith("timeout").some(({ statements }) => ofKind(statements, "Timeout").some(isCheckTimeout));
}

function isCheckTimeout({ name }: Timeout): boolean {
  return name?.value === "check";
}

/** A bare number is milliseconds, which not everybody knows. */
function shown(value: string): string {
  return /^\d+$/.test(value) ? `${value}ms` : value;
}

function milliseconds(value: string): number | undefined {
  const parsed = parseDuration(value);
  return "microseconds" in parsed ? parsed.microseconds / 1000 : undefined;
}
