/** Why the daemon may judge an example otherwise than halint does. */

export interface Explanation {
  readonly reason: string;
  /** What the daemon says. */
  readonly message?: RegExp;
  /** `context keyword` or `context keyword: example`, or a rule's id. */
  readonly examples?: readonly string[];
}

/** For what halint accepts and the daemon reports. */
export const reportedHere: readonly Explanation[] = [
  {
    reason: "a feature that this build does not have",
    message:
      /Unknown keyword '(?:regex|snmp|enable_snmp|enable_traps|enable_dbus|dbus_|vrrp_ipsets|json|nftables|linkbeat|use_ipvlan)|not supported by kernel|iptables not supported/,
  },
  {
    reason: "the machine lacks the interface, user, file or group",
    message:
      /doesn't exist|[Nn]on-existent|[Uu]nable to (?:set|resolve|find)|not found\/accessible|cannot (?:open|find|access)|[Nn]o such/,
  },
  {
    reason: "a weight of 0 leaves nothing for the quorum of 1",
    examples: ["virtual_server/real_server weight: weight 0"],
  },
  {
    reason: "an example shows one thing, and is no whole configuration",
    message:
      /^\([^)]*\) (?:No VIP specified|the virtual router id must be set|Unknown interface!)|^Virtual server \[.*no (?:scheduler|protocol|forwarding method) set/,
  },
  { reason: "the machine has not the files that are included", message: /Config files missing/ },
  { reason: "the example has another mistake, which another rule reports", message: /Unknown keyword 'vvrp_script'/ },
  { reason: "scripts without enable_script_security are a rule of their own", message: /SECURITY VIOLATION/ },
];

/** For what halint rejects and the daemon takes without a word. */
export const silentHere: readonly Explanation[] = [
  {
    reason: "the daemon drops it without a word: that is what the rule is about",
    examples: [
      "keepalived/auth-incomplete",
      "keepalived/auth-is-plaintext",
      "keepalived/check-always-fails",
      "keepalived/check-always-succeeds",
      "keepalived/deprecated-keyword",
      "keepalived/dont-track-primary",
      "keepalived/duplicate-definition",
      "keepalived/duplicate-directive",
      "keepalived/duplicate-unicast-peer",
      "keepalived/duplicate-vip",
      "keepalived/extra-words-dropped",
      "keepalived/flag-with-off",
      "keepalived/ipv6-vip-not-link-local",
      "keepalived/missing-priority",
      "keepalived/misplaced-keyword: a list that was closed too late",
      "keepalived/nopreempt-with-weighted-tracking",
      "keepalived/script-arguments-unquoted",
      "keepalived/script-path-unusable",
      "keepalived/script-security-disabled: a script and no security",
      "keepalived/script-counts-processes",
      "keepalived/script-symlinked-directory",
      "keepalived/script-timeout-exceeds-interval",
      "keepalived/script-user-missing",
      "keepalived/script-without-timeout",
      "keepalived/smtp-alert-without-server",
      "keepalived/strict-with-unicast-or-auth",
      "keepalived/strict-without-accept",
      "keepalived/sync-group-mixes-owners",
      "keepalived/undefined-definition",
      "keepalived/undefined-sync-daemon-instance",
      "keepalived/undefined-virtual-server-group",
      "keepalived/unicast-empty: FAULT instead of multicast",
      "keepalived/unicast-peer-is-self",
      "keepalived/unicast-without-source",
      "keepalived/unusable-vip",
      "keepalived/unused-vrrp-script",
      "keepalived/value-truncated-by-comment",
      "keepalived/vip-equals-node-address",
      "keepalived/vip-without-prefix",
      "keepalived/weight-saturates",
    ],
  },
];
