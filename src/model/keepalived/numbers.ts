/** Numbers as keepalived's running daemon reads them: what `-t` reports is often used all the same. */

/** A base-10 integer without anything behind it; undefined where the daemon refuses it. */
export function strictInteger(text: string, min: number, max: number): number | undefined {
  if (text === "") return min <= 0 ? 0 : undefined;
  if (!/^[ \t]*[+-]?[0-9]+$/.test(text)) return undefined;
  return inRange(Number.parseInt(text, 10), min, max);
}

/** The leading digits; what follows is only logged. */
export function lenientInteger(text: string, min: number, max: number): number | undefined {
  const digits = /^[ \t]*([+-]?[0-9]+)/.exec(text)?.[1];
  return inRange(digits === undefined ? 0 : Number.parseInt(digits, 10), min, max);
}

/**
 * Seconds with decimal places. Trailing junk stops the zeros that scale the number, so `5s` with three places is
 * 5 thousandths (keepalived 2.2.7 and 2.4.3).
 */
export function lenientDecimal(text: string, places: number, min: number, max: number): number | undefined {
  if (text.startsWith("-")) return undefined;
  const point = text.indexOf(".");
  let digits = text;
  let roundUp = false;
  if (point !== -1) {
    const fraction = text.slice(point + 1);
    roundUp = fraction.length > places && (fraction[places] ?? "") >= "5";
    const kept = fraction.slice(0, places);
    digits = text.slice(0, point) + kept + "0".repeat(places - kept.length);
  } else digits += "0".repeat(places);
  const scaled = Number.parseInt(/^[ \t]*[+]?([0-9]+)/.exec(digits)?.[1] ?? "0", 10) + (roundUp ? 1 : 0);
  const seconds = scaled / 10 ** places;
  return inRange(seconds, min, max);
}

function inRange(value: number, min: number, max: number): number | undefined {
  return value >= min && value <= max ? value : undefined;
}

/** `on`, `true`, `yes`; `off`, `false`, `no`; nothing is on; anything else is reported and ignored. */
export function booleanWord(text: string | undefined): boolean | undefined {
  if (text === undefined) return true;
  if (text === "on" || text === "true" || text === "yes") return true;
  if (text === "off" || text === "false" || text === "no") return false;
  return undefined;
}
