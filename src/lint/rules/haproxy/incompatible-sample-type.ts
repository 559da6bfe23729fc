import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/incompatible-sample-type",
  since: "0.1.0",
  severity: "error",
  scope: "haproxy-file",
  fix: "none",
  summary: "A converter, a match method or a stick table takes another type than the one that reaches it.",
  why: `
Every sample has a type: a string, an integer, an address, a truth value. Some types turn into others by themselves, an integer into a string for
example; others do not, a truth value into an address for example. HAProxy refuses to start with a chain of converters, an ACL match method or a look-up
in a stick table that cannot work; nor does it limit a bandwidth by a table that does not count the bytes.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "a network mask on a truth value",
      files: { "haproxy.cfg": "frontend web\n  mode http\n  http-request set-var(txn.x) ssl_fc,ipmask(24)\n" },
      expect: ["haproxy.cfg:3:38 found"],
    },
    {
      title: "an address compared as an integer",
      files: { "haproxy.cfg": "frontend web\n  mode http\n  acl local src -m int 5\n" },
      expect: ["haproxy.cfg:3:20 found"],
    },
    {
      title: "a method tracked in a table of addresses",
      files: {
        "haproxy.cfg":
          "frontend web\n  mode http\n  http-request track-sc0 method table seen\nbackend seen\n  stick-table type ip size 1k store gpc0\n",
      },
      expect: ["haproxy.cfg:3:39 found"],
    },
    {
      title: "an address and a header tracked in tables of strings and of addresses",
      files: {
        "haproxy.cfg":
          "frontend web\n  mode http\n  http-request track-sc0 src table names\n  http-request track-sc1 req.hdr(x) table seen\nbackend names\n  stick-table type string size 1k store gpc0\nbackend seen\n  stick-table type ip size 1k store gpc0\n",
      },
      expect: [],
    },
    {
      title: "an address compared as a string",
      files: { "haproxy.cfg": "frontend web\n  mode http\n  acl local src -m beg 10.\n  http-request deny if local\n" },
      expect: [],
    },
  ],
  check: (context) => reportFindings("haproxy/incompatible-sample-type", context),
});
