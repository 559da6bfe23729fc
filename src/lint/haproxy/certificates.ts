/** Options of `bind` that bring certificates. */
export const certificateOptions: ReadonlySet<string> = new Set(["crt", "crt-list", "default-crt"]);
