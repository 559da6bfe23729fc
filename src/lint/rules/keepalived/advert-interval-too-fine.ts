import { instanceWith } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/advert-interval-too-fine",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "VRRPv3 takes at most 40.95 seconds between adverts, in steps of 10 ms.",
  why: `
An advert of VRRPv3 carries the interval in hundredths of a second, in twelve bits. keepalived reports what does not fit, rounds it to 10 ms and cuts it at 40.95 seconds.
`,
  messages: {
    long: "VRRPv3 has room for 40.95 seconds: keepalived uses that instead of {interval}",
    fine: "VRRPv3 has steps of 10 ms: keepalived rounds {interval}",
  },
  examples: () => [
    {
      title: "a minute with VRRPv3",
      files: { "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "version 3", "advert_int 60") },
      expect: ["lb01/keepalived.conf:5:14 long"],
    },
    {
      title: "a minute with VRRPv2",
      files: { "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "advert_int 60") },
      expect: [],
    },
    {
      title: "milliseconds",
      files: { "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "version 3", "advert_int 0.125") },
      expect: ["lb01/keepalived.conf:5:14 fine"],
    },
  ],
  check({ node, report }) {
    for (const { advertInterval, effectiveVersion, isSkipped } of node.keepalived?.instances ?? []) {
      if (advertInterval === undefined || isSkipped || effectiveVersion !== 3) continue;
      const hundredths = advertInterval.value * 100;
      const fill = { interval: advertInterval.text };
      if (hundredths > 4095) report("long", advertInterval.place, fill);
      else if (Math.abs(hundredths - Math.round(hundredths)) > 1e-6) report("fine", advertInterval.place, fill);
    }
  },
});
