/** Whether an address of a bind line stands for every address of its family. */
import type { SocketAddress } from "../../ast/values.ts";

export function isWildcardAddress({ family, host }: SocketAddress): boolean {
  if (family === "any") return true;
  return (
    (family === "ipv4" || family === "ipv6") && (host === "" || host === "*" || host === "0.0.0.0" || host === "::")
  );
}
