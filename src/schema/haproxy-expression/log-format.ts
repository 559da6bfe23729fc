/** A log-format string: its aliases and the expressions in it. */
import type { LogFormat } from "../../ast/haproxy/expression.ts";
import { addAll } from "../../text/lists.ts";
import { checkExpression, type ExpressionScope } from "./expression.ts";
import type { ExpressionProblem } from "./problem.ts";
import { versionProblem } from "./versions.ts";

export function checkLogFormat(format: LogFormat, scope: ExpressionScope): readonly ExpressionProblem[] {
  const problems: ExpressionProblem[] = [];
  for (const part of format.parts) {
    if (part.kind === "Expression") {
      if (part.expression !== undefined) addAll(problems, checkExpression(part.expression, scope).problems);
    } else if (part.kind === "Alias") {
      const entry = scope.table.find("log-alias", part.name);
      if (entry !== undefined && entry.keyword === part.name) {
        const call = { name: part.name, nameSpan: part };
        addAll(problems, versionProblem(call, entry, "log-format alias", scope.target));
        continue;
      }
      const message = `"%${part.name}" is no log-format alias; a percent sign itself is written "%%"`;
      problems.push({ rule: "invalid-value", start: part.start, end: part.end, message });
    }
  }
  return problems;
}
