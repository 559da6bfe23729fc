/** Which of a rule's messages a text was made from. */
import type { Messages } from "../../src/lint/rule.ts";

export function templateOf(messages: Messages, text: string): string | undefined {
  return Object.keys(messages).find((key) => asPattern(messages[key] ?? "").test(text));
}

function asPattern(template: string): RegExp {
  const parts = template.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^]*")}$`);
}
