/** In which of the program's places an expression or a condition of a statement is evaluated. */
import type { Statement, StatementKind } from "../../ast/haproxy/statement.ts";
import type { Places } from "../../schema/haproxy-expression/places.ts";

/** What a section is for its rules: a frontend's side, a backend's side, or both. */
export interface Sides {
  readonly front: boolean;
  readonly back: boolean;
}

export function sidesOf(section: string): Sides | undefined {
  switch (section) {
    case "frontend":
      return { front: true, back: false };
    case "backend":
      return { front: false, back: true };
    case "listen":
    case "defaults":
      return { front: true, back: true };
    default:
      return undefined;
  }
}

/** Letters for the frontend's side and the backend's, as the sides ask for. */
function both({ front, back }: Sides, ofFront: string, ofBack: string): Places {
  return only(`${front ? ofFront : ""}${back ? ofBack : ""}`);
}

const sets = new Map<string, Places>();

/** The letters as a set; there are few of them, and they are asked for on every line. */
function only(letters: string): Places {
  let set = sets.get(letters);
  if (set === undefined) {
    set = new Set(letters);
    sets.set(letters, set);
  }
  return set;
}

/** Actions that are judged as those of http-request whatever ruleset they stand in. */
const asRequest = new Set([
  "set-src", "set-src-port", "set-dst", "set-dst-port", "set-mark", "set-tos", "set-fc-mark", "set-fc-tos", "set-bc-mark",
  "set-bc-tos", "set-priority-class", "set-priority-offset", "set-retries", "do-resolve",
]); // biome-ignore format: a list

/** Actions whose expression is taken without a look at its place. */
const unplaced = new Set(["pause", "attach-srv", "set-timeout"]);

/** Actions that are judged on one side alone. */
const oneSided = new Set(["sc-set-gpt", "sc-set-gpt0", "sc-add-gpc"]);

/** The places for an expression of a statement; nothing where the program does not look. */
export function placesOfExpression(statement: Statement, sides: Sides | undefined): Places | undefined {
  return sides !== undefined && servers.has(statement.kind) ? only("k") : placesOfFormat(statement, sides);
}

const servers: ReadonlySet<StatementKind> = new Set<StatementKind>(["Server", "DefaultServer", "ServerTemplate"]);

/** The places for a log-format of a statement; nothing where the program does not look. */
export function placesOfFormat(statement: Statement, sides: Sides | undefined): Places | undefined {
  const keyword = statement.keyword.value;
  if (sides === undefined) return keyword === "set-var" || keyword === "set-var-fmt" ? only("u") : undefined;
  switch (keyword) {
    case "log-format":
    case "log-format-sd":
    case "error-log-format":
      return only("s");
    case "unique-id-format":
      return both(sides, "d", "h");
    case "http-check":
    case "tcp-check":
      return only("t");
    case "stick":
      return statement.args[0]?.value === "store-response" ? only("o") : only("j");
    case "balance":
      return only("j");
    case "use_backend":
    case "use-server":
      return only("d");
    case "redirect":
      return both(sides, "d", "h");
    default:
      return placesOfRule(statement, sides);
  }
}

function placesOfRule(statement: Statement, sides: Sides): Places | undefined {
  const ruleset = rulesetPlaces(statement, sides);
  if (ruleset === undefined || !("actionName" in statement)) return undefined;
  const action = statement.actionName ?? "";
  if (unplaced.has(action)) return undefined;
  if (asRequest.has(action)) return both(sides, "d", "h");
  if (action === "capture" && statement.kind !== "TcpRequest")
    return only(statement.kind === "HttpRequest" ? "d" : "q");
  if (oneSided.has(action)) return only(oneSide(statement, ruleset));
  return ruleset;
}

function oneSide(statement: Statement, ruleset: Places): string {
  if (statement.kind === "HttpRequest") return "d";
  if (statement.kind === "HttpResponse" || statement.kind === "HttpAfterResponse") return "m";
  if (statement.kind === "TcpResponse") return "l";
  if (statement.kind === "TcpRequest" && statement.layer?.value === "content") return "c";
  const [first = ""] = ruleset;
  return first;
}

/** The places in which a ruleset's rules are evaluated; nothing for what is no rule. */
function rulesetPlaces(statement: Statement, sides: Sides): Places | undefined {
  switch (statement.kind) {
    case "HttpRequest":
      return both(sides, "d", "h");
    case "HttpResponse":
    case "HttpAfterResponse":
      return both(sides, "q", "m");
    case "TcpResponse":
      return both(sides, "p", "l");
    case "TcpRequest":
      if (statement.layer?.value === "connection") return only("a");
      if (statement.layer?.value === "session") return only("b");
      return both(sides, "c", "g");
    default:
      return undefined;
  }
}

/** The places for the condition of a statement: there the program only warns. */
export function placesOfCondition(statement: Statement, sides: Sides | undefined): Places | undefined {
  if (sides === undefined) return undefined;
  switch (statement.kind) {
    case "UseBackend":
      return only("f");
    case "UseServer":
      return only("j");
    case "StickRule":
      return statement.verb?.value === "store-response" ? only("o") : only("j");
    case "Redirect":
      return both(sides, "d", "h");
    default:
      return rulesetPlaces(statement, sides);
  }
}
