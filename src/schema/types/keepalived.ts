/** The types of the keepalived notation. */
import { anything, type Types, type ValueType } from "./type.ts";

export const keepalivedTypes: Types = new Map<string, ValueType>([
  ["word", anything("a word")],
  ["rest", anything("anything", { takes: "rest" })],
  ["secret", anything("a secret", { secret: true })],
]);
