/** What keepalived makes of a value that it does not take, in words that end a message. */
import type { Entry } from "../entry.ts";

/** `keepalived uses 100 instead.` */
export function consequenceOf(entry: Entry, context: string): string {
  const special = specialOf(entry, context);
  if (special !== undefined) return special;
  switch (entry.bad) {
    case "default":
      return entry.default === undefined
        ? "keepalived uses its default instead"
        : `keepalived uses ${entry.default} instead`;
    case "clamped":
      return "keepalived uses the nearest value that is allowed";
    case "truncated":
      return "keepalived cuts it off";
    case "skipped":
      return entry.lines === undefined
        ? `keepalived drops the whole ${lastPart(context, entry.keyword)}`
        : "keepalived drops the line";
    case "used":
      return "keepalived reports it and uses it all the same";
    case "fatal":
      return "keepalived refuses to start: all instances are lost";
    case "logged":
      return "keepalived only logs that, and ignores the line";
    case "unchecked":
      return "keepalived takes it as it is";
    default:
      return ignored(entry.default === undefined ? undefined : String(entry.default));
  }
}

/** Settings that are taken from elsewhere where they are not set. */
const inherited: Readonly<Record<string, string>> = {
  virtual_server: "what the virtual_server says",
  real_server: "what the real_server says",
  global: "what global_defs says",
  delay_loop: "the delay_loop",
  script_user: "the script_user",
};

function ignored(standard: string | undefined): string {
  if (standard === undefined || standard === "none") return "keepalived ignores the line";
  return `keepalived ignores the line and uses ${inherited[standard] ?? standard}`;
}

/** What the fields cannot say (keepalived 2.4.3, vrrp_instance). */
const special: Readonly<Record<string, string>> = {
  "vrrp_instance state": "keepalived starts as BACKUP",
  "vrrp_instance priority": "keepalived uses 100",
  "vrrp_instance virtual_router_id":
    "The instance is left without an id, and keepalived refuses to start: all instances are lost",
  "vrrp_instance advert_int": "keepalived ignores the line and uses 1 second",
  "vrrp_instance preempt_delay": "keepalived uses no delay",
  "vrrp_script rise": "keepalived uses 1",
  "vrrp_script fall": "keepalived uses 1",
  "virtual_server quorum": "keepalived uses 1",
  "/ vrrp_instance": "keepalived skips the whole instance",
  "/ vrrp_sync_group": "keepalived skips the whole group",
  "/ track_group": "keepalived skips the whole group",
  "/ virtual_server": "keepalived drops the whole virtual server",
  "virtual_server real_server": "keepalived drops the whole real server",
};

function specialOf(entry: Entry, context: string): string | undefined {
  return special[`${context} ${entry.keyword}`];
}

function lastPart(context: string, keyword: string): string {
  return context === "/" ? keyword : (context.split("/").at(-1) ?? context);
}

/** What happens where the value is left out. */
export function missingConsequence(entry: Entry): string {
  return entry.missing === "fatal"
    ? "keepalived stops reading here and refuses to start"
    : "keepalived ignores the line";
}
