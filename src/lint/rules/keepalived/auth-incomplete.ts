import type { EffectiveStatement } from "../../../model/keepalived/effective.ts";
import { bodyOf } from "../../../model/keepalived/settings.ts";
import { instanceWith } from "../../cluster/example.ts";
import { isMisspelt } from "../../keepalived/misspelt.ts";
import { defineRule } from "../../rule.ts";

const context = "vrrp_instance/authentication";

export default defineRule({
  id: "keepalived/auth-incomplete",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "Authentication lacks its type or its password, and there is none.",
  why: `
Both belong together. With a password and no type keepalived authenticates nothing, without a word; with a type and no password it reports it. The adverts then go out without authentication, and a peer that has both rejects them:
two masters. AH does not work with IPv6.
`,
  messages: {
    type: "auth_pass without auth_type authenticates nothing, without a word",
    password: "auth_type without auth_pass: keepalived uses no authentication",
    empty: "the block says neither type nor password: keepalived uses no authentication",
  },
  examples: () => [
    {
      title: "no type",
      files: {
        "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "authentication {", "auth_pass secret", "}"),
      },
      expect: ["lb01/keepalived.conf:4:3 type"],
    },
    {
      title: "no password",
      files: {
        "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "authentication {", "auth_type PASS", "}"),
      },
      expect: ["lb01/keepalived.conf:4:3 password"],
    },
    {
      title: "both",
      files: {
        "lb01/keepalived.conf": instanceWith(
          "virtual_router_id 51",
          "authentication {",
          "auth_type PASS",
          "auth_pass secret",
          "}",
        ),
      },
      expect: [],
    },
    {
      title: "a password of nothing",
      files: {
        "lb01/keepalived.conf": instanceWith(
          "virtual_router_id 51",
          "authentication {",
          "auth_type PASS",
          'auth_pass ""',
          "}",
        ),
      },
      expect: ["lb01/keepalived.conf:4:3 password"],
    },
    {
      title: "neither",
      files: { "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "authentication {", "}") },
      expect: ["lb01/keepalived.conf:4:3 empty"],
    },
  ],
  check({ node, report }) {
    for (const { authentication, isSkipped, statement } of node.keepalived?.instances ?? []) {
      if (authentication === undefined || isSkipped) continue;
      // A keyword without its word, or misspelt, is a finding of its own.
      if (bodyOf(statement).some(isIncompleteBlock)) continue;
      const { type, place } = authentication;
      const password = authentication.password?.value === "" ? undefined : authentication.password;
      if (type !== undefined && password !== undefined) continue;
      report(type === undefined ? (password === undefined ? "empty" : "type") : "password", place, {});
    }
  },
});

function isIncompleteBlock(block: EffectiveStatement): boolean {
  if (block.keyword.value !== "authentication") return false;
  const isBare = bodyOf(block).some((line) => line.args.length === 0);
  return isBare || ["auth_type", "auth_pass"].some((keyword) => isMisspelt({ statement: block }, context, keyword));
}
