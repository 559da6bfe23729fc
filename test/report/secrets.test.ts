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
  ...[
    "$PW=\\\n  SECRET\n",
    "$PW=\\ # not here\n  # nor here\n  SECRET\n",
    "$PW=one\\\n  two\\\nSECRET bogus\n",
    "~LST(PW, SECRET, other) x $PW bogus\n",
    "~LST({A, PW}, {a, SECRET}, {b, other}) x $PW bogus\n",
    "~LST (PW,SECRET) bogus\n",
    "@lb01 $PW=SECRET\n",
    '$A="SECRET\n$PW=$A\n',
    "$A=x\n$A=SECRET\n$B=${A}\n$C=\\\n ${B}\n$PW=$C\n",
    "~LST(B, SECRET) $A=$B\n$PW=$A\n",
    "$KEY=auth_pass\nvrrp_instance b {\n $KEY SECRET\n ${KEY} SECRET\n}\n",
    "$LINE=auth_pass SECRET\n",
    "$LINE=authentication { \\\n auth_pass \\\n SECRET \\\n }\n",
    "vrrp_instance b {\n auth_pas SECRET\n auth-pass SECRET\n authpass SECRET\n}\n",
  ].map((lines) => ["lb01.conf", `${lines}vrrp_instance a {\n auth_pass $PW\n}\n`] as const),
  ["lb01.conf", 'vrrp_script a {\n script "/bin/x --password SECRET --token=SECRET" bogus\n}\n'],
  [
    "lb01.conf",
    'vrrp_script a {\n script "PGPASSWORD=SECRET psql" bogus\n script "curl -s -u me:SECRET http://a/" x\n}\n',
  ],
  ["lb01.conf", "vrrp_script a {\n script '/bin/mysql -pSECRET' x\n script \"redis-cli -a SECRET ping\" x\n}\n"],
  ["lb01.cfg", 'global\n setenv PW SECRET\nuserlist u\n user a password $PW bogus\n user b password "${PW}"\n'],
  [
    "lb01.cfg",
    'global\n presetenv X "SECRET" bogus\nfrontend f\n http-request set-header Authorization "Basic ${X}"\n',
  ],
  ["lb01.cfg", 'global\n setenv A SECRET bogus\n setenv B "$A" bogus\nlisten s\n stats auth "admin:${B}"\n'],
  ["lb01.cfg", "global\n set-var proc.api_token str(SECRET) bogus\n"],
  [
    "lb01.cfg",
    'global\n set-var proc.x str(SECRET) bogus\nfrontend f\n http-request set-header Authorization "Bearer %[var(proc.x)]"\n',
  ],
  ["lb01.cfg", "listen s\n stats auht admin:SECRET\n stats aut admin:SECRET\n"],
  ["lb01.cfg", "userlist u\n user a passwrod SECRET\n user b insecure-pasword SECRET\n"],
  ["lb01.cfg", "frontend f\n acl ok var(txn.api_token) -m str SECRET -q\n acl no url_param(token) SECRET -q\n"],
  ["lb01.cfg", "frontend f\n http-request deny if { req.cook(auth_token) -m str SECRET } bogus\n"],
  ["lb01.cfg", 'frontend f\n http-request redirect location "https://:SECRET@host/?access_token=SECRET&x=1" bogus\n'],
  ["lb01.cfg", "backend b\n dynamic-cookie-key SECRET bogus\n option httpchk GET /?apikey=SECRET bogus\n"],
  [
    "lb01.cfg",
    "backend b\n http-check send hdr Cookie session=SECRET bogus\n tcp-check send AUTH\\ me\\ SECRET\\r\\n x\n",
  ],
  ["lb01.cfg", "fcgi-app a\n docroot /x\n set-param DB_PASSWORD SECRET bogus\n"],
  ["lb01.cfg", 'global\n lua-load /x.lua SECRET\n bogus ${API_TOKEN-SECRET}\nacme a\n acme-vars "Key=SECRET" bogus\n'],
  ["lb01.cfg", 'program a\n command /bin/x --api-key SECRET\n bogus --secret="SECRET"\n'],
  ["lb01.cfg", "frontend f\n http-request set-var(txn.a) var(txn.b),jwt_decrypt_secret(SECRET) bogus\n"],
];

/** Unlike any word of the languages, with characters that need no quoting. */
const secret = fc.stringMatching(/^[A-Za-z][A-Za-z0-9+=_-]{7,20}[0-9]$/);

describe("a planted secret", () => {
  it.each(places)("%s: %j", async (path, template) => {
    await fc.assert(
      fc.asyncProperty(secret, async (value) => {
        const text = template.replaceAll("SECRET", value);
        const result = lint([{ path, text }]);
        for (const format of formats) expect(render(result, format)).not.toContain(value);
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

  it("is found where another file defines it", async () => {
    const main = "include pw.conf\nvrrp_instance a {\n auth_pass $X\n}\n";
    const files = [
      { path: "lb01/keepalived.conf", text: main },
      { path: "lb01/pw.conf", text: '$X=Zq9xPlanted77 "\n' },
    ];
    const result = lint(files);
    expect(result.diagnostics.map(({ path }) => path)).toContain("lb01/pw.conf");
    for (const format of formats) expect(render(result, format)).not.toContain("Zq9xPlanted77");
  });

  it("is found in time that grows with the text", () => {
    const chain = Array.from({ length: 20_000 }, (_, at) => `$A${at}=$A${at + 1}`).join("\n");
    const lines = `auth_pass $A0\n${chain}\n${"$B=\\\n".repeat(20_000)}auth_pass $B\n$A20000=planted\n`;
    const started = performance.now();
    expect(hideSecrets(lines)).not.toContain("planted");
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it("hides nothing else", () => {
    const text = "frontend f\n bind :443 ssl crt /etc/key.pem\n option http-keep-alive\n acl token path_beg /pass\n";
    expect(hideSecrets(text)).toBe(text);
    const conf = "global_defs {\n router_id pass\n}\nvrrp_instance a {\n advert_int 1\n auth_type PASS\n}\n";
    expect(hideSecrets(conf)).toBe(conf);
  });
});
