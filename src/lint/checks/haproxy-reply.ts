/** The options of a reply that haproxy makes itself: one body, its type, a status that can have one. */
import type { Argument, Statement } from "../../ast/haproxy/statement.ts";
import type { Fault } from "./haproxy-whole-lines.ts";

const bodies = new Set(["errorfiles", "default-errorfiles", "errorfile", "file", "string", "lf-file", "lf-string"]);

/** Statuses that error files exist for (haproxy 3.4). */
const errorStatuses = new Set([
  200, 400, 401, 403, 404, 405, 407, 408, 410, 413, 414, 421, 422, 425, 429, 431, 500, 501, 502, 503, 504,
]);

/** `status` is what the reply has where it names none; absent: one that error files exist for. */
export function replyFault(
  options: readonly Argument[],
  statement: Statement,
  status: number | undefined,
): Fault | undefined {
  const given = options.filter(({ keyword }) => bodies.has(keyword ?? ""));
  const [body, second] = given;
  if (body === undefined) return undefined;
  if (second !== undefined)
    return { rule: "invalid-value", message: `The reply has its body from ${body.keyword} already`, at: second };
  const code = statusOf(options, statement) ?? status;
  switch (body.keyword) {
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

function statusOf(options: readonly Argument[], statement: Statement): number | undefined {
  const option = options.findLast(({ keyword }) => keyword === "status" || keyword === "deny_status");
  const code =
    option === undefined ? Number.NaN : Number.parseInt(statement.args[option.firstWord + 1]?.value ?? "", 10);
  return Number.isNaN(code) ? undefined : code;
}

function bodyFault(
  body: Argument,
  options: readonly Argument[],
  statement: Statement,
  code: number | undefined,
): Fault | undefined {
  const text = statement.args[body.firstWord + 1]?.value ?? "";
  if (body.keyword === "string" && text === "") return undefined;
  if (code === 204 || code === 304)
    return { rule: "invalid-value", message: `A reply with the status ${code} has no body`, at: body };
  return options.some(({ keyword }) => keyword === "content-type")
    ? undefined
    : { rule: "argument-count", message: "A reply with a body needs content-type", at: body };
}
