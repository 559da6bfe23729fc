/** The options of a reply that haproxy makes itself: one body, its type, a status that can have one. */
import { keywordOf, type LinePart } from "../../ast/haproxy/layout.ts";
import type { Statement } from "../../ast/haproxy/statement.ts";
import type { Fault } from "./haproxy-whole-lines.ts";

const bodies = new Set(["errorfiles", "default-errorfiles", "errorfile", "file", "string", "lf-file", "lf-string"]);

/** Statuses that error files exist for (haproxy 3.4). */
const errorStatuses = new Set([
  200, 400, 401, 403, 404, 405, 407, 408, 410, 413, 414, 421, 422, 425, 429, 431, 500, 501, 502, 503, 504,
]);

/** `status` is what the reply has where it names none; absent: one that error files exist for. */
export function replyFault(
  options: readonly LinePart[],
  statement: Statement,
  status: number | undefined,
): Fault | undefined {
  const given = options.filter((option) => bodies.has(keywordOf(option)));
  const [body, second] = given;
  if (body === undefined) return undefined;
  if (second !== undefined)
    return { rule: "invalid-value", message: `The reply has its body from ${keywordOf(body)} already`, at: second };
  const code = statusOf(options, statement) ?? status;
  switch (keywordOf(body)) {
    case "errorfiles":
    case "default-errorfiles":
      return code === undefined || errorStatuses.has(code)
        ? undefined
        : { rule: "invalid-value", message: `There are no error files for the status ${code}`, at: body };
    case "string":
    case "lf-string":
    case "lf-file":
      return bodyFault(body, options, statement, code);
    default:
      return undefined;
  }
}

/** http_act.c: deny_status comes first; alone, it takes the error file of its status. */
export function denyFault(options: readonly LinePart[], statement: Statement): Fault | undefined {
  const late = options.find((option, at) => at > 0 && keywordOf(option) === "deny_status");
  if (late !== undefined)
    return { rule: "invalid-value", message: "deny_status has to stand before the other options", at: late };
  const [only, ...more] = options;
  if (only === undefined || more.length > 0 || keywordOf(only) !== "deny_status")
    return replyFault(options, statement, undefined);
  const code = statusOf(options, statement);
  if (code === undefined || errorStatuses.has(code)) return undefined;
  const message = `deny_status ${code} takes an error file, and none is for that status: write status ${code}`;
  return { rule: "invalid-value", message, at: only };
}

/** http_htx.c: a reply in the place of an error file, in whatever order its options stand. */
export function errorReplyFault(options: readonly LinePart[], statement: Statement): Fault | undefined {
  const code = statusOf(options, statement);
  if (code === undefined) return { rule: "argument-count", message: "http-error needs status" };
  if (!errorStatuses.has(code))
    return { rule: "invalid-value", message: `haproxy makes no errors with the status ${code}` };
  return replyFault(options, statement, code);
}

function statusOf(options: readonly LinePart[], statement: Statement): number | undefined {
  const option = options.findLast((one) => keywordOf(one) === "status" || keywordOf(one) === "deny_status");
  const code = option === undefined ? Number.NaN : Number.parseInt(statement.args[option.first + 1]?.value ?? "", 10);
  return Number.isNaN(code) ? undefined : code;
}

function bodyFault(
  body: LinePart,
  options: readonly LinePart[],
  statement: Statement,
  code: number | undefined,
): Fault | undefined {
  const text = statement.args[body.first + 1]?.value ?? "";
  if (keywordOf(body) === "string" && text === "") return undefined;
  if (code === 204 || code === 304)
    return { rule: "invalid-value", message: `A reply with the status ${code} has no body`, at: body };
  return options.some((option) => keywordOf(option) === "content-type")
    ? undefined
    : { rule: "argument-count", message: "A reply with a body needs content-type", at: body };
}
