/** Values that words stand for. Each keeps nothing of the text: the word that holds it does. */

/** A time. haproxy counts whole milliseconds or microseconds, keepalived microseconds. */
export interface Duration {
  readonly microseconds: number;
  /** The unit as written; absent where the keyword's default unit applies. */
  readonly unit?: string;
}

export interface Size {
  readonly bytes: number;
}

/** An address with a prefix length: `10.0.0.1/24`. */
export interface NetworkAddress {
  readonly address: string;
  readonly family: 4 | 6;
  /** Absent where none is written. */
  readonly prefix?: number;
}

/** A haproxy address as `bind`, `server`, `log` and others take it: `ipv6@:::443`, `unix@/x`, `*:80-90`, `name:+1`. */
export interface SocketAddress {
  /** The prefix as written: `ipv4@`, `unix@`, `fd@`, `quic4@`… without the `@`. */
  readonly protocol?: string;
  readonly family:
    | "ipv4"
    | "ipv6"
    | "name"
    | "any"
    | "unix"
    | "abns"
    | "fd"
    | "sockpair"
    | "ring"
    | "rhttp"
    | "unknown";
  /** Address, host name or path; empty for every address. */
  readonly host: string;
  /** First and last port; equal where there is one, absent where none is written. */
  readonly ports?: { readonly first: number; readonly last: number; readonly sign?: "+" | "-" };
}
