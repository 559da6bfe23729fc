/** Parts of hand-written pages that are made: between `<!-- NAME -->` and `<!-- /NAME -->`. */

/** The page with a region's content replaced; unchanged where it has no such region. */
export function replaceRegion(page: string, name: string, content: string): string {
  const region = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
  return page.replace(region, (_, start: string, end: string) => `${start}${content.trim()}\n${end}`);
}
