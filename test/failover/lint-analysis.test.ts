import { describe, expect, it } from "vitest";
import { type InputFile, openWorkspace, parse } from "../../src/api/workspace.ts";
import { lintAnalysis } from "../../src/failover/explore/lint-analysis.ts";

const keepalived = (priority: number) => `vrrp_instance web {
  state BACKUP
  interface eth0
  virtual_router_id 51
  priority ${priority}
  virtual_ipaddress {
    192.0.2.9/24
  }
}
`;

function file(path: string, text: string): InputFile {
  return { path, text, document: parse(path, text) };
}

function analysisOf(files: readonly InputFile[], version?: string) {
  const targets = version === undefined ? {} : { keepalived: version };
  const [cluster] = openWorkspace(files, { targets }).clusters;
  return cluster === undefined ? undefined : lintAnalysis(cluster);
}

describe("the analysis of a cluster", () => {
  const first = file("lb01/keepalived.conf", keepalived(101));
  const second = file("lb02/keepalived.conf", keepalived(100));
  const haproxy = (port: number) => file("lb01/haproxy.cfg", `listen web\n  bind :${port}\n`);
  const before = analysisOf([first, haproxy(80), second]);

  it("stays while only haproxy.cfg changes", () => {
    expect(before).toBeDefined();
    expect(analysisOf([first, haproxy(8080), second])).toBe(before);
  });

  it.each([
    ["a node's keepalived.conf", [first, haproxy(80), file("lb02/keepalived.conf", keepalived(102))], undefined],
    ["whether a node serves", [first, second], undefined],
    ["the version", [first, haproxy(80), second], "2.3.3"],
  ])("is made again when it is about something else: %s", (_, files, version) => {
    const last = analysisOf([first, haproxy(80), second]);
    expect(analysisOf(files, version)).toBeDefined();
    expect(analysisOf(files, version)).not.toBe(last);
  });
});
