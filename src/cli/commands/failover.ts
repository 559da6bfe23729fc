/** `halint failover PATH...`: who holds each virtual address after every failure, and for how long nobody does. */
import picocolors from "picocolors";
import { servicesOf } from "../../api/failover-services.ts";
import { openWorkspace } from "../../api/workspace.ts";
import { type AnalyseOptions, type Analysis, analyse, clusterNodes } from "../../failover/explore/analyse.ts";
import { askable, operationOf } from "../../failover/explore/ask.ts";
import { assumedSurroundings } from "../../failover/explore/assumed-processes.ts";
import { prepareCluster } from "../../failover/replay/cluster.ts";
import { replay, type Step } from "../../failover/replay/replay.ts";
import { type ExitCode, type Io, UsageError } from "../../host/io.ts";
import { configuredAddresses, openSession } from "../../host/session.ts";
import type { Cluster, Node } from "../../model/cluster.ts";
import { renderFailoverHtml } from "../../report/failover-html.ts";
import { renderFailoverMarkdown } from "../../report/failover-markdown.ts";
import { renderFailoverMermaid } from "../../report/failover-mermaid.ts";
import { renderFailoverPretty } from "../../report/failover-pretty.ts";
import type { FailoverView } from "../../report/failover-view.ts";
import type { Call, Command } from "../command.ts";
import { collect, oneOf } from "../options.ts";
import { wantsColor } from "../report.ts";
import { analysisJson, stepJson } from "./failover-json.ts";
import { replayCase } from "./failover-replay.ts";
import { viewOf } from "./failover-view.ts";

export const command: Command = {
  formats: ["pretty", "json", "markdown", "html", "mermaid"],
  configure(parser) {
    parser
      .argument("[path...]", "the nodes' files or folders; all clusters of halint.yaml where none is given")
      .option(
        "--event <event>",
        'ask about this, such as "lb01: chk_haproxy fails"; several happen one after another',
        collect,
      )
      .option("--trace", "show each step: who becomes what, when, and why")
      .option(
        "--address <node/interface=address>",
        "an own address of a node, where the files do not say it; may be repeated",
        collect,
      )
      .option("--replay <case>", "replay a recorded case (JSON) on the nodes' folders instead")
      .addHelpText("after", "\nExit code 1: a property does not hold.");
  },
  run,
};

async function run(call: Call): Promise<ExitCode> {
  const { args, common, own, io } = call;
  const { format } = common;
  const events = Array.isArray(own.event) ? own.event.filter((item) => typeof item === "string") : [];
  const isOneCourse = typeof own.replay === "string" || events.length > 0;
  if (isOneCourse) oneOf("--format with --event or --replay", format, ["pretty", "json"]);
  if (typeof own.replay === "string") {
    const { steps, assumptions } = replayCase(own.replay, args, common.keepalivedVersion, io);
    printSteps(steps, { assumptions, json: format === "json", trace: own.trace === true }, io);
    return 0;
  }
  const session = await openSession(args, common, io);
  const clusters = session.groups.flatMap(({ files, options }) => openWorkspace(files, options).clusters);
  const wanted = clusters.filter(({ nodes }) =>
    nodes.some(({ keepalived }) => (keepalived?.instances.length ?? 0) > 0),
  );
  if (wanted.length === 0) throw new UsageError("no vrrp_instance in these files");
  const options: AnalyseOptions = {
    version: common.keepalivedVersion,
    addresses: new Map([...configuredAddresses(session), ...addressesOf(own.address)]),
  };
  if (events.length > 0) {
    ask(wanted, events, { json: format === "json", trace: own.trace === true, options }, io);
    return session.incomplete ? 2 : 0;
  }
  const all = wanted.map((cluster) => ({ cluster, analysis: analyse(vrrpNodes(cluster), options) }));
  if (format === "json") io.out(`${JSON.stringify(analysisJson(all), undefined, 2)}\n`);
  else {
    const views = all.map(({ cluster, analysis }) => viewWithServices(cluster, analysis));
    io.out(render(views, call));
  }
  const broken = all.some(
    ({ analysis }) => analysis.refusals.length > 0 || analysis.parts.some((part) => part.broken.length > 0),
  );
  if (session.incomplete) return 2;
  return broken && common.failOn !== "never" ? 1 : 0;
}

function vrrpNodes({ nodes }: Cluster): readonly Node[] {
  return nodes.filter(({ keepalived }) => keepalived !== undefined);
}

function addressesOf(given: unknown): ReadonlyMap<string, readonly string[]> {
  const addresses = new Map<string, string[]>();
  for (const item of Array.isArray(given) ? given : []) {
    const found = /^([^=]+\/[^=]+)=([0-9a-fA-F.:]+(?:\/\d+)?)$/.exec(String(item));
    if (found === null) throw new UsageError(`--address: expected NODE/INTERFACE=ADDRESS, found '${String(item)}'`);
    const [, key = "", address = ""] = found;
    addresses.set(key, [...(addresses.get(key) ?? []), address]);
  }
  return addresses;
}

function viewWithServices(cluster: Cluster, analysis: Analysis): FailoverView {
  const view = viewOf(cluster.name, analysis);
  return {
    ...view,
    services: servicesOf(
      cluster.nodes,
      analysis.parts.flatMap(({ addresses }) => addresses),
    ),
  };
}

function render(views: readonly FailoverView[], { common, own, io }: Call): string {
  switch (common.format) {
    case "markdown":
      return views.map(renderFailoverMarkdown).join("");
    case "html":
      return renderFailoverHtml(views);
    case "mermaid":
      return views.map(renderFailoverMermaid).join("");
    default: {
      const colors = picocolors.createColors(wantsColor(common, io));
      const options = { width: Math.min(io.width, 100), trace: own.trace === true, colors };
      return views.map((view) => renderFailoverPretty(view, options)).join("");
    }
  }
}

/** Events one after another, in the clusters that know all of them, from a cluster that has started. */
function ask(
  clusters: readonly Cluster[],
  events: readonly string[],
  { json, trace, options }: { json: boolean; trace: boolean; options: AnalyseOptions },
  io: Io,
): void {
  const started = clusters.map((cluster) => clusterNodes(vrrpNodes(cluster), options));
  const asked = started.flatMap(({ nodes, assumptions }) => {
    const operations = events.flatMap((event) => operationOf(event, nodes) ?? []);
    return operations.length === events.length ? [{ nodes, assumptions, operations }] : [];
  });
  if (asked.length === 0)
    throw new UsageError(
      unknownEvent(
        events,
        started.flatMap(({ nodes }) => nodes),
      ),
    );
  if (json && asked.length > 1) {
    throw new UsageError(`--event: several clusters know '${events[0]}', and JSON holds one: name the files of one`);
  }
  for (const { nodes, assumptions, operations } of asked) {
    const addresses = nodes.flatMap(({ daemon }) => daemon.setting.instances.flatMap((instance) => instance.addresses));
    const steps = replay({
      prepared: prepareCluster(nodes),
      events: ["boot", ...operations].map((text) => ({ text, settle: undefined })),
      vips: [...new Set(addresses.map(({ address }) => address))],
      around: assumedSurroundings(nodes),
    });
    const named = steps.map((step, at) => ({
      ...step,
      event: at === 0 ? "all nodes start" : (events[at - 1] ?? step.event),
    }));
    printSteps(named, { assumptions, json, trace }, io);
  }
}

function unknownEvent(events: readonly string[], nodes: Parameters<typeof askable>[0]): string {
  const first = events.find((event) => operationOf(event, nodes) === undefined);
  if (first === undefined) return "--event: these are events of several clusters: ask about one cluster at a time";
  return `--event: nothing is called '${first}'; try one of:\n  ${askable(nodes).join("\n  ")}`;
}

function printSteps(
  steps: readonly Step[],
  { assumptions, json, trace }: { assumptions: readonly string[]; json: boolean; trace: boolean },
  io: Io,
): void {
  if (json) {
    const shown = { version: 1, assumptions, steps: steps.map((step) => stepJson(step, trace)), broken: [] };
    io.out(`${JSON.stringify(shown, undefined, 2)}\n`);
    return;
  }
  for (const { event, settled, leftOut, holders, gap, trace: lines } of steps) {
    const end =
      leftOut === true ? " (left out: so many nodes and instances are not followed so far)" : " (never comes to rest)";
    io.out(`${event}${settled ? "" : end}\n`);
    for (const [vip, nodes] of Object.entries(holders)) {
      const [low, high] = gap[vip]?.none ?? [0, 0];
      const gone = high < 0.01 ? "" : `, nobody for ${low.toFixed(2)}–${high.toFixed(2)} s`;
      io.out(`  ${vip}: ${nodes.length === 0 ? "nobody" : nodes.join(" and ")}${gone}\n`);
    }
    if (trace) for (const { at, node, text } of lines) io.out(`    ${at.toFixed(2).padStart(6)} s  ${node}: ${text}\n`);
  }
}
