import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Format, render } from "../../src/api/report.ts";
import { hideSecrets } from "../../src/cli/secrets.ts";
import { lint } from "../../src/index.ts";
import { halint } from "../cli/in-process.ts";

const formats: readonly Format[] = ["pretty", "compact", "json", "sarif", "github", "gitlab", "junit"];

/** Every place where the two languages take a secret; `SECRET` stands for it. */
const places: readonly (readonly [string, string])[] = [
  ["lb01.conf", "vrrp_instance a {\n authentication {\n  auth_type PASS\n  auth_pass SECRET\n }\n}\n"],
  ["lb01.conf", "vrrp_instance a { authentication { auth_pass SECRET } }\n"],
  ["lb01.conf", "vrrp_instance a {\n auth_pass SECRET extra words\n"],
  ["lb01.conf", 'vrrp_instance a {\n authentication {\n  auth_pass "SECRET"\n }\n}\n'],
  ["lb01.conf", "$PASSWORD=SECRET\nvrrp_instance a {\n authentication {\n  auth_pass $PASSWORD\n }\n}\n"],
  ["lb01.conf", "$X=SECRET\nvrrp_instance a {\n authentication {\n  auth_pass ${X}\n }\n}\n"],
  ["lb01.conf", "vrrp_instance a {\n # auth_pass SECRET\n bogus 1 # auth_pass SECRET\n}\n"],
  ["lb01.conf", "vrrp_instance a {\n\u00a0auth_pass\u00a0SECRET\n}\n"],
  ["lb01.cfg", "listen s\n stats auth admin:SECRET\n"],
  ["lb01.cfg", "listen s\n stats auth admin:SECRET # stats auth admin:SECRET\n"],
  ["lb01.cfg", "userlist u\n user a insecure-password SECRET\n user b password SECRET bogus\n"],
  ["lb01.cfg", "global\n cluster-secret SECRET bogus\n"],
  ["lb01.cfg", "global\n setenv DB_PASSWORD SECRET bogus\n presetenv API_TOKEN SECRET\n"],
  ["lb01.cfg", "frontend f\n bind :443 ssl crt x ca-sign-pass SECRET bogus\n"],
  ["lb01.cfg", 'frontend f\n http-request set-header Authorization "Basic SECRET" bogus\n'],
  ["lb01.cfg", "frontend f\n http-request set-header X-Api-Key SECRET if bogus bogus\n"],
  ["lb01.cfg", "frontend f\n acl ok req.hdr(Authorization) -m str SECRET -q\n"],
  ["lb01.cfg", "frontend f\n http-request deny unless { req.hdr(authorization) SECRET } bogus\n"],
  ["lb01.cfg", "backend b\n option httpchk GET / HTTP/1.1\\r\\nAuthorization:\\ Basic\\ SECRET bogus\n"],
  ["lb01.cfg", 'backend b\n http-check send hdr Authorization "Bearer SECRET" bogus\n'],
  ["lb01.cfg", "backend b\n option tcp-check\n tcp-check send AUTH\\ SECRET\\r\\n bogus\n"],
  ["lb01.cfg", "frontend f\n http-request set-var(txn.ok) str(x),hmac(sha256,SECRET) bogus\n"],
  ["lb01.cfg", "frontend f\n http-request deny unless { var(txn.j),jwt_verify(txn.alg,SECRET) 1 } bogus\n"],
  ["lb01.cfg", "frontend f\n http-request set-var(txn.k) str(x),aes_gcm_enc(128,txn.n,SECRET,txn.t) bogus\n"],
  ["lb01.cfg", "frontend f\n http-request redirect location http://user:SECRET@host/ bogus\n"],
  ["lb01.cfg", "frontend f\n http-request set-var(proc.api_token) str(SECRET) bogus\n"],
  ["lb01.cfg", "bogus\n stats auth admin:SECRET\n"],
  ["lb01.cfg", 'listen s\n stats auth "admin:SECRET\n'],
];

/** Unlike any word of the languages, with characters that need no quoting. */
const secret = fc.stringMatching(/^[A-Za-z][A-Za-z0-9+=_-]{7,20}[0-9]$/);

describe("a planted secret", () => {
  it.each(places)("%s: %j", async (path, template) => {
    await fc.assert(
      fc.asyncProperty(secret, async (value) => {
        const text = template.replaceAll("SECRET", value);
        const result = lint([{ path, text }]);
        for (const format of formats) expect(await render(result, format)).not.toContain(value);
        expect(hideSecrets(text)).not.toContain(value);
      }),
      { numRuns: 20 },
    );
  });

  it.each(places)("is hidden by ast --redact: %s: %j", async (path, template) => {
    const value = "Zq9xPlanted77";
    const text = template.replaceAll("SECRET", value);
    const { out } = await halint(["ast", "-", "--redact", "--stdin-filename", path], { stdin: text });
    expect(out).not.toContain(value);
  });

  it("hides nothing else", () => {
    const text = "frontend f\n bind :443 ssl crt /etc/key.pem\n option http-keep-alive\n acl token path_beg /pass\n";
    expect(hideSecrets(text)).toBe(text);
    const conf = "global_defs {\n router_id pass\n}\nvrrp_instance a {\n advert_int 1\n auth_type PASS\n}\n";
    expect(hideSecrets(conf)).toBe(conf);
  });
});
