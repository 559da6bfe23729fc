/** The protocol's timers. */
import type { InstanceSetting, Micros } from "../daemon/settings.ts";
import { second } from "../daemon/settings.ts";
import type { Seat } from "./simulation.ts";
import type { InstanceState } from "./state.ts";
import { never } from "./state.ts";

/** (256 - priority) / 256: of a second in version 2, of the master's advert interval in version 3. */
export function skew(setting: InstanceSetting, own: InstanceState): Micros {
  return skewOf(setting, own, 256 - own.effective);
}

/** The skew of the highest priority. */
export function leastSkew(setting: InstanceSetting, own: InstanceState): Micros {
  return skewOf(setting, own, 1);
}

function skewOf({ version }: InstanceSetting, { masterAdvert }: InstanceState, parts: number): Micros {
  if (version === 2) return Math.floor((parts * second) / 256);
  return Math.floor((parts * Math.floor(masterAdvert / 10_000) * 625) / 16);
}

export function downTimer(setting: InstanceSetting, own: InstanceState): Micros {
  return setting.downAdverts * own.masterAdvert + skew(setting, own);
}

/** Sets when the instance's timer fires, from its state. `startupUntil` holds timers until then. */
export function armTimer({ host, setting, own }: Seat, now: Micros, extends_: boolean): void {
  const delayed = host.startupUntil > now;
  switch (own.state) {
    case "MASTER":
      own.due = (delayed && !extends_ ? host.startupUntil : now) + setting.advert;
      return;
    case "BACKUP":
      own.due = (delayed ? host.startupUntil : now) + own.downTimer;
      return;
    default:
      own.due = never;
  }
}
