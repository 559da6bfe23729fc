/** Where a check script connects to, as far as its command line says it. */

export interface Probe {
  /** As written; `localhost` and an empty host are the node itself. */
  readonly host: string;
  /** Undefined where the command asks a host and no port of it: ping. */
  readonly port: number | undefined;
}

/** The first connection that a command makes: a URL of curl or wget, `nc host port`, bash's /dev/tcp, ping. */
export function probeOf(command: string): Probe | undefined {
  // Nearly no command does, and this is told quickly.
  if (!/curl|wget|\bnc|netcat|\/dev\/tcp|ping/.test(command)) return undefined;
  if (/\b(curl|wget)\b/.test(command)) return fetchOf(command);
  const netcat = /(?:^|[\s/])(?:nc|ncat|netcat)\s+(?:-\w+\s+(?:\d+\s+)?)*([\w.:-]+)\s+(\d{1,5})(?:\s|$)/.exec(command);
  if (netcat !== null) return { host: netcat[1] ?? "", port: Number(netcat[2]) };
  const device = /\/dev\/tcp\/([\w.:-]+)\/(\d{1,5})/.exec(command);
  if (device !== null) return { host: device[1] ?? "", port: Number(device[2]) };
  return pingOf(command);
}

/** Options that send curl or wget elsewhere than the URL says: over a socket, a proxy, to another name's address. */
const detours =
  /\s(?:-x|--(?:abstract-)?unix-socket|--proxy|--preproxy|--socks\w*|--connect-to|--resolve|-K|--config)\b/;

/** Options with a value that may look like what is fetched. */
const values =
  /\s(?:-[AHbdeu]|--(?:header|user-agent|cookie|data[\w-]*|referer|user|interface|noproxy|dns-[\w-]+|post-data)[\s=])\s*(?:'[^']*'|"[^"]*"|[^\s'"]\S*)/g;

function fetchOf(written: string): Probe | undefined {
  if (detours.test(written)) return undefined;
  const command = written.replace(values, " ");
  const url = /\b(https?):\/\/(\[[0-9a-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?/i.exec(command);
  // Both programs put http:// in front of what has none.
  const bare = /\s['"]?(\[[0-9a-f:.]+\]|localhost|\d+(?:\.\d+){3})(?::(\d{1,5}))?(?:[/?]\S*)?['"]?(?:\s|$)/i;
  const short = url === null ? bare.exec(command) : null;
  const [scheme, host, port] = url === null ? ["http", short?.[1], short?.[2]] : url.slice(1);
  if (host === undefined) return undefined;
  const usual = scheme?.toLowerCase() === "https" ? 443 : 80;
  return { host: host.replace(/^\[|\]$/g, ""), port: Number(port ?? usual) };
}

/** The host of a ping that the command begins with; what `-I` and `-S` name is where it comes from. */
function pingOf(command: string): Probe | undefined {
  const words = /^(?:\S*\/)?ping6?\s([^|;&<>]*)/.exec(command.trim())?.[1]?.replace(/(?:^|\s)-[IS]\s*\S+/g, " ");
  const hosts = words?.split(/\s+/).filter((word) => /^(?:\d+(?:\.\d+){3}|[0-9a-f]*:[0-9a-f:]*)$/i.test(word)) ?? [];
  const host = hosts.at(-1);
  return host === undefined ? undefined : { host, port: undefined };
}

export function isLoopback({ host }: Probe): boolean {
  return host === "localhost" || host === "::1" || /^127\./.test(host) || host === "0.0.0.0";
}
