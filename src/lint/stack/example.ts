/** The smallest node that rules about check scripts show their point with. */
import { instanceWith, tracked } from "../cluster/example.ts";

/** An instance for 192.0.2.9 that tracks a script with this command. */
export function checkedBy(command: string): string {
  return `vrrp_script chk {\n  script "${command}"\n}\n${instanceWith("virtual_router_id 51", "priority 101", ...tracked)}`;
}
