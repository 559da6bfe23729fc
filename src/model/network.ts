/** Whether addresses lie in networks. */
import { addressBits, parseAddress } from "./address.ts";

export interface Network {
  readonly address: string;
  readonly prefix: number;
}

/** False also where either is no address, or they are of different families. */
export function isInNetwork(address: string, network: Network): boolean {
  const one = parseAddress(address);
  const other = parseAddress(network.address);
  if (one === undefined || other === undefined || one.family !== other.family) return false;
  const hostBits = BigInt((one.family === 4 ? 32 : 128) - network.prefix);
  return addressBits(one) >> hostBits === addressBits(other) >> hostBits;
}
