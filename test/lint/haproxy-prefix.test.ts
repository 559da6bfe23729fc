/** `no` and `default` before options. What is accepted and what is rejected is haproxy 3.4.0's own verdict. */
import { describe, expect, test } from "vitest";
import { findingsOn } from "./haproxy-lines.ts";

describe("no and default before options", () => {
  test.each([
    "no option httpclose", "no option redispatch", "default option redispatch", "no option dontlognull",
    "default option dontlognull", "no option forwarded", "no log", "default log stdout local0",
  ])("%s is taken", (line) => {
    expect(findingsOn(line)).toEqual([]);
  }); // biome-ignore format: a list

  test.each([
    "no option httplog", "default option httpclose", "no option tcpka", "no option forwardfor", "no option httpchk",
    "default option forwarded",
  ])("%s is refused", (line) => {
    expect(findingsOn(line)).toEqual(["error misplaced-keyword"]);
  }); // biome-ignore format: a list

  test("a prefix is refused where the keyword is ignored, too", () => {
    const inFrontend = { section: "frontend web" };
    expect(findingsOn("retries 3", inFrontend)).toEqual(["warning misplaced-keyword"]);
    expect(findingsOn("no retries 3", inFrontend)).toContain("error misplaced-keyword");
  });

  test("a keyword that the environment decides is not judged", () => {
    expect(findingsOn('"${LINE}" http-request deny')).toEqual([]);
  });

  test("no log takes nothing more", () => {
    expect(findingsOn("no log global")).toContain("error argument-count");
  });
});
