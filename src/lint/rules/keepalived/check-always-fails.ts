import type { EffectiveStatement } from "../../../model/keepalived/effective.ts";
import { bodyOf, lastOf } from "../../../model/keepalived/settings.ts";
import { commandWords } from "../../keepalived/command.ts";
import { scriptLines } from "../../keepalived/script-lines.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/check-always-fails",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A check cannot work as it is written.",
  why: `
keepalived runs a check without a shell: \`|\`, \`||\`, \`&&\`, \`>\` and \`$(…)\` are handed to the command as words, and \`killall -0 haproxy || exit 1\` looks for processes of the names \`||\`, \`exit\` and \`1\`. Put such a check into a script, or between quotes
behind \`sh -c\`. \`</dev/tcp/…\` works where \`/bin/sh\` is bash only. keepalived follows links, so \`pidof\`, on Debian a link to \`killall5\`, runs as that, and fails.
`,
  messages: {
    shell:
      "keepalived runs no shell: {operator} is handed to {program} as a word. Use sh -c with the rest between single quotes, or a script",
    builtin:
      "{program} is a word of the shell, and keepalived runs no shell: it finds no such program and drops the check. Use sh -c with the rest between single quotes, or a script",
    tcp: "/dev/tcp is an invention of bash: where /bin/sh is another shell this check always fails",
    pidof:
      "keepalived follows links: where pidof is a link to killall5, as on Debian, this check always fails. Use pgrep -x, or track the process",
  },
  examples: () => [
    {
      title: "an operator of the shell",
      files: { "lb01/keepalived.conf": 'vrrp_script chk {\n  script "/usr/bin/killall -0 haproxy || exit 1"\n}\n' },
      expect: ["lb01/keepalived.conf:2:10 shell"],
    },
    {
      title: "a word that only shells know",
      files: {
        "lb01/keepalived.conf": 'vrrp_script chk {\n  script "[[ -f /etc/keepalived/down ]] && exit 1 || exit 0"\n}\n',
      },
      expect: ["lb01/keepalived.conf:2:10 builtin"],
    },
    {
      title: "the same for a shell",
      files: {
        "lb01/keepalived.conf":
          "vrrp_script chk {\n  script \"/bin/sh -c '/usr/bin/killall -0 haproxy || exit 1'\"\n}\n",
      },
      expect: [],
    },
    {
      title: "a socket of bash",
      files: { "lb01/keepalived.conf": 'vrrp_script chk {\n  script "</dev/tcp/127.0.0.1/80"\n}\n' },
      expect: ["lb01/keepalived.conf:2:10 tcp"],
    },
    {
      title: "pidof",
      files: { "lb01/keepalived.conf": 'vrrp_script chk {\n  script "/bin/pidof haproxy"\n}\n' },
      expect: ["lb01/keepalived.conf:2:10 pidof"],
    },
  ],
  check({ node, report }) {
    const followsLinks = !scriptsKeepLinks(node.keepalived?.statements ?? []);
    for (const line of scriptLines(node.keepalived?.statements ?? [])) {
      const [word] = line.args;
      if (word === undefined || !checks.has(line.keyword.value)) continue;
      const words = commandWords(word.value);
      const program = words[0]?.text ?? "";
      const operator = words.slice(1).find(({ text, quoted }) => !quoted && shellWord.test(text));
      if (/^<\s*\/dev\/tcp\//.test(word.value)) report("tcp", word.place, {});
      else if (builtins.has(program)) report("builtin", word.place, { program });
      else if (operator !== undefined) report("shell", word.place, { operator: operator.text, program });
      else if (followsLinks && /^(?:\/(?:usr\/)?s?bin\/)?pidof$/.test(program)) report("pidof", word.place, {});
    }
  },
});

/** Not `[`, `test` and `true`, which are programs too. */
const builtins = new Set(
  "[[ ! : . { ( alias case cd eval exec exit export for function if local read return set shift source trap type ulimit umask unset until while".split(
    " ",
  ),
);
const checks = new Set(["script", "misc_path"]);
const shellWord = /^(?:\|\|?|&&?|;|\d?>>?(?:&\d|\/.*)?|<)$|^`|^\$\(|;$/;

function scriptsKeepLinks(statements: readonly EffectiveStatement[]): boolean {
  const globals = statements.filter(({ keyword }) => keyword.value === "global_defs");
  return globals.some((one) => lastOf(bodyOf(one), "use_symlink_paths") !== undefined);
}
