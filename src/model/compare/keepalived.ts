/** What two keepalived configurations say differently, by meaning: definitions expanded, order and layout aside. */
import { familyOf } from "../../schema/types/inet.ts";
import { addTo, without } from "../../text/lists.ts";
import type { KeepalivedConfig } from "../keepalived/config.ts";
import type { EffectiveStatement } from "../keepalived/effective.ts";
import type { Difference, Judgement, Side } from "./difference.ts";

/**
 * @param rename the name of the right node's instances on the left one, where they are one virtual router
 */
export function compareKeepalived(
  left: KeepalivedConfig,
  right: KeepalivedConfig,
  rename: (name: string) => string,
): readonly Difference[] {
  const ours = valuesOf(left.statements, (name) => name);
  const theirs = valuesOf(right.statements, rename);
  const differences: Difference[] = [];
  for (const where of new Set([...ours.keys(), ...theirs.keys()])) {
    const own = ours.get(where) ?? [];
    const other = theirs.get(where) ?? [];
    const onlyOwn = without(own, other, ({ key }) => key);
    const onlyOther = without(other, own, ({ key }) => key);
    for (let at = 0; at < Math.max(onlyOwn.length, onlyOther.length); at++) {
      const one = onlyOwn[at];
      const two = onlyOther[at];
      differences.push({
        program: "keepalived",
        where,
        judgement: judge(where),
        ...(one === undefined ? {} : { left: one.side }),
        ...(two === undefined ? {} : { right: two.side }),
      });
    }
  }
  return differences;
}

interface Value {
  readonly key: string;
  readonly side: Side;
}

/** Every setting by the blocks it stands in. */
function valuesOf(
  statements: readonly EffectiveStatement[],
  rename: (name: string) => string,
): ReadonlyMap<string, readonly Value[]> {
  const values = new Map<string, Value[]>();
  const visit = (statement: EffectiveStatement, blocks: readonly string[]): void => {
    const { keyword, args, body, entry, place } = statement;
    const words = entry ? [keyword, ...args] : args;
    const text = words.map(({ value }) => value).join(" ");
    if (body === undefined || body.length === 0) {
      const where = [...blocks, ...(entry ? [] : [keyword.value])].join(" / ");
      const value = {
        key: words.map(({ value }) => canonical(value)).join(" "),
        side: { text: entry ? text : `${keyword.value} ${text}`.trim(), place },
      };
      addTo(values, where, value);
      return;
    }
    const name = keyword.value === "vrrp_instance" ? rename(text) : text;
    for (const one of body) visit(one, [...blocks, `${keyword.value} ${name}`.trim()]);
  };
  for (const statement of statements) visit(statement, []);
  return values;
}

/** An address without a prefix is one of full length; the rest is compared word by word. */
function canonical(word: string): string {
  const [, address = "", length] = /^(.+)\/(32|128)$/.exec(word) ?? [];
  return familyOf(address) === (length === "32" ? 4 : 6) ? address : word;
}

/** What says which node this is. */
const meant = new Set([
  "state",
  "priority",
  "router_id",
  "unicast_src_ip",
  "unicast_peer",
  "mcast_src_ip",
  "notification_email_from",
  "smtp_helo_name",
  "lvs_id",
  "instance",
  "net_namespace",
  "source_ip",
  "neighbor_ip",
  "snmp_socket",
]);

/** What has to be one for all nodes of a virtual router. */
const common = new Set([
  "virtual_router_id",
  "advert_int",
  "version",
  "vrrp_version",
  "auth_type",
  "auth_pass",
  "virtual_ipaddress",
  "vrrp_mcast_group4",
  "vrrp_mcast_group6",
  "mcast_dst_ip",
]);

function judge(where: string): Judgement {
  const parts = where.split(" / ").map((part) => part.split(" ")[0] ?? "");
  if (parts.some((part) => meant.has(part))) return "meant";
  return parts.some((part) => common.has(part)) ? "wrong" : "suspicious";
}
