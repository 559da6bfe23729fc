/** What the program asks of several arguments together, or of one beyond its type. */
import type { Call } from "../../ast/haproxy/expression.ts";

/** Continues "the converter field …"; nothing where the arguments fit together. */
type Ask = (values: readonly string[]) => string | undefined;

const number = (text: string | undefined) => Number(text === undefined || text === "" ? 0 : text);

/** An index counted from one, and characters to split at. */
const indexed: Ask = ([index, delimiters]) => {
  if (number(index) === 0) return "counts from 1, or from -1 at the end: 0 is no index";
  return delimiters === "" ? "has no delimiters to split at" : undefined;
};

const payload: Ask = ([offset, length, second = ""]) => {
  if (number(length) === 0) return "needs a length above 0";
  if (second === "") return undefined;
  if (!/^[+-]?\d+$/.test(second)) return "has a second offset that is no integer";
  return number(offset) + number(length) + number(second) < 0
    ? "has a second offset that lies before the start"
    : undefined;
};

const blockPosition: Ask = ([position = ""]) =>
  /^(head|tail|first|\d+)$/.test(position) ? undefined : "takes head, tail, first or a position";

const token: Ask = ([name = ""]) => (name.length === 4 ? undefined : "needs a token of four characters");

const connectFields =
  "protocol_name protocol_version flags keepalive 17 33 39 34 25 23 38 21 22 client_identifier 24 1 2 3 8 9 will_topic will_payload username password";
const connackFields = "flags protocol_version reason_code 17 33 36 37 39 18 34 31 40 41 42 19 26 28 38 21 22";
/** The fields of each MQTT packet, in the order of the packets' numbers; those of version 5 have numbers themselves. */
const mqttFields: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [
    ["connect", connectFields],
    ["connack", connackFields],
    ["publish", "1 2 3 8 9 11 35 38"],
    ...["puback", "pubrec", "pubrel", "pubcomp"].map((packet) => [packet, "reason_code 31 38"]),
    ["subscribe", "11 38"],
    ["suback", "31 38"],
    ["unsubscribe", "38"],
    ["unsuback", "31 38"],
    ["pingreq", ""],
    ["pingresp", ""],
    ["disconnect", "reason_code 17 28 31 38"],
    ["auth", "21 22 31 38"],
  ].map(([packet = "", fields = ""]) => [packet, new Set(fields.split(" "))]),
);

const mqttField: Ask = ([packet = "", field = ""]) => {
  const numbered = [...mqttFields.values()][Number(packet) - 1];
  const fields = mqttFields.get(packet.toLowerCase()) ?? numbered;
  if (fields === undefined) return "takes a packet of MQTT, such as connect";
  return fields.has(field) ? undefined : "takes a field that this packet has";
};

const fetches: ReadonlyMap<string, Ask> = new Map<string, Ask>([
  ["payload_lv", payload],
  ["req.payload_lv", payload],
  ["res.payload_lv", payload],
  ["distcc_body", token],
  ["distcc_param", token],
  ["internal.htx_blk.data", blockPosition],
  ["internal.htx_blk.hdrname", blockPosition],
  ["internal.htx_blk.hdrval", blockPosition],
  ["internal.htx_blk.size", blockPosition],
  ["internal.htx_blk.start_line", blockPosition],
  ["internal.htx_blk.type", blockPosition],
  [
    "dump_all_vars",
    ([scope = ""]) =>
      /^(proc|sess|txn|req|res|check)?$/.test(scope) ? undefined : "takes a scope: proc, sess, txn, req or res",
  ],
]);

const converters: ReadonlyMap<string, Ask> = new Map<string, Ask>([
  ["field", indexed],
  ["word", indexed],
  ["mqtt_field_value", mqttField],
  [
    "be2hex",
    ([separator = "", chunk, truncate]) =>
      number(chunk) <= 0 && (separator !== "" || number(truncate) !== 0) ? "needs a chunk size above 0" : undefined,
  ],
  [
    "add_item",
    ([, variable = "", suffix = ""]) =>
      variable === "" && suffix === "" ? "needs a variable or a text to add" : undefined,
  ],
  ["json_query", ([path = ""]) => (path === "" ? "needs a path" : undefined)],
  [
    "when",
    ([condition = "", acl = ""]) =>
      /^!?acl$/.test(condition) && acl === "" ? "needs the name of an ACL after acl" : undefined,
  ],
  [
    "jwt_verify_cert",
    ([algorithm = ""]) =>
      /^HS\d/.test(algorithm) ? "takes no HS algorithm: those have a secret and no certificate" : undefined,
  ],
]);

export function wholeCallFault(call: Call, what: string): string | undefined {
  const ask = (what === "converter" ? converters : fetches).get(call.name);
  return ask?.((call.args ?? []).map(({ value }) => value));
}
