/** `global_defs`: what holds for every instance. The block may be repeated; the last value wins. */
import { parseAddress } from "../address.ts";
import type { KeepalivedGlobals } from "./config.ts";
import type { EffectiveStatement } from "./effective.ts";
import { booleanWord, lenientDecimal, lenientInteger } from "./numbers.ts";
import { bodyOf, lastOf, lastReadable, placeOf, present, textValue } from "./settings.ts";

export function readGlobals(statements: readonly EffectiveStatement[]): KeepalivedGlobals {
  const blocks = statements.filter((one) => one.keyword.value === "global_defs");
  const body = blocks.length === 1 && blocks[0] !== undefined ? bodyOf(blocks[0]) : blocks.flatMap(bodyOf);
  const address = (text: string) => (parseAddress(text) === undefined ? undefined : text);
  const flag = (keyword: string) => lastOf(body, keyword) !== undefined;
  const boolean = (keyword: string) => {
    const line = lastOf(body, keyword);
    return line !== undefined && booleanWord(line.args[0]?.value) === true;
  };
  const version = (text: string) => {
    const number = lenientInteger(text, 2, 3);
    return number === 2 || number === 3 ? number : undefined;
  };
  return {
    dynamicInterfaces: flag("dynamic_interfaces"),
    checkUnicastSource: flag("vrrp_check_unicast_src"),
    skipCheckAdvertAddress: boolean("vrrp_skip_check_adv_addr"),
    lowerPriorityNoAdvert: boolean("vrrp_lower_prio_no_advert"),
    higherPrioritySendAdvert: boolean("vrrp_higher_prio_send_advert"),
    ownerIgnoreAdverts: flag("vrrp_owner_ignore_adverts"),
    ...present({
      place: blocks[0]?.place,
      routerId: textValue(lastOf(body, "router_id")),
      vrrpVersion: lastReadable(body, "vrrp_version", version),
      strict: placeOf(lastOf(body, "vrrp_strict")),
      scriptSecurity: placeOf(lastOf(body, "enable_script_security")),
      scriptUser: textValue(lastOf(body, "script_user")),
      startupDelay: lastReadable(body, "vrrp_startup_delay", (text) => lenientDecimal(text, 6, 0, 4294)),
      multicastGroup4: lastReadable(body, "vrrp_mcast_group4", address),
      multicastGroup6: lastReadable(body, "vrrp_mcast_group6", address),
      smtpServer: textValue(lastOf(body, "smtp_server")),
      downTimerAdverts: lastReadable(body, "vrrp_down_timer_adverts", (text) => lenientInteger(text, 1, 100)),
      defaultInterface: textValue(lastOf(body, "default_interface")),
    }),
  };
}
