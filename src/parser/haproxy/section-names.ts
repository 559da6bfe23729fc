/** The words that open a section in any supported version (haproxy 2.4 to 3.4). */
export const sectionNames: ReadonlySet<string> = new Set([
  "global",
  "defaults",
  "frontend",
  "backend",
  "listen",
  "userlist",
  "peers",
  "mailers",
  "resolvers",
  "namespace_list",
  "cache",
  "ring",
  "program",
  "http-errors",
  "fcgi-app",
  "log-forward",
  "log-profile",
  "crt-store",
  "traces",
  "acme",
  "healthcheck",
]);

/** Sections whose header takes a name. `frontend`, `backend` and `listen` have to have one, `defaults` may. */
const unnamed: ReadonlySet<string> = new Set(["global", "traces", "namespace_list"]);

export function takesName(section: string): boolean {
  return !unnamed.has(section);
}

/** The section that a word at the start of a line most likely means: one slip away, two in a long name. */
export function nearestSection(word: string): string | undefined {
  const lower = word.toLowerCase().replace(/:$/, "");
  if (sectionNames.has(lower)) return lower;
  if (word.length < 4) return undefined;
  let best: string | undefined;
  let bestDistance = word.length >= 7 ? 3 : 2;
  for (const name of sectionNames) {
    if (Math.abs(name.length - lower.length) >= bestDistance) continue;
    const distance = editDistance(lower, name);
    if (distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

/** How many letters have to be put in, taken out, changed or swapped with a neighbour. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] ?? cost) + 1);
      row.push(cost);
    }
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}
