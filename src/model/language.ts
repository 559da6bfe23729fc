/** Which of the two languages a text is written in: from its content, then from its file's name. */
import { haproxyTable } from "../schema/haproxy.ts";
import type { Language } from "./document.ts";
import { nameOf } from "./paths.ts";

const keepalivedLine =
  /^[ \t]*(?:@\S+[ \t]+)?(?:global_defs|vrrp_(?:instance|sync_group|script|track_process|track_file)|virtual_server(?:_group)?|static_(?:ipaddress|routes|rules)|track_group|track_file|garp_group|bfd_instance|real_server|virtual_ipaddress|net_namespace|linkbeat_interfaces|linkbeat_use_polling)\b[^\n]*/gm;
const keepalivedSetting =
  /^[ \t]*(?:virtual_router_id|auth_pass|unicast_src_ip|advert_int|router_id|script_user)[ \t]/m;
const haproxySetting =
  /^[ \t]*(?:bind|server|use_backend|default_backend|acl|balance|option|timeout|http-request|mode|stats|log|maxconn|default-server)[ \t]/m;

/** A section's header with nothing behind it that other languages have there: `listen 80;`, `backend = x`, `global(…)`. */
const haproxyHeader =
  /^[ \t]*(?:global|defaults|(?:cache|ring|program)[ \t]+[\w.:-]+|(?:defaults|frontend|backend|listen|userlist|resolvers|peers|mailers|http-errors|fcgi-app|log-forward|crt-store)[ \t]+[^\s{;=#]+(?:[ \t][^\n{;=#]*)?)[ \t\r]*(?:#[^\n]*)?$/m;
const iniHeader = /^[ \t]*\[[^\]\n]+\][ \t\r]*$/m;

/**
 * Whether a file that nobody named, but that lies in a folder, is one of the two programs': its name says so, or its text
 * has what no other program's has. Other programs' files lie there too.
 */
export function isConfiguration(path: string, text: string): boolean {
  const name = nameOf(path).toLowerCase();
  if (/keepalived|haproxy/.test(name)) return true;
  const start = text.length > 100_000 ? text.slice(0, 100_000) : text;
  if (iniHeader.test(start)) return false;
  if (haproxyHeader.test(start) || keepalivedSetting.test(start) || count(start, keepalivedLine) > 0) return true;
  return name.endsWith(".cfg") && haproxySetting.test(start);
}

/** `undefined`: neither the text nor the name says. Only the beginning of a long text is looked at. */
export function detectLanguage(path: string, text: string): Language | undefined {
  const start = text.length > 100_000 ? text.slice(0, 100_000) : text;
  const keepalived = count(start, keepalivedLine);
  haproxyLine ??= headerOf(haproxyTable.keywords("section"));
  const haproxy = count(start, haproxyLine);
  if (keepalived !== haproxy) return keepalived > haproxy ? "keepalived" : "haproxy";
  const name = nameOf(path).toLowerCase();
  if (/keepalived/.test(name)) return "keepalived";
  if (/haproxy/.test(name)) return "haproxy";
  if (keepalivedSetting.test(start)) return "keepalived";
  if (haproxySetting.test(start)) return "haproxy";
  if (keepalived > 0) return "keepalived";
  return name.endsWith(".cfg") ? "haproxy" : undefined;
}

let haproxyLine: RegExp | undefined;
const nameless: ReadonlySet<string> = new Set(["global", "defaults"]);

/** Lines that open a section; most need a name, without which they are words of any language. */
function headerOf(sections: readonly string[]): RegExp {
  const words = sections.map((section) => (nameless.has(section) ? section : `${section}(?=[ \\t])`));
  return new RegExp(String.raw`^[ \t]*(?:${words.join("|")})[^\n{]*$`, "gm");
}

function count(text: string, pattern: RegExp): number {
  let found = 0;
  for (const _ of text.matchAll(pattern)) {
    found++;
    if (found === 20) break;
  }
  return found;
}
