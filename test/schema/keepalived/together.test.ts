/** What the parts of a block or a line have to do with each other, as keepalived 2.2.7 and 2.4.3 take or report it. */
import { describe, expect, test } from "vitest";
import { framed } from "../../../scripts/replay/keepalived-frames.ts";
import { lint } from "../../../src/api/lint.ts";

/** What is found beyond what is found of the frame alone. */
function found(context: string, text: string, keepalived: string): string[] {
  const of = (line: string) =>
    lint([{ path: "keepalived.conf", text: framed({ context, text: line, around: [] }), node: "lb01" }], {
      targets: { keepalived },
    }).diagnostics.filter(({ severity }) => severity !== "info");
  const plain = new Set(of("# nothing").map(({ message }) => message));
  return of(text).flatMap(({ message }) => (plain.has(message) ? [] : [message]));
}

const route = (words: string) => ["vrrp_instance", `virtual_routes {\n${words}\n}`] as const;
const staticRoute = (words: string) => ["/", `static_routes {\n${words}\n}`] as const;
const rule = (words: string) => ["vrrp_instance", `virtual_rules {\n${words}\n}`] as const;

describe.each(["2.2.7", "2.4.3"])("keepalived %s reports", (version) => {
  test.each<readonly [string, string, RegExp]>([
    ["vrrp_track_process", "quorum 2\nquorum_max 1", /quorum_max is below the quorum of 2/],
    ["vrrp_track_process", "quorum_max 1\nquorum 2", /above the quorum_max of 1/],
    ["virtual_server", "ip_family inet6", /of another family/],
    ["virtual_server", "warmup 99999999999999999999", /too large/],
    ["virtual_server", "delay_loop +", /below 0.000001/],
    ["vrrp_instance", "garp_lower_prio_repeat -0", /not between 0/],
    ["virtual_server/real_server", "weight 0", /have the weight 0/],
    ["virtual_server/real_server/DNS_CHECK", "name a.example.com", /first one of one letter/],
    ["vrrp_sync_group", "track_interface {\neth0\n}", /tracks its own interface/],
    ["garp_group", "garp_interval 4000", /not between 0 and 2147.483647/],
    ["/", "virtual_server_group g9 {\n192.0.2.60 80\n2001:db8::60 80\nfwmark 5\n}", /the mark says none/],
    [...route("10.9.0.0/16 via 192.0.2.1 dev eth0 track_group tg1"), /Only static routes/],
    [...staticRoute("10.9.0.0/16 via 192.0.2.1 track_group tg1"), /without a device/],
    [...rule("from 192.0.2.0/24 table 100 preference 5 track_group tg1"), /Only static rules/],
    [...route("10.9.0.0/16 rtt 100ms dev eth0"), /at least 200ms/],
    [...route("10.9.0.0/16 rto_min lock 0.1s dev eth0"), /at least 200ms/],
    [...route("10.9.0.0/16 rttvar 799 dev eth0"), /at least 200ms/],
    [...rule("from 192.0.2.0/24 realms 1 unreachable preference 5"), /rules that look in a table/],
    [...rule("from 192.0.2.0/24 suppress_prefixlength 0 goto 500 preference 5"), /rules that look in a table/],
    [...rule("from 2001:db8::/32 realms 1 table 100 preference 5"), /have no realms/],
    [...rule("inet6 to 2001:db8::/32 table 100 preference 5"), /`inet6` swallows the word behind it, here `to`/],
    [...rule("inet table 100 preference 5"), /`inet` swallows the word behind it, here `table`/],
    ["vrrp_instance", "virtual_ipaddress_excluded {\n192.0.2.9/24 peer 192.0.2.99\n}", /takes no prefix/],
    ["vrrp_instance", "virtual_ipaddress_excluded {\n2001:db8::9 label global\n}", /have no label/],
    ["vrrp_instance", "virtual_ipaddress_excluded {\n2001:db8::9 scope global scope link\n}", /have no scope/],
    [...route("10.9.0.0/16 via 192.0.2.1 protocol static"), /write `no_track`/],
    [...route("via 192.0.2.1 default dev eth0"), /of no family here/],
    [...route("inet6 to default via fe80::1 dev eth0"), /of no family here/],
    [...route("10.0.0.0/8 inet6 x dev eth1"), /`inet6` stands in an IPv4 route/],
    [...route("default via inet6 192.0.2.1 dev eth1"), /another family/],
    [...route("2001:db8::/32 from default dev eth0"), /`from` is for IPv6/],
    [...route("default tos 256 dev eth0"), /above 255/],
    [...route("default realms 256 dev eth0"), /above 255/],
    [...route("default encap mpls 1048576 dev eth0"), /MPLS labels/],
  ])("%s: %s", (context, text, message) => {
    expect(found(context, text, version)).toContainEqual(expect.stringMatching(message));
  });
});

describe.each(["2.2.7", "2.4.3"])("keepalived %s takes", (version) => {
  test.each<readonly [string, string]>([
    ["vrrp_track_process", "quorum_max 0"],
    ["vrrp_track_process", "quorum 2\nquorum_max 2"],
    ["virtual_server", "ip_family inet"],
    ["virtual_server", "warmup +"],
    ["virtual_server/real_server/DNS_CHECK", "name ab.c.example"],
    ["virtual_server/real_server/DNS_CHECK", "name a"],
    ["virtual_server/real_server/DNS_CHECK", "name ."],
    ["virtual_server/real_server/UDP_CHECK", "payload ff 01"],
    ["vrrp_sync_group", "track_interface {\neth1\n}"],
    ["vrrp_instance", "virtual_ipaddress_excluded {\n2001:db8::9 scope link scope global\n}"],
    ["vrrp_instance", "virtual_ipaddress_excluded {\n2001:db8::9 scope 0\n}"],
    route("10.0.0.0/8 dev eth0 inet"),
    rule("from 10.0.0.0/8 table 5 preference 5 inet"),
    route("10.9.0.0/16 rtt 1600 dev eth0"),
    route("10.9.0.0/16 rtt lock 300ms rttvar 800 rto_min 0.2s dev eth0"),
    rule("from 192.0.2.0/24 realms 1 table 100 preference 5"),
    rule("from 192.0.2.0/24 suppress_ifgroup default l3mdev preference 5"),
    rule("inet x to 192.0.2.0/24 table 100 preference 5"),
    rule("inet inet from 192.0.2.0/24 table 100 preference 5"),
    ["vrrp_instance", "virtual_ipaddress_excluded {\n192.0.2.9/32 peer 192.0.2.99\n}"],
    ["vrrp_instance", "virtual_ipaddress_excluded {\n2001:db8::9/128 scope global\n}"],
    route("default via 192.0.2.1 dev eth0"),
    route("10.9.0.0/16 via 192.0.2.1 dev eth0 protocol static no_track"),
    route("10.9.0.0/16 via 192.0.2.1 dev eth0 protocol 18"),
    route("via 192.0.2.1 0.0.0.0/0 dev eth0"),
    staticRoute("10.9.0.0/16 via 192.0.2.1 dev eth0 track_group tg1"),
  ])("%s: %s", (context, text) => {
    expect(found(context, text, version)).toEqual([]);
  });
});

test("a payload may end in ff from keepalived 2.3.3 on", () => {
  expect(found("virtual_server/real_server/UDP_CHECK", "payload 01 ff", "2.2.7")).toHaveLength(1);
  expect(found("virtual_server/real_server/UDP_CHECK", "payload 01 ff", "2.4.3")).toEqual([]);
});
