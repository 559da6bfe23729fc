import { bodyOf } from "../../../model/keepalived/settings.ts";
import { tracksInForce } from "../../../model/keepalived/sync-groups.ts";
import type { Place } from "../../../text/span.ts";
import { instanceWith, scriptWith, tracked } from "../../cluster/example.ts";
import type { Member } from "../../cluster/members.ts";
import { related } from "../../cluster/members.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "cluster/tracking-differs",
  since: "0.1.0",
  severity: "warning",
  scope: "cluster",
  fix: "none",
  summary: "One node of a virtual router tracks something that another does not.",
  why: `
The node without the check takes the address and keeps it while its service is dead: the failover works one way, and after it the cluster is blind. It shows on the second failure, never in a test that pulls
the first node's cable.
`,
  messages: {
    missing: "{node} does not track the {kind} {name} that {other} tracks: it keeps the address when {name} fails here",
    command: "{name} runs another command here than on {other}: the nodes are judged by different checks",
  },
  examples: () => [
    {
      title: "only the first node checks",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight -20") + instanceWith("virtual_router_id 51", "priority 110", ...tracked),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100"),
      },
      expect: ["lb02/keepalived.conf:1:15 missing"],
    },
    {
      title: "both check",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight -20") + instanceWith("virtual_router_id 51", "priority 110", ...tracked),
        "lb02/keepalived.conf":
          scriptWith("weight -20") + instanceWith("virtual_router_id 51", "priority 100", ...tracked),
      },
      expect: [],
    },
    {
      title: "one name, two commands",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight -20") + instanceWith("virtual_router_id 51", "priority 110", ...tracked),
        "lb02/keepalived.conf":
          scriptWith("weight -20").replace("pgrep haproxy", "pgrep nginx") +
          instanceWith("virtual_router_id 51", "priority 100", ...tracked),
      },
      expect: ["lb02/keepalived.conf:10:5 command"],
    },
    {
      title: "another page of the same host",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight -20").replace("pgrep haproxy", "curl -fs http://127.0.0.1:8404/health") +
          instanceWith("virtual_router_id 51", "priority 110", ...tracked),
        "lb02/keepalived.conf":
          scriptWith("weight -20").replace("pgrep haproxy", "curl -fs http://127.0.0.1:8404/up") +
          instanceWith("virtual_router_id 51", "priority 100", ...tracked),
      },
      expect: ["lb02/keepalived.conf:10:5 command"],
    },
    {
      title: "the same page of each node's own address",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight -20").replace("pgrep haproxy", "curl -fs http://192.0.2.1:8404/health") +
          instanceWith("virtual_router_id 51", "priority 110", ...tracked),
        "lb02/keepalived.conf":
          scriptWith("weight -20").replace("pgrep haproxy", "curl -fs http://192.0.2.2:8404/health") +
          instanceWith("virtual_router_id 51", "priority 100", ...tracked),
      },
      expect: [],
    },
    {
      title: "scripts of one name in other folders",
      files: {
        "lb01/keepalived.conf":
          'vrrp_script chk {\n  script "/opt/lb01/check-1.sh"\n}\n' +
          instanceWith("virtual_router_id 51", "priority 110", ...tracked),
        "lb02/keepalived.conf":
          'vrrp_script chk {\n  script "/opt/lb02/check-2.sh"\n}\n' +
          instanceWith("virtual_router_id 51", "priority 100", ...tracked),
      },
      expect: [],
    },
    {
      title: "the other's check is not defined, which is a finding of its own",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight -20") + instanceWith("virtual_router_id 51", "priority 110", ...tracked),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100", ...tracked),
      },
      expect: [],
    },
    {
      title: "only the first node watches its way out",
      files: {
        "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "priority 110", "track_interface {", "eth1", "}"),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100"),
      },
      expect: ["lb02/keepalived.conf:1:15 missing"],
    },
    {
      title: "interfaces have other names on other nodes",
      files: {
        "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "priority 110", "track_interface {", "eth1", "}"),
        "lb02/keepalived.conf": instanceWith(
          "virtual_router_id 51",
          "priority 100",
          "track_interface {",
          "enp2s0",
          "}",
        ),
      },
      expect: [],
    },
    {
      title: "the interfaces of addresses are watched anyhow",
      files: {
        "lb01/keepalived.conf": instanceWith(
          "virtual_router_id 51",
          "priority 110",
          "track_interface {",
          "eth1",
          "}",
          "virtual_ipaddress {",
          "192.0.2.9 dev eth1",
          "}",
        ),
        "lb02/keepalived.conf": instanceWith(
          "virtual_router_id 51",
          "priority 100",
          "virtual_ipaddress {",
          "192.0.2.9 dev eth1",
          "}",
        ),
      },
      expect: [],
    },
    {
      title: "one command under two names",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight -20") + instanceWith("virtual_router_id 51", "priority 110", ...tracked),
        "lb02/keepalived.conf":
          'vrrp_script haproxy {\n  script "/usr/bin/pgrep haproxy"\n  weight -20\n}\n' +
          instanceWith("virtual_router_id 51", "priority 100", "track_script {", "  haproxy", "}"),
      },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const { members } of cluster.routers) {
      for (const member of members) {
        const own = tracksOf(member);
        const known = new Set(own.flatMap(({ identity, track }) => [identity, `${track.kind} ${track.name}`]));
        for (const other of members) {
          if (other === member) continue;
          for (const { identity, track } of tracksOf(other)) {
            if (known.has(identity) || known.has(`${track.kind} ${track.name}`)) continue;
            known.add(identity);
            report(
              "missing",
              member.instance.namePlace,
              { node: member.node.name, kind: track.kind, name: track.name, other: other.node.name },
              { related: related(track.place, `${other.node.name} tracks it`) },
            );
          }
        }
      }
      for (const { member, other, track } of unwatchedInterfaces(members))
        report(
          "missing",
          member.instance.namePlace,
          { node: member.node.name, kind: "interface", name: track.name, other: other.node.name },
          { related: related(track.place, `${other.node.name} tracks it`) },
        );
      for (const { name, place, first, firstPlace } of otherCommands(members)) {
        report("command", place, { name, other: first }, { related: related(firstPlace, `${first} tracks it too`) });
      }
    }
  },
});

/**
 * Interfaces that one node watches beside its own, where another watches none. Names differ from node to node, so that
 * any other interface counts as the same.
 */
function unwatchedInterfaces(members: readonly Member[]) {
  const watched = members.map((member) => {
    const own = ownInterfaces(member);
    const tracks = tracksInForce(member.node.keepalived, member.instance).filter(({ kind, name, line }) => {
      return kind === "interface" && !own.has(name) && !line.keyword.unknown;
    });
    return { member, own, tracks };
  });
  return watched
    .filter(({ member, tracks }) => tracks.length === 0 && member.instance.interface !== undefined)
    .flatMap(({ member, own }) => {
      const other = watched.find(({ tracks }) => tracks.some(({ name }) => !own.has(name)));
      const track = other?.tracks.find(({ name }) => !own.has(name));
      return other === undefined || track === undefined ? [] : [{ member, other: other.member, track }];
    });
}

/** What is watched without being named: the instance's interface and those of its addresses and routes. */
function ownInterfaces({ instance }: Member): ReadonlySet<string> {
  const names = new Set<string>();
  if (instance.interface !== undefined) names.add(instance.interface.value);
  for (const block of bodyOf(instance.statement).filter(({ keyword }) => keyword.value.startsWith("virtual_"))) {
    for (const { keyword, args } of bodyOf(block)) {
      const words = [keyword, ...args].map(({ value }) => value);
      for (const [at, word] of words.entries()) if (word === "dev" || word === "oif") names.add(words[at + 1] ?? "");
    }
  }
  return names;
}

/** What an instance and its sync group track, each by what it does: a script by its command, the rest by name. */
function tracksOf(member: Member) {
  const config = member.node.keepalived;
  return tracksInForce(config, member.instance)
    .filter(({ kind }) => kind !== "interface")
    .map((track) => {
      const command =
        track.kind === "script" ? config?.scripts.find(({ name }) => name === track.name)?.script?.value : undefined;
      return {
        track,
        command,
        identity: command === undefined ? `${track.kind} ${track.name}` : `command ${wordsOf(command).join(" ")}`,
      };
    });
}

/** Scripts of one name whose programs are the same but whose arguments are not. Programs of their own may differ in name alone. */
function otherCommands(members: readonly Member[]) {
  const seen = new Map<string, { readonly node: string; readonly place: Place; readonly words: readonly string[] }>();
  return members.flatMap((member) =>
    tracksOf(member).flatMap(({ track, command }) => {
      if (command === undefined) return [];
      const words = wordsOf(command);
      const first = seen.get(track.name);
      if (first === undefined) seen.set(track.name, { node: member.node.name, place: track.place, words });
      if (first === undefined || first.words[0] !== words[0]) return [];
      // An argument that names the node or its address is meant to differ.
      if (first.words.length === words.length && words.every((word, at) => isSameWord(word, first.words[at] ?? "")))
        return [];
      return [{ name: track.name, place: track.place, first: first.node, firstPlace: first.place }];
    }),
  );
}

/** Of a URL the host and numbers may differ, but not what is asked for. */
function isSameWord(own: string, other: string): boolean {
  if (own === other) return true;
  const path = /^['"]?https?:\/\/[^/]+/;
  if (path.test(own) && path.test(other)) {
    const [mine, theirs] = [own.replace(path, ""), other.replace(path, "")];
    return mine === theirs || (/\d/.test(mine) && /\d/.test(theirs));
  }
  return /\d/.test(own);
}

function wordsOf(command: string): readonly string[] {
  return command.trim().split(/\s+/);
}
