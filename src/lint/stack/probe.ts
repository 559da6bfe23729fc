/** Where a check script connects to, as far as its command line says it. */

export interface Probe {
  /** As written; `localhost` and an empty host are the node itself. */
  readonly host: string;
  readonly port: number;
}

/** The first connection that a command makes: a URL of curl or wget, `nc host port`, bash's /dev/tcp. */
export function probeOf(command: string): Probe | undefined {
  // Nearly no command does, and this is told quickly.
  if (!/curl|wget|\bnc|netcat|\/dev\/tcp/.test(command)) return undefined;
  const fetches = /\b(curl|wget)\b/.test(command);
  const url = fetches ? /\b(https?):\/\/(\[[0-9a-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?/i.exec(command) : null;
  if (url !== null) {
    const port = Number(url[3] ?? (url[1]?.toLowerCase() === "https" ? 443 : 80));
    return { host: (url[2] ?? "").replace(/^\[|\]$/g, ""), port };
  }
  const netcat = /(?:^|[\s/])(?:nc|ncat|netcat)\s+(?:-\w+\s+(?:\d+\s+)?)*([\w.:-]+)\s+(\d{1,5})(?:\s|$)/.exec(command);
  if (netcat !== null) return { host: netcat[1] ?? "", port: Number(netcat[2]) };
  const device = /\/dev\/tcp\/([\w.:-]+)\/(\d{1,5})/.exec(command);
  return device === null ? undefined : { host: device[1] ?? "", port: Number(device[2]) };
}

export function isLoopback({ host }: Probe): boolean {
  return host === "localhost" || host === "::1" || /^127\./.test(host) || host === "0.0.0.0";
}
