/** The types of samples, and which of them the program turns into which others. */

export type SampleType = "any" | "same" | "bool" | "sint" | "addr" | "ipv4" | "ipv6" | "str" | "bin" | "meth";

type Casts = Readonly<Partial<Record<SampleType, "free" | "converts">>>;

const anything: Casts = {
  any: "free",
  bool: "converts",
  sint: "converts",
  addr: "converts",
  ipv4: "converts",
  ipv6: "converts",
  str: "converts",
  bin: "converts",
  meth: "converts",
};

/** From, then to; what is absent cannot be turned into the other. `free`: the value stays as it is. */
const casts: Readonly<Record<SampleType, Casts>> = {
  any: anything,
  same: {},
  bool: { any: "free", bool: "free", sint: "free", str: "converts", bin: "converts" },
  sint: {
    any: "free",
    bool: "free",
    sint: "free",
    addr: "converts",
    ipv4: "converts",
    ipv6: "converts",
    str: "converts",
    bin: "converts",
  },
  addr: { any: "free", addr: "converts", ipv4: "converts", ipv6: "converts", str: "converts", bin: "converts" },
  ipv4: {
    any: "free",
    sint: "converts",
    addr: "free",
    ipv4: "free",
    ipv6: "converts",
    str: "converts",
    bin: "converts",
  },
  ipv6: { any: "free", addr: "free", ipv4: "converts", ipv6: "free", str: "converts", bin: "converts" },
  str: {
    any: "free",
    bool: "converts",
    sint: "converts",
    addr: "converts",
    ipv4: "converts",
    ipv6: "converts",
    str: "free",
    bin: "free",
    meth: "converts",
  },
  bin: { any: "free", str: "converts", bin: "free", meth: "converts" },
  meth: { any: "free", str: "converts", bin: "converts", meth: "free" },
};

export function canCast(from: SampleType, to: SampleType): boolean {
  return casts[from][to] !== undefined;
}

export function isFreeCast(from: SampleType, to: SampleType): boolean {
  return casts[from][to] === "free";
}

export function isSampleType(text: string | undefined): text is SampleType {
  return text !== undefined && Object.hasOwn(casts, text);
}

/** What a type is called in messages. */
export const typeNames: Readonly<Record<SampleType, string>> = {
  any: "a value of any type",
  same: "a value of the same type",
  bool: "a truth value",
  sint: "an integer",
  addr: "an address",
  ipv4: "an IPv4 address",
  ipv6: "an IPv6 address",
  str: "a string",
  bin: "binary data",
  meth: "an HTTP method",
};
