/** The smallest nodes that rules about check scripts show their point with. */
import { instanceFor, instanceWith, tracked } from "../cluster/example.ts";

/** An instance for 192.0.2.9 that tracks a script with this command. */
export function checkedBy(command: string): string {
  return `${scriptOf(command)}${instanceWith("virtual_router_id 51", "priority 101", ...tracked)}`;
}

/** The same where the sync group of the instance tracks the script. */
export function checkedByGroup(command: string): string {
  return `${scriptOf(command)}vrrp_sync_group G {\n  group {\n    VI_1\n  }\n  ${tracked.join("\n  ")}\n}\n${instanceWith("virtual_router_id 51", "priority 101")}`;
}

/** An instance for 192.0.2.8, with 192.0.2.9 in an address block that the adverts leave out. */
export const withExcluded = instanceFor(
  ["192.0.2.8/24"],
  "virtual_router_id 51",
  "priority 101",
  "virtual_ipaddress_excluded {",
  "  192.0.2.9/24",
  "}",
);

function scriptOf(command: string): string {
  return `vrrp_script chk {\n  script "${command}"\n}\n`;
}
