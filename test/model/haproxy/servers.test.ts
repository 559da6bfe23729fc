/** The options in force of a server: its own, then the last of what the default-server lines above it say (haproxy 3.4). */
import { expect, test } from "vitest";
import { openWorkspace } from "../../../src/api/workspace.ts";
import { serversOf } from "../../../src/model/haproxy/servers.ts";

function inter(text: string): readonly (string | undefined)[] {
  const [cluster] = openWorkspace([{ path: "haproxy.cfg", text, language: "haproxy" }]).clusters;
  const proxy = cluster?.nodes[0]?.haproxy?.proxies.find(({ type }) => type === "backend");
  return proxy === undefined ? [] : serversOf(proxy).map((server) => server.option("inter")?.values[0]?.value);
}

test("a later default-server line decides, for the servers below it", () => {
  const text =
    "backend b\n default-server inter 3s\n server a 192.0.2.1:80\n default-server inter 5s\n server b 192.0.2.2:80\n server c 192.0.2.3:80 inter 9s\n";
  expect(inter(text)).toEqual(["3s", "5s", "9s"]);
});

test("the section's own line before the inherited one, of the inherited the last", () => {
  const defaults = "defaults\n default-server inter 1s\n default-server inter 2s\n";
  expect(
    inter(`${defaults}backend b\n server a 192.0.2.1:80\n default-server inter 4s\n server b 192.0.2.2:80\n`),
  ).toEqual(["2s", "4s"]);
});
