/** The places in which a fetch has a value: the letters that `where` in the grammar is written with. */

/** Letters from `a` to `v`; see grammar/haproxy/fetches.yaml. */
export type Places = ReadonlySet<string>;

const parsed = new Map<string, Places>();

/** The letters of `where`: `a-t,v`. */
export function placesOf(where: string): Places {
  const known = parsed.get(where);
  if (known !== undefined) return known;
  const places = new Set<string>();
  for (const range of where.split(",")) {
    const first = range.charCodeAt(0);
    const last = range.charCodeAt(range.length - 1);
    for (let code = first; code <= last; code++) places.add(String.fromCharCode(code));
  }
  parsed.set(where, places);
  return places;
}

export function meets(a: Places, b: Places): boolean {
  for (const place of a) if (b.has(place)) return true;
  return false;
}

const names: Readonly<Record<string, string>> = {
  a: "a client's connection is accepted",
  b: "a client's session starts",
  c: "the request's first bytes are there",
  d: "the request's headers are there",
  f: "the backend is chosen",
  g: "the request's first bytes are there",
  h: "the request's headers are there",
  j: "the server is chosen",
  k: "the connection to the server is made",
  l: "the response's first bytes are there",
  m: "the response's headers are there",
  o: "the response is stored for stickiness",
  p: "the response's first bytes are there",
  q: "the response's headers are there",
  s: "the log line is written",
  t: "a health check runs",
  u: "the configuration is read",
  v: "the command line interface is used",
};

/** When the rule of a place is evaluated: `when the request's headers are there`. */
export function momentOf(places: Places): string {
  const [first] = places;
  return `when ${names[first ?? ""] ?? "this is evaluated"}`;
}
