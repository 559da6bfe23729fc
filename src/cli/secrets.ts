/** Texts without their secrets, for outputs that show whole files. */
import { secretsInText } from "../model/secrets.ts";
import { mask } from "../report/display.ts";

export function hideSecrets(text: string): string {
  let shown = "";
  let from = 0;
  for (const { start, end } of secretsInText(text)) {
    shown += text.slice(from, start) + mask;
    from = end;
  }
  return shown + text.slice(from);
}
