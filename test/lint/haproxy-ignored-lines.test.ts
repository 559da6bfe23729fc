/** Lines that haproxy ignores in their section and reads all the same: what 3.4.0 and 2.6.12 refuse. */
import { expect, test } from "vitest";
import { findingsOn } from "./haproxy-lines.ts";

const ignored = "warning misplaced-keyword";

const inFrontends = [
  "hash-type random",
  "balance bogus",
  "balance uri bogus",
  "dispatch 192.0.2.1",
  "force-persist always",
  "ignore-persist",
  "use-server s1",
  "http-check bogus",
  "tcp-check connect bogus",
  "load-server-state-from-file yes",
  "http-reuse bogus",
  "cookie SRV bogus",
  "fullconn",
  "srvtcpka-cnt x",
  "server-state-file-name a b",
];
const inBackends = ["capture cookie x", "monitor bogus", "monitor-uri", "bind :80 bogus", "rate-limit sessions x"];

test.each(inFrontends)("%s in a frontend", (line) => {
  const found = findingsOn(line, { section: "frontend web" });
  expect(found).toContain(ignored);
  expect(found.some((one) => one.startsWith("error"))).toBe(true);
});

test.each(inBackends)("%s in a backend", (line) => {
  const found = findingsOn(line, { section: "backend web" });
  expect(found).toContain(ignored);
  expect(found.some((one) => one.startsWith("error"))).toBe(true);
});

test.each([
  "hash-type consistent",
  "balance roundrobin",
  "http-check expect string x",
  "cookie SRV insert",
  "retries x",
  "stick bogus",
  "http-send-name-header host",
])("%s is only ignored in a frontend", (line) => {
  expect(findingsOn(line, { section: "frontend web" })).toEqual([ignored]);
});
