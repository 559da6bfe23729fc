/** Names that every JavaScript object has are names like any other: in each place they are what any unknown word is there. */
import { describe, expect, it } from "vitest";
import { format } from "../../src/api/format.ts";
import { lint } from "../../src/index.ts";

/** Each with a word of the same letters, as the languages tell them apart, that is near no word of either. */
const inherited = [
  ["constructor", "qzqzqzqzqzq"],
  ["__proto__", "__qzqzq__"],
  ["valueOf", "qzqzqOf"],
] as const;

/** `?` is the place. */
const places: readonly (readonly [string, string])[] = [
  ["keepalived.conf", "? {\n ? 1\n}\n"],
  ["keepalived.conf", "global_defs {\n ? a\n router_id ?\n}\n"],
  ["keepalived.conf", "vrrp_instance A {\n ? b\n ? {\n  x weight 2\n }\n}\nvrrp_instance A {\n state ?\n}\n"],
  [
    "keepalived.conf",
    "vrrp_instance A {\n virtual_router_id 1\n advert_int 5?\n virtual_routes {\n  ? 192.0.2.1\n }\n}\n",
  ],
  [
    "keepalived.conf",
    "vrrp_instance A {\n virtual_rules {\n  ? 192.0.2.1\n }\n virtual_ipaddress {\n  192.0.2.1 ? 1\n }\n}\n",
  ],
  ["keepalived.conf", "vrrp_script ? {\n script ?\n interval 5?\n}\n? ? {\n}\n? ? {\n}\n"],
  ["keepalived.conf", "$?=1\nglobal_defs {\n router_id $?\n}\n@? x\n~SEQ(?, 1, 2) x $?\ninclude ?\n"],
  [
    "keepalived.conf",
    "virtual_server 192.0.2.1 80 {\n lb_algo ?\n ?\n real_server 192.0.2.2 80 {\n  ? {\n   name a\n  }\n }\n}\n",
  ],
  ["haproxy.cfg", "? a\n ? b\nfrontend f\n mode ?\n"],
  ["haproxy.cfg", "global\n.? x\n? x\n .if defined(?)\n .endif\n set-var ? str(a)\n"],
  ["haproxy.cfg", "frontend f\n ? a b\n bind ?@:80\n bind :80 proto ?\n timeout ? 5?\n option ?\n log ? ? ?\n"],
  [
    "haproxy.cfg",
    "frontend f\n http-request set-timeout ? 5s\n http-request ? x\n tcp-request ? x\n http-request ?(a) b\n",
  ],
  ["haproxy.cfg", "frontend ?\n acl ? ? x\n acl a path -m ? x\n acl b src,? x\n use_backend ? if ?\n log-format %?\n"],
  [
    "haproxy.cfg",
    "backend ?\n balance ?\n server ? ?:80\n stick-table type ? size 5? store ?\n http-send-name-header ?\n",
  ],
];

describe.each(inherited)("%s", (name, ordinary) => {
  it.each(places)("%s: %j", (path, template) => {
    const found = (word: string) => {
      const { diagnostics } = lint([{ path, text: template.replaceAll("?", word) }], {
        targets: { haproxy: "2.4", keepalived: "2.2.7" },
      });
      return diagnostics.map(({ rule, message }) => `${rule} ${message.replaceAll(word, "?")}`);
    };
    expect(found(name)).toEqual(found(ordinary));
  });

  it.each(places)("laid out in %s: %j", (path, template) => {
    const laid = (word: string) => format(path, template.replaceAll("?", word), {}).text.replaceAll(word, "?");
    expect(laid(name).replace(/ +/g, " ")).toBe(laid(ordinary).replace(/ +/g, " "));
  });
});
