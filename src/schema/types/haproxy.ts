/** The types of the haproxy notation. */
import { anything, type Types, type ValueType } from "./type.ts";

export const haproxyTypes: Types = new Map<string, ValueType>([
  ["word", anything("a word")],
  ["rest", anything("anything", { takes: "rest" })],
  ["condition", anything("a condition", { takes: "condition" })],
  ["acl-test", anything("an ACL test", { takes: "some" })],
  ["expression", anything("a sample expression", { takes: "expression" })],
  ["secret", anything("a secret", { secret: true })],
]);
