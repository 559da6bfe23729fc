/** What a folder holds: the two programs' files, and those of others. */
import { describe, expect, it } from "vitest";
import { detectLanguage, isConfiguration } from "../../src/model/language.ts";

describe("a file in a folder", () => {
  it.each([
    ["lb01.cfg", "frontend web # the shop\n bind :80\n"],
    ["lb01.cfg", "listen web 192.0.2.1:80\n"],
    ["10-timeouts.cfg", "timeout client 5s\n"],
    ["site.conf", "global\r\n maxconn 100\r\n"],
    ["site.conf", "cache small\n"],
    ["lb01.conf", "vrrp_instance VI_1 {\n}\n"],
    ["vi.conf", "  virtual_router_id 51\n"],
    ["haproxy.cfg", ""],
    ["keepalived.conf", "# nothing yet\n"],
  ])("%s with %j is read", (path, text) => {
    expect(isConfiguration(path, text)).toBe(true);
  });

  it.each([
    ["ansible.cfg", "[defaults]\ninventory = hosts\ntimeout = 5\n"],
    ["setup.cfg", "[metadata]\nname = x\n"],
    ["service.conf", "[cache]\nbackend = memory\n"],
    ["service.conf", "backend = memory\n"],
    ["nginx.conf", "http {\n  upstream b {\n    server 192.0.2.1:80;\n  }\n  server {\n    listen 80;\n  }\n}\n"],
    ["squid.conf", "cache deny all\n"],
    ["rsyslog.conf", 'global(workDirectory="/var/lib")\n'],
    ["multipath.conf", "defaults {\n}\n"],
    ["redis.conf", "bind 192.0.2.1\ntimeout 0\n"],
    ["chrony.conf", "server ntp.example.org iburst\n"],
    ["zoo.cfg", "tickTime=2000\n"],
  ])("%s with %j is another program's", (path, text) => {
    expect(isConfiguration(path, text)).toBe(false);
  });
});

describe("a text", () => {
  it.each(["log-profile p\n", "acme le\n", "healthcheck h\n", "traces \n", "global\n"])(
    "of %j is haproxy's",
    (text) => {
      expect(detectLanguage("lb01.conf", text)).toBe("haproxy");
    },
  );
  it("without a name behind its word may be anybody's", () => {
    expect(detectLanguage("lb01.conf", "cache\nring\ntraces\n")).toBeUndefined();
  });
});
