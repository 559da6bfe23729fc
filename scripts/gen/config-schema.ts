/** docs/halint.schema.json: the JSON schema of halint.yaml, for editors. */
import { toJsonSchema } from "@valibot/to-json-schema";
import { configSchema } from "../../src/config/schema.ts";
import { registry } from "../../src/lint/generated/registry.ts";

export function configJsonSchema(): string {
  const schema = toJsonSchema(configSchema(registry), { errorMode: "ignore", typeMode: "input", target: "draft-07" });
  return `${JSON.stringify({ ...schema, title: "halint.yaml" }, undefined, 2)}\n`;
}
