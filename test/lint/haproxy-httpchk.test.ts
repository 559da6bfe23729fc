/** haproxy 2.9 refuses headers behind the version of `option httpchk`; 2.8 warns. */
import { expect, test } from "vitest";
import { findingsOn } from "./haproxy-lines.ts";

test("headers hidden behind the version of option httpchk are gone since 2.9", () => {
  expect(findingsOn("option httpchk GET / HTTP/1.1\\r\\nHost:\\ www")).toContain("error removed-keyword");
});

test("a version alone is nothing to speak of", () => {
  expect(findingsOn("option httpchk GET / HTTP/1.1")).not.toContain("error removed-keyword");
});
