/** Places where a manual names what the program does not know, each with the reason. */

/** Keyword, the manual's section, and why the program has no such thing there. */
export const manualErrors: readonly (readonly [keyword: string, origin: string, reason: string])[] = [
  ["ocsp-update", "manual 5.1", "only known in a crt-list and, later, a crt-store, as its own text says"],
  ["hash-key", "manual 4.2", "an option of servers that stood among the proxy keywords in 3.0"],
  ["bc_settings_streams_limit", "manual 7.3.3", "registered from 3.4 on"],
  ["tune.quit.zero-copy-fwd-send", "manual 3.2", "a misprint of tune.quic.zero-copy-fwd-send"],
  ["no-verifyhost", "manual 5.2", "refused by every version as an unknown keyword"],
];
