/** What the failover command says of the servers behind an address. */
import { expect, test } from "vitest";
import { servicesOf } from "../../src/api/failover-services.ts";
import { openWorkspace } from "../../src/api/workspace.ts";

function lossOf(servers: string, defaults = ""): readonly string[] {
  const text = `defaults\n  mode http\n  option redispatch\n${defaults}listen app\n  bind 192.0.2.9:80\n${servers}`;
  const { clusters } = openWorkspace([{ path: "lb01/haproxy.cfg", text }]);
  const [service] = servicesOf(
    clusters.flatMap(({ nodes }) => nodes),
    ["192.0.2.9"],
  );
  return (service?.loss ?? []).flatMap((sentence) => sentence.split("; ").slice(0, -1));
}

// haproxy 3.4 reads 1m30s as 1m, and warns of the rest.
test.each([
  ["check", 6],
  ["check inter 500ms fall 2", 1],
  ["check inter 1m fall 2", 120],
  ["check inter 1m30s fall 2", 120],
  ["check inter 1500", 4.5],
])("a dead server with %s", (options, seconds) => {
  const servers = `  server a 192.0.2.21:80 ${options}\n  server b 192.0.2.22:80 ${options}\n`;
  expect(lossOf(servers)).toEqual([`app: a, b: a dead server is out after at most ${seconds} s`]);
});

test("the nearest default-server line above a server decides", () => {
  const defaults = "  default-server check inter 30s fall 5\n";
  const servers = "  server b 192.0.2.22:80\n  default-server inter 1s\n  server a 192.0.2.21:80 no-check\n";
  expect(lossOf(servers, defaults)).toEqual([
    "app: b: a dead server is out after at most 150 s",
    "a: not checked, its connections fail until it is back",
  ]);
});

test("an interval that only the environment knows is not made up", () => {
  const servers = '  server a 192.0.2.21:80 check inter "${INTER}"\n  server b 192.0.2.22:80 track app/a\n';
  expect(lossOf(servers)).toEqual([
    "app: a: a dead server is out when as many checks as its fall have failed",
    "b: out when the server that it tracks is",
  ]);
});

test("the servers of a template are servers", () => {
  const servers = "  server-template web 3 web.example.org:80 check\n  server-template old 7-8 192.0.2.7:80\n";
  expect(lossOf(servers)).toEqual([
    "app: web1-3: a dead server is out after at most 6 s",
    "old7-8: not checked, its connections fail until it is back",
  ]);
});
