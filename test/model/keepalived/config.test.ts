import { describe, expect, it } from "vitest";
import { buildKeepalivedConfig } from "../../../src/model/keepalived/build.ts";
import type { VrrpInstance } from "../../../src/model/keepalived/config.ts";
import { fileOrigin, statementsOf } from "../../../src/model/keepalived/direct.ts";
import { parseKeepalived } from "../../../src/parser/keepalived/parse.ts";

function config(text: string) {
  const statements = statementsOf(parseKeepalived(text).ast.items, fileOrigin("a.conf"));
  return buildKeepalivedConfig({ statements, problems: [], included: [] });
}

function instance(body: string, around = ""): VrrpInstance {
  const [found] = config(`${around}\nvrrp_instance A {\n${body}\n}`).instances;
  if (found === undefined) throw new Error("no instance");
  return found;
}

// What the daemon does is told by keepalived 2.2.7 and 2.4.3, vrrp_instance.
describe("priority and state", () => {
  it.each([
    ["", 100, "BACKUP"],
    ["state MASTER", 255, "MASTER"],
    ["state BACKUP", 100, "BACKUP"],
    ["state master", 100, "BACKUP"],
    ["state MASTER\npriority 150", 150, "MASTER"],
    ["state MASTER\nstate BACKUP\npriority 150", 150, "MASTER"],
    ["state BACKUP\nstate MASTER\npriority 150", 150, "MASTER"],
    ["priority 255", 255, "MASTER"],
    ["state MASTER\npriority 300", 100, "MASTER"],
    ["priority 100\npriority 120", 120, "BACKUP"],
    ["priority 110x", 100, "BACKUP"],
    ["strict_mode on\nstate MASTER\npriority 150", 150, "BACKUP"],
  ])("%j", (body, priority, state) => {
    const found = instance(body);
    expect([found.basePriority, found.initialState]).toEqual([priority, state]);
  });

  it("takes AH to mean that the state is BACKUP", () => {
    const body = "state MASTER\npriority 150\nauthentication {\nauth_type AH\nauth_pass x\n}";
    expect(instance(body).initialState).toBe("BACKUP");
  });
});

describe("preemption", () => {
  it.each([
    ["nopreempt", true, 0],
    ["nopreempt\npreempt", false, 0],
    ["state MASTER\npriority 150\nnopreempt", false, 0],
    ["priority 255\nnopreempt", false, 0],
    ["preempt_delay 5", false, 5],
    ["preempt_delay 3x", false, 0.000003],
    ["preempt_delay 2000", false, 0],
    ["nopreempt\npreempt_delay 5", true, 0],
    ["state MASTER\npriority 9\npreempt_delay 5", false, 0],
  ])("%j", (body, nopreempt, delay) => {
    const found = instance(body);
    expect([found.effectiveNopreempt, found.effectivePreemptDelay]).toEqual([nopreempt, delay]);
  });
});

describe("version, family and interval", () => {
  it.each([
    ["", "", 2, 4, 1],
    ["version 3", "", 3, 4, 1],
    ["", "vrrp_version 3", 3, 4, 1],
    ["version 2", "vrrp_version 3", 2, 4, 1],
    ["native_ipv6", "", 3, 6, 1],
    ["virtual_ipaddress {\nfe80::1\n}", "", 3, 6, 1],
    ["version 2\nvirtual_ipaddress {\nfe80::1\n}", "", 2, 6, 1],
    ["virtual_ipaddress {\nfe80::1\n}\nversion 2", "", 3, 6, 1],
    ["version 2\nvirtual_ipaddress {\nfe80::1\n}", "vrrp_strict", 3, 6, 1],
    ["advert_int 1.5", "", 2, 4, 2],
    ["advert_int 0.2", "", 2, 4, 1],
    ["version 3\nadvert_int 0.257", "", 3, 4, 0.26],
    ["version 3\nadvert_int 100", "", 3, 4, 40.95],
    ["advert_int 300", "", 2, 4, 1],
  ])("%j %j", (body, globals, version, family, interval) => {
    const found = instance(body, `global_defs {\n${globals}\n}`);
    expect([found.effectiveVersion, found.family, found.effectiveAdvertInterval]).toEqual([version, family, interval]);
  });
});

describe("addresses", () => {
  it("are read with prefix, device and label; what the daemon drops is told", () => {
    const found = instance(
      "virtual_ipaddress {\n10.0.0.1/24 dev eth1 label eth1:1\n10.0.0.2\nfe80::1\n10.0.0.1\n10.0.0.300\n10.0.0.3/99 dev\n010.0.0.9\n}\n" +
        "virtual_ipaddress_excluded {\n2001:db8::1/64\n}",
    );
    expect(found.virtualAddresses.map((one) => [one.address, one.prefix, one.device?.value, one.label?.value])).toEqual(
      [
        ["10.0.0.1", 24, "eth1", "eth1:1"],
        ["10.0.0.2", undefined, undefined, undefined],
      ],
    );
    expect(found.excludedAddresses.map((one) => one.text)).toEqual(["2001:db8::1/64"]);
    expect(found.refusedAddresses.map((one) => `${one.text} ${one.reason}`)).toEqual([
      "fe80::1 other-family",
      "10.0.0.1 duplicate",
      "10.0.0.300 invalid",
      "10.0.0.3/99 incomplete",
      "010.0.0.9 invalid",
    ]);
  });

  it("of peers lose their suffix", () => {
    const found = instance("unicast_src_ip 192.0.2.1/24\nunicast_peer {\n192.0.2.2/24\n192.0.2.2\nlb02\n::1\n}");
    expect(found.unicastSource?.value).toBe("192.0.2.1");
    expect(found.unicastPeers.map((one) => one.value)).toEqual(["192.0.2.2"]);
    expect(found.refusedPeers.map((one) => one.reason)).toEqual(["duplicate", "invalid", "other-family"]);
    expect(found.usesUnicast).toBe(true);
    expect(instance("unicast_src_ip 192.0.2.1").usesUnicast).toBe(false);
  });

  it("lose the end of a range first, and a mask only where there is none", () => {
    expect(instance("unicast_src_ip 192.0.2.1-9/24").unicastSource?.value).toBe("192.0.2.1");
    expect(instance("unicast_src_ip 192.0.2.1/24-9").unicastSource).toBeUndefined();
  });

  it.each([
    ["224.0.0.19", "224.0.0.19"],
    ["239.1.2.3/32", "239.1.2.3"],
    ["192.0.2.1", undefined],
    ["ff02::13", "ff02::13"],
    ["ff05::13", undefined],
    ["ff::1", undefined],
  ])("of a group are multicast addresses, IPv6 ones of the link: %s", (written, group) => {
    expect(instance(`mcast_dst_ip ${written}`).multicastGroup?.value).toBe(group);
  });

  // keepalived 2.2.7 and 2.4.3 then use the group of global_defs.
  it.each(["192.0.2.1", "ff02::12", "224.0.0.300"])("is gone behind `mcast_dst_ip %s`", (refused) => {
    const found = instance(`mcast_dst_ip 224.0.0.50\nmcast_dst_ip ${refused}`);
    expect(found.multicastGroup).toBeUndefined();
  });
});

describe("authentication", () => {
  it.each([
    ["auth_type PASS\nauth_pass a", "PASS"],
    ["auth_pass a", "none"],
    ["auth_type PASS", "none"],
    ["auth_type pass\nauth_pass a", "none"],
    ["auth_type AH\nauth_pass a", "AH"],
  ])("%j", (lines, effective) => {
    expect(instance(`authentication {\n${lines}\n}`).authentication?.effective).toBe(effective);
    expect(instance(`version 3\nauthentication {\n${lines}\n}`).authentication?.effective).toBe("none");
  });
});

describe("tracking", () => {
  const scripts = "vrrp_script a {\nscript /x\nweight -5\n}\nvrrp_script b {\nscript /y\nweight 7 reverse\n}\n";
  it("takes one name a line, with its options", () => {
    const lines = "a\nb weight 3 noreverse\nb\nc\na b\na weight\na weight 300\na weight 254 reverse";
    const [found] = config(`${scripts}vrrp_instance A {\ntrack_script {\n${lines}\n}\n}`).instances;
    expect(found?.tracks.map((one) => [one.name, one.status, one.effectiveWeight, one.reverse])).toEqual([
      ["a", "tracked", -5, false],
      ["b", "tracked", 3, false],
      ["b", "duplicate", 7, true],
      ["c", "undefined", 0, false],
      ["a", "duplicate", -5, false],
      ["a", "duplicate", -5, false],
      ["a", "duplicate", -5, false],
      ["a", "duplicate", 253, true],
    ]);
    const [two] = config(`${scripts}vrrp_instance A {\ntrack_script {\na b\n}\n}`).instances;
    expect(two?.tracks[0]?.status).toBe("unknown-option");
  });

  it("sees that a script stands below", () => {
    const [found] = config(`vrrp_instance A {\ntrack_script {\na\n}\n}\n${scripts}`).instances;
    expect(found?.tracks[0]?.status).toBe("defined-later");
  });

  it("has a weight of its own for each kind", () => {
    const text =
      "track_file f {\nfile /x\n}\nvrrp_track_process p {\nprocess h\nweight 4\n}\nbfd_instance d {\nneighbor_ip 10.0.0.1\n}\n" +
      "vrrp_instance A {\ntrack_interface {\neth0\neth1 weight -10\n}\ntrack_file {\nf\n}\ntrack_process {\np\n}\ntrack_bfd {\nd weight 2\n}\n}";
    const [found] = config(text).instances;
    expect(found?.tracks.map((one) => `${one.kind} ${one.name} ${one.effectiveWeight} ${one.status}`)).toEqual([
      "interface eth0 0 tracked",
      "interface eth1 -10 tracked",
      "process p 4 tracked",
      "file f 1 tracked",
      "bfd d 2 tracked",
    ]);
  });
});

describe("scripts", () => {
  it("are read as the daemon reads their numbers", () => {
    const [script] = config(
      'vrrp_script a {\nscript "/usr/bin/killall -0 haproxy"\ninterval 5s\ntimeout 0\nfall x\nrise 3\nweight 300\nuser bin\n}',
    ).scripts;
    expect(script?.script?.value).toBe("/usr/bin/killall -0 haproxy");
    expect([
      script?.interval?.value,
      script?.timeout?.value,
      script?.fall?.value,
      script?.rise?.value,
      script?.weight?.value,
    ]).toEqual([0.005, 1, 1, 3, 300]);
  });
});

describe("the rest", () => {
  it("is read too", () => {
    const found = config(
      "global_defs {\nrouter_id a\nvrrp_version 3\nenable_script_security\nscript_user x\nrouter_id b\n}\n" +
        "vrrp_sync_group G {\ngroup {\nA B\nC\n}\nsync_group_tracking_weight\n}\n" +
        "vrrp_instance A {\n}\nvrrp_instance A {\n}\n" +
        "virtual_server 10.0.0.1 80 {\nprotocol TCP\nreal_server 10.0.0.2 8080 {\nweight 2\nTCP_CHECK {\n}\n}\n}\nvirtual_server fwmark 3 {\n}\nvirtual_server group g {\n}",
    );
    expect(found.globals.routerId?.value).toBe("b");
    expect(found.globals.vrrpVersion?.value).toBe(3);
    expect(found.syncGroups[0]?.members.map((one) => one.value)).toEqual(["A", "B", "C"]);
    expect(found.syncGroups[0]?.trackingWeight).toBe(true);
    expect(found.instances.map((one) => one.isSkipped)).toEqual([false, true]);
    expect(found.virtualServers.map((one) => [one.key, one.port?.value, one.fwmark?.value, one.group?.value])).toEqual([
      ["10.0.0.1 80", 80, undefined, undefined],
      ["fwmark 3", undefined, 3, undefined],
      ["group g", undefined, undefined, "g"],
    ]);
    expect(
      found.virtualServers[0]?.realServers.map((one) => [
        one.address.value,
        one.port?.value,
        one.weight?.value,
        one.checkers.length,
      ]),
    ).toEqual([["10.0.0.2", 8080, 2, 1]]);
  });
});

describe("a list without its opening brace", () => {
  it.each([
    ["track_script chk\nvirtual_ipaddress {\n192.0.2.9/24\n}", []],
    ["track_script\npriority 5\nvirtual_ipaddress {\n192.0.2.9/24\n}", []],
    ["track_script chk\ntrack_file {\ntf\n}\nvirtual_ipaddress {\n192.0.2.9/24\n}", ["192.0.2.9/24"]],
    ["track_script\n{\nchk\n}\nvirtual_ipaddress {\n192.0.2.9/24\n}", ["192.0.2.9/24"]],
    ["virtual_ipaddress {\n192.0.2.9/24\n}\ntrack_script chk\npriority 150", ["192.0.2.9/24"]],
  ])("takes what follows down to the next closing one: %j", (body, addresses) => {
    const found = instance(body);
    expect(found.virtualAddresses.map(({ text }) => text)).toEqual(addresses);
    expect(found.basePriority).toBe(100);
  });
});
