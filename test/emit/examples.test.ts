/** The documented examples of editing a configuration from a program: each does what its page says, and stays short. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { addServer } from "../../docs/examples/add-server.ts";
import { renameAcl } from "../../docs/examples/rename-acl.ts";
import { setPriority } from "../../docs/examples/set-priority.ts";

test("set a priority", () => {
  const text = "vrrp_instance A {\n  priority   100 # low\n}\nvrrp_instance B {\n\tpriority 90\n}\n";
  expect(setPriority(text, "B", 120)).toBe(text.replace("90", "120"));
});

test("add a server", () => {
  const text =
    "backend app\n    balance roundrobin\n    server a 192.0.2.1:80\n\nbackend api\n    server x 192.0.2.9:80\n";
  expect(addServer(text, "app", "b", "192.0.2.2:80")).toBe(
    text.replace("1:80\n", "1:80\n    server b 192.0.2.2:80 check\n"),
  );
});

test("rename an ACL everywhere", () => {
  const text =
    "frontend web\n  acl is-api path_beg /api\n  acl is-api-v2 path_beg /api/2\n  http-request deny if is-api !is-api-v2 or !is-api\n  use_backend is-api if is-api\n";
  expect(renameAcl(text, "is-api", "api")).toBe(
    "frontend web\n  acl api path_beg /api\n  acl is-api-v2 path_beg /api/2\n  http-request deny if api !is-api-v2 or !api\n  use_backend is-api if api\n",
  );
});

test.each(["set-priority", "add-server", "rename-acl"])("the page shows %s as it is", (name) => {
  const read = (path: string) => readFileSync(new URL(`../../docs/${path}`, import.meta.url), "utf8");
  expect(read("library.md")).toContain(read(`examples/${name}.ts`));
});
