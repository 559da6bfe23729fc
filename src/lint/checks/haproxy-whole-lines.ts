/** What a line's options have to be together: a reply's body and type, a redirection's target, an expectation's pattern. */
import type { Section } from "../../ast/haproxy/file.ts";
import { keywordOf, type LinePart, spanOfPart } from "../../ast/haproxy/layout.ts";
import type { Statement } from "../../ast/haproxy/statement.ts";
import { isStatic } from "../../ast/word.ts";
import { sidesOf } from "../haproxy/expression-places.ts";
import { placeIn } from "../place.ts";
import type { MakeLineCheck } from "./finding.ts";
import { denyFault, errorReplyFault, replyFault } from "./haproxy-reply.ts";

/** A rule's name without its language, and the message. */
export interface Fault {
  readonly rule: "argument-count" | "invalid-value" | "misplaced-keyword";
  readonly message: string;
  /** What it is about, where that is not the whole line. */
  readonly at?: LinePart;
}

export const wholeLinesCheck: MakeLineCheck = (document, _node, found) => ({
  line(statement, section) {
    if (!judged.has(statement.keyword.value) || statement.problems !== undefined) return;
    const fault = faultOf(statement, section);
    // Words that the environment decides may be the options that seem to lack.
    if (fault === undefined || !statement.args.every(isStatic)) return;
    const { rule, message, at } = fault;
    const span = at === undefined ? statement.keyword : spanOfPart(at, statement);
    found({ rule: `haproxy/${rule}`, place: placeIn(document, span), message });
  },
});

/** The keywords that `faultOf` knows. */
const judged: ReadonlySet<string> = new Set([
  "http-request",
  "http-response",
  "http-after-response",
  "tcp-request",
  "tcp-response",
  "redirect",
  "tcp-check",
  "http-check",
  "stick-table",
  "filter",
  "http-error",
]);

function faultOf(statement: Statement, section: Section): Fault | undefined {
  switch (statement.keyword.value) {
    case "http-request":
    case "http-response":
    case "http-after-response":
    case "tcp-request":
    case "tcp-response":
      return ruleFault(statement, section);
    case "redirect":
      return redirectFault(statement, "@static-redirect", false);
    case "tcp-check":
    case "http-check":
      return expectFault(statement);
    case "stick-table":
      return tableFault(statement);
    case "filter":
      return filterFault(statement);
    case "http-error":
      return errorReplyFault(optionsOf(statement, "@http-reply"), statement);
    default:
      return undefined;
  }
}

function optionsOf({ layout }: Statement, family: string): readonly LinePart[] {
  return layout.parts.filter(({ type }) => type === family);
}

function ruleFault(statement: Statement, section: Section): Fault | undefined {
  const action = "actionName" in statement ? statement.actionName : undefined;
  switch (action) {
    case "return":
      return replyFault(optionsOf(statement, "@http-reply"), statement, 200);
    case "deny":
    case "tarpit":
      return denyFault(optionsOf(statement, "@http-deny"), statement);
    case "redirect":
      return redirectFault(statement, "@redirect", statement.kind === "HttpResponse");
    case "use-service":
      return statement.kind === "TcpRequest" && statement.args.some(({ value }) => value === "prometheus-exporter")
        ? { rule: "misplaced-keyword", message: "prometheus-exporter is a service of http-request rules" }
        : undefined;
    case "wait-for-body":
      return statement.args.some(({ value }) => value === "time")
        ? undefined
        : { rule: "argument-count", message: "wait-for-body needs time and how long" };
    default:
      return sideFault(statement, action, section);
  }
}

const oneSided: ReadonlySet<string> = new Set(["set-timeout", "set-retries", "capture", "switch-mode"]);

/** Actions, and timeouts of set-timeout, that one side of a proxy has alone. */
function sideFault(statement: Statement, action: string | undefined, section: Section): Fault | undefined {
  const sides = sidesOf(section.type);
  if (sides === undefined || action === undefined || !oneSided.has(action)) return undefined;
  const words = statement.args.map(({ value }) => value);
  const timeout = action === "set-timeout" ? words[words.indexOf("set-timeout") + 1] : undefined;
  const needsBack = action === "set-retries" || ["connect", "server", "queue", "tunnel"].includes(timeout ?? "");
  const isCapture = action === "capture" && (statement.kind === "TcpRequest" || words.includes("len"));
  const needsFront = action === "switch-mode" || timeout === "client" || isCapture;
  const what = timeout === undefined ? action : `${action} ${timeout}`;
  if (needsBack && !sides.back)
    return { rule: "misplaced-keyword", message: `${what} needs a backend or a listen section` };
  if (needsFront && !sides.front)
    return { rule: "misplaced-keyword", message: `${what} needs a frontend or a listen section` };
  return undefined;
}

function redirectFault(statement: Statement, family: string, inResponse: boolean): Fault | undefined {
  const targets = optionsOf(statement, family).filter((option) =>
    ["location", "prefix", "scheme"].includes(keywordOf(option)),
  );
  const last = targets.at(-1);
  if (last === undefined)
    return { rule: "argument-count", message: "redirect needs location, prefix or scheme, and where to" };
  if (inResponse && keywordOf(last) !== "location")
    return {
      rule: "invalid-value",
      message: `redirect ${keywordOf(last)} is for requests; responses take location`,
      at: last,
    };
  return undefined;
}

const patterns = new Set([
  "string", "rstring", "string-lf", "binary", "rbinary", "binary-lf", "status", "rstatus", "hdr", "fhdr", "custom",
]); // biome-ignore format: a list

function expectFault(statement: Statement): Fault | undefined {
  const keyword = statement.keyword.value;
  // In a frontend the program ignores the line, and its words have no names.
  if (statement.args[0]?.value !== "expect" || statement.layout.parts.length === 0) return undefined;
  const found = optionsOf(statement, `@${keyword}-expect`).filter((option) =>
    patterns.has(keywordOf(option).replace(/^!/, "")),
  );
  const [first, second] = found;
  if (first === undefined)
    return { rule: "argument-count", message: `${keyword} expect needs a pattern, such as string` };
  if (second === undefined) return undefined;
  return { rule: "invalid-value", message: `${keyword} expect takes one pattern, and this is a second`, at: second };
}

function tableFault(statement: Statement): Fault | undefined {
  const options = optionsOf(statement, "@stick-table-option");
  for (const needed of ["type", "size"]) {
    if (!options.some((option) => keywordOf(option) === needed))
      return { rule: "argument-count", message: `stick-table needs ${needed}` };
  }
  const stored = optionsOf(statement, "@stick-table-data");
  const names = new Set(stored.map(keywordOf));
  for (const [array, single] of arrays) {
    const clash = names.has(array) ? stored.find((option) => single.includes(keywordOf(option))) : undefined;
    if (clash !== undefined)
      return {
        rule: "invalid-value",
        message: `A stick table stores ${array} or ${keywordOf(clash)}, not both`,
        at: clash,
      };
  }
  return undefined;
}

const arrays: readonly (readonly [string, readonly string[]])[] = [
  ["gpt", ["gpt0"]],
  ["gpc", ["gpc0", "gpc1"]],
  ["gpc_rate", ["gpc0_rate", "gpc1_rate"]],
];

function filterFault(statement: Statement): Fault | undefined {
  const kind = statement.args[0]?.value;
  const has = (word: string) => statement.args.some(({ value }) => value === word);
  if (kind === "spoe" && !has("config"))
    return { rule: "argument-count", message: "filter spoe needs config and a file" };
  if (kind !== "bwlim-in" && kind !== "bwlim-out") return undefined;
  const options = optionsOf(statement, "@bwlim");
  const names = new Set(options.map(keywordOf));
  const shared = options.find((option) => ["key", "table", "limit"].includes(keywordOf(option)));
  const own = options.find((option) => ["default-limit", "default-period"].includes(keywordOf(option)));
  if (shared !== undefined && own !== undefined)
    return {
      rule: "invalid-value",
      message: `${keywordOf(own)} is for each stream alone and cannot stand with ${keywordOf(shared)}`,
      at: own,
    };
  const needed = shared === undefined ? ["default-period", "default-limit"] : ["key", "limit"];
  const lacking = needed.find((name) => !names.has(name));
  return lacking === undefined ? undefined : { rule: "argument-count", message: `filter ${kind} needs ${lacking}` };
}
