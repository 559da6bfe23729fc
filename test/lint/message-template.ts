/** Which of a rule's messages a text was made from. */
import type { Messages } from "../../src/lint/rule.ts";

/** Of several that fit, the one with the most words of its own. */
export function templateOf(messages: Messages, text: string): string | undefined {
  const fitting = Object.entries(messages).filter(([, template]) => asPattern(template).test(text));
  return fitting.sort(([, a], [, b]) => ownLength(b) - ownLength(a))[0]?.[0];
}

function ownLength(template: string): number {
  return template.replace(/\{\w+\}/g, "").length;
}

function asPattern(template: string): RegExp {
  const parts = template.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^]*")}$`);
}
