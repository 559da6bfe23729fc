import { strictInteger } from "../../../model/keepalived/numbers.ts";
import { bodyOf, lastOf } from "../../../model/keepalived/settings.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/quorum-exceeds-weights",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "The quorum of a virtual server cannot be reached.",
  why: `
keepalived reports a quorum above the sum of all weights and lowers it to the sum; then every real server has to be up. A hysteresis that is not below the quorum is lowered too.
`,
  messages: {
    quorum: "all real servers of {key} together weigh {sum}, less than the quorum of {quorum}: keepalived lowers it",
    none: "all real servers of {key} have the weight 0, which the quorum of 1 exceeds: keepalived lowers it to 0",
    hysteresis: "the hysteresis has to be below the quorum of {quorum}: keepalived lowers it",
  },
  examples: () => [
    {
      title: "a quorum of two for one server",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50 80 {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n  quorum 2\n  real_server 192.0.2.51 80 {\n    weight 1\n  }\n}\n",
      },
      expect: ["lb01/keepalived.conf:5:10 quorum"],
    },
    {
      title: "a hysteresis like the quorum",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50 80 {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n  hysteresis 1\n  real_server 192.0.2.51 80 {\n    weight 1\n  }\n}\n",
      },
      expect: ["lb01/keepalived.conf:5:14 hysteresis"],
    },
    {
      title: "a quorum of its own for servers without weight",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50 80 {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n  real_server 192.0.2.51 80 {\n    weight 0\n  }\n}\n",
      },
      expect: ["lb01/keepalived.conf:6:12 none"],
    },
    {
      title: "reachable",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50 80 {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n  quorum 1\n  real_server 192.0.2.51 80 {\n    weight 1\n  }\n}\n",
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const { key, statement, quorum, realServers } of node.keepalived?.virtualServers ?? []) {
      const body = bodyOf(statement);
      if (realServers.length === 0) continue;
      const own = strictInteger(lastOf(body, "weight")?.args[0]?.value ?? "1", 1, 2147483647) ?? 1;
      const sum = realServers.reduce((total, { weight }) => total + (weight?.value ?? own), 0);
      const wanted = quorum?.value ?? 1;
      if (quorum !== undefined && quorum.value > sum)
        report("quorum", quorum.place, { key, sum, quorum: quorum.value });
      const [first] = realServers;
      if (quorum === undefined && sum === 0) report("none", first?.weight?.place ?? statement.place, { key });
      const line = lastOf(body, "hysteresis");
      const hysteresis = strictInteger(line?.args[0]?.value ?? "0", 0, 4294967295) ?? 0;
      if (line !== undefined && hysteresis >= Math.min(wanted, sum) && hysteresis > 0)
        report("hysteresis", line.args[0]?.place ?? line.place, { quorum: Math.min(wanted, sum) });
    }
  },
});
