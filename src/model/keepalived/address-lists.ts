/**
 * The addresses of an instance and the family that they fix: the first address keyword of a block decides, later ones
 * of the other family are dropped (keepalived 2.2.7, vrrp_instance).
 */
import { isMulticastGroup, withoutSuffix } from "../../schema/types/keepalived-addresses.ts";
import { parseAddress } from "../address.ts";
import type { Given, RefusedEntry, VirtualAddress, VrrpInstance } from "./config.ts";
import type { EffectiveStatement, EffectiveWord } from "./effective.ts";
import { bodyOf, wordValue } from "./settings.ts";
import { readAddressLine } from "./virtual-address.ts";

export type AddressLists = Pick<
  VrrpInstance,
  | "virtualAddresses"
  | "excludedAddresses"
  | "refusedAddresses"
  | "unicastPeers"
  | "refusedPeers"
  | "refusedSources"
  | "unicastSource"
  | "multicastSource"
  | "multicastGroup"
> & {
  readonly family: 4 | 6 | undefined;
  /** `native_ipv6` was taken. */
  readonly native6: boolean;
  /** `version` as it was taken at its place. */
  readonly version: Given<2 | 3> | undefined;
  /** A `min_ttl` or `max_ttl` makes the daemon check who sends. */
  readonly checksTtl: boolean;
};

export function readAddressLists(body: readonly EffectiveStatement[]): AddressLists {
  const reader = new AddressReader();
  for (const statement of body) reader.take(statement);
  return reader.lists();
}

class AddressReader {
  #family: 4 | 6 | undefined;
  #native6 = false;
  #version: Given<2 | 3> | undefined;
  #checksTtl = false;
  #source: { keyword: string; value: Given<string> } | undefined;
  #multicastGroup: Given<string> | undefined;
  readonly #virtual: VirtualAddress[] = [];
  readonly #excluded: VirtualAddress[] = [];
  readonly #refused: RefusedEntry[] = [];
  readonly #peers: Given<string>[] = [];
  readonly #refusedPeers: RefusedEntry[] = [];
  readonly #refusedSources: RefusedEntry[] = [];
  readonly #keys = new Set<string>();
  readonly #peerKeys = new Set<string>();

  take(statement: EffectiveStatement): void {
    switch (statement.keyword.value) {
      case "virtual_ipaddress":
        for (const line of bodyOf(statement)) this.#takeVirtual(line, this.#virtual, true);
        break;
      case "virtual_ipaddress_excluded":
        for (const line of bodyOf(statement)) this.#takeVirtual(line, this.#excluded, false);
        break;
      case "unicast_peer":
        for (const line of bodyOf(statement)) this.#takePeer(line);
        break;
      case "mcast_src_ip":
      case "unicast_src_ip":
        this.#takeSource(statement);
        break;
      case "mcast_dst_ip":
        this.#takeGroup(statement);
        break;
      case "native_ipv6":
        if (this.#family === 4) break;
        this.#family = 6;
        this.#native6 = true;
        break;
      case "version":
        this.#takeVersion(statement);
        break;
    }
  }

  #takeVirtual(line: EffectiveStatement, list: VirtualAddress[], fixesFamily: boolean): void {
    const read = readAddressLine(line);
    if (read === undefined) return;
    const { address } = read;
    if (address === undefined) {
      if (read.refused !== undefined) this.#refused.push(read.refused);
      return;
    }
    const refuse = (reason: RefusedEntry["reason"]) =>
      this.#refused.push({ text: address.text, place: address.place, reason });
    if (fixesFamily) {
      this.#family ??= address.family;
      if (address.family !== this.#family) {
        refuse("other-family");
        return;
      }
    }
    if (this.#keys.has(read.key)) refuse("duplicate");
    else {
      this.#keys.add(read.key);
      list.push(address);
    }
  }

  #address(text: string) {
    const bare = withoutSuffix(text);
    const parsed = parseAddress(bare);
    return parsed === undefined ? undefined : { ...parsed, bare };
  }

  #takePeer(line: EffectiveStatement): void {
    const word = line.keyword;
    if (word.unknown) return;
    const address = this.#address(word.value);
    const refuse = (reason: RefusedEntry["reason"]) =>
      this.#refusedPeers.push({ text: word.value, place: word.place, reason });
    if (address === undefined) refuse("invalid");
    else {
      this.#family ??= address.family;
      if (line.args.some((one) => one.value === "min_ttl" || one.value === "max_ttl")) this.#checksTtl = true;
      if (address.family !== this.#family) refuse("other-family");
      else if (this.#peerKeys.has(address.canonical)) refuse("duplicate");
      else {
        this.#peerKeys.add(address.canonical);
        this.#peers.push({ ...wordValue(word), value: address.bare });
      }
    }
  }

  #takeSource(statement: EffectiveStatement): void {
    const word = statement.args[0];
    if (word === undefined || word.unknown) return;
    const address = this.#address(word.value);
    // What is refused takes an earlier one away too.
    this.#source = undefined;
    if (address === undefined) return;
    this.#family ??= address.family;
    const value = { ...wordValue(word), value: address.bare };
    if (address.family === this.#family) this.#source = { keyword: statement.keyword.value, value };
    else this.#refuseSource(word);
  }

  #takeGroup(statement: EffectiveStatement): void {
    const word = statement.args[0];
    if (word === undefined || word.unknown) return;
    const address = this.#address(word.value);
    this.#multicastGroup = undefined;
    if (address === undefined) return;
    this.#family ??= address.family;
    if (address.family !== this.#family) this.#refuseSource(word);
    else if (isMulticastGroup(address.bare)) this.#multicastGroup = { ...wordValue(word), value: address.bare };
  }

  #refuseSource({ value, place }: EffectiveWord): void {
    this.#refusedSources.push({ text: value, place, reason: "other-family" });
  }

  #takeVersion(statement: EffectiveStatement): void {
    const word = statement.args[0];
    const value = word?.value === "2" ? 2 : word?.value === "3" ? 3 : undefined;
    if (word === undefined || value === undefined) return;
    const before = this.#version?.value ?? (this.#native6 ? 3 : undefined);
    if ((before !== undefined && before !== value) || (value === 2 && this.#family === 6)) return;
    this.#version = { ...wordValue(word), value };
  }

  lists(): AddressLists {
    const source = this.#source;
    return {
      family: this.#family,
      native6: this.#native6,
      version: this.#version,
      checksTtl: this.#checksTtl,
      virtualAddresses: this.#virtual,
      excludedAddresses: this.#excluded,
      refusedAddresses: this.#refused,
      unicastPeers: this.#peers,
      refusedPeers: this.#refusedPeers,
      refusedSources: this.#refusedSources,
      ...(source?.keyword === "unicast_src_ip" ? { unicastSource: source.value } : {}),
      ...(source?.keyword === "mcast_src_ip" ? { multicastSource: source.value } : {}),
      ...(this.#multicastGroup === undefined ? {} : { multicastGroup: this.#multicastGroup }),
    };
  }
}
