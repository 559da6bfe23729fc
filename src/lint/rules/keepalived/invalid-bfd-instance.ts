import { parseAddress } from "../../../model/address.ts";
import type { EffectiveStatement } from "../../../model/keepalived/effective.ts";
import { booleanWord } from "../../../model/keepalived/numbers.ts";
import { bodyOf, lastOf } from "../../../model/keepalived/settings.ts";
import { isKnownIn, supportedVersions } from "../../../schema/version.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/invalid-bfd-instance",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "A BFD session cannot be set up as it is written.",
  why: `
Neighbour and source have to be of one family, and two sessions must not have the same pair: keepalived reports such a session and drops it. What tracks it then finds nothing. \`max_hops\` above \`ttl\` is cut.
`,
  messages: {
    long: "the name is longer than 31 characters: keepalived skips the session",
    family: "{source} and {neighbour} are of different families: keepalived drops the session",
    pair: "{other} has the same neighbour and source: keepalived drops this session",
    hops: "max_hops is above the ttl of {ttl}: keepalived sets it to that",
  },
  examples: () => [
    {
      title: "two families",
      files: { "lb01/keepalived.conf": "bfd_instance b {\n  neighbor_ip 192.0.2.1\n  source_ip 2001:db8::1\n}\n" },
      expect: ["lb01/keepalived.conf:3:13 family"],
    },
    {
      title: "one neighbour twice",
      files: {
        "lb01/keepalived.conf":
          "bfd_instance a {\n  neighbor_ip 192.0.2.1\n}\nbfd_instance b {\n  neighbor_ip 192.0.2.1\n}\n",
      },
      expect: ["lb01/keepalived.conf:5:15 pair"],
    },
    {
      title: "one neighbour, and one of the sessions over several hops",
      files: {
        "lb01/keepalived.conf":
          "bfd_instance a {\n  neighbor_ip 192.0.2.1\n}\nbfd_instance b {\n  neighbor_ip 192.0.2.1\n  multihop\n}\n",
      },
      expect: [],
      targets: { keepalived: "2.4.3" },
    },
    {
      title: "one neighbour with a source and without",
      files: {
        "lb01/keepalived.conf":
          "bfd_instance a {\n  neighbor_ip 192.0.2.1\n  source_ip 192.0.2.2\n}\nbfd_instance b {\n  neighbor_ip 192.0.2.1\n}\n",
      },
      expect: ["lb01/keepalived.conf:6:15 pair"],
    },
    {
      title: "one neighbour twice, in the other spelling",
      files: {
        "lb01/keepalived.conf":
          "bfd_instance a {\n  neighbor_ip 192.0.2.1\n}\nbfd_instance b {\n  neighbour_ip 192.0.2.1/24\n}\n",
      },
      expect: ["lb01/keepalived.conf:5:16 pair"],
    },
    {
      title: "too many hops",
      files: { "lb01/keepalived.conf": "bfd_instance b {\n  neighbor_ip 192.0.2.1\n  ttl 5\n  max_hops 10\n}\n" },
      expect: ["lb01/keepalived.conf:4:12 hops"],
    },
    {
      title: "a long name",
      files: {
        "lb01/keepalived.conf": `bfd_instance ${"b".repeat(32)} {\n  neighbor_ip 192.0.2.1\n}\n`,
      },
      expect: ["lb01/keepalived.conf:1:14 long"],
    },
    {
      title: "as it should be",
      files: { "lb01/keepalived.conf": "bfd_instance b {\n  neighbor_ip 192.0.2.1\n  source_ip 192.0.2.2\n}\n" },
      expect: [],
    },
  ],
  check({ node, report }) {
    const version = node.targets.keepalived ?? supportedVersions.keepalived.at(-1) ?? "";
    const kept: Session[] = [];
    for (const { name, namePlace, neighbour, source, statement } of node.keepalived?.bfdInstances ?? []) {
      if (name.length > 31) report("long", namePlace, {});
      const [near, far] = [parseAddress(source?.value ?? ""), parseAddress(neighbour?.value ?? "")];
      if (
        source !== undefined &&
        neighbour !== undefined &&
        near !== undefined &&
        far !== undefined &&
        near.family !== far.family
      ) {
        report("family", source.place, { source: source.value, neighbour: neighbour.value });
        continue;
      }
      const body = bodyOf(statement);
      if (neighbour !== undefined && far !== undefined) {
        const session = { name, far: far.canonical, near: near?.canonical, multihop: isMultihop(body, version) };
        const other = kept.find((one) => isSamePair(one, session));
        if (other === undefined) kept.push(session);
        else report("pair", neighbour.place, { other: other.name });
      }
      const hops = lastOf(body, "max_hops")?.args[0];
      const ttl = Number(
        (lastOf(body, "ttl") ?? lastOf(body, "hoplimit"))?.args[0]?.value ?? (far?.family === 6 ? 64 : 255),
      );
      if (hops !== undefined && Number(hops.value) > ttl && Number(hops.value) <= 255)
        report("hops", hops.place, { ttl });
    }
  },
});

interface Session {
  readonly name: string;
  readonly far: string;
  readonly near: string | undefined;
  readonly multihop: boolean;
}

/** A session without a source is any source's (keepalived 2.2.7, bfd_instance). */
function isSamePair(one: Session, other: Session): boolean {
  if (one.far !== other.far || one.multihop !== other.multihop) return false;
  return one.near === undefined || other.near === undefined || one.near === other.near;
}

/** Sessions over several hops are told from the others where the version has them. */
function isMultihop(body: readonly EffectiveStatement[], version: string): boolean {
  const line = lastOf(body, "multihop");
  if (line === undefined || !isKnownIn({ since: "2.2.8" }, version)) return false;
  return booleanWord(line.args[0]?.value) !== false;
}
