import { emit, mapSections, parseHaproxy, statement } from "halint";

/** Adds a server at the end of a backend. */
export function addServer(text: string, backend: string, name: string, address: string): string {
  const changed = mapSections(parseHaproxy(text).ast, (section) => {
    if (section.type !== "backend" || section.name?.value !== backend) return section;
    return { ...section, body: [...section.body, statement("server", name, address, "check")] };
  });
  return emit(changed, text).text;
}
