/** A case: the hosts of a cluster and what happens to them, as recordings of real daemons have it. */
import type { HostInterface, HostProcess } from "../host/host.ts";

export interface CaseNode {
  readonly name: string;
  readonly interfaces: readonly HostInterface[];
  readonly processes: readonly HostProcess[];
  /** Started by `boot` without names. */
  readonly autostart: boolean;
}

export interface CaseEvent {
  readonly text: string;
  /** Seconds to wait after it. */
  readonly settle: number | undefined;
}

export interface Case {
  readonly nodes: readonly CaseNode[];
  readonly events: readonly CaseEvent[];
  /** The addresses to watch; absent: all that the configurations name. */
  readonly vips: readonly string[] | undefined;
}

/** Reads a case; a text says what is wrong with it. */
export function readCase(json: unknown): Case | string {
  if (!isRecord(json) || !isRecord(json.nodes) || !Array.isArray(json.events)) return "a case has nodes and events";
  const nodes = Object.entries(json.nodes).map(([name, node]) => readNode(name, isRecord(node) ? node : {}));
  const events = json.events.map(readEvent);
  const wrong = events.indexOf(undefined);
  if (wrong >= 0) return `event ${wrong + 1} is neither a text nor an object with "ev"`;
  return {
    nodes,
    events: events.flatMap((event) => event ?? []),
    vips: Array.isArray(json.vips) ? json.vips.filter((vip) => typeof vip === "string") : undefined,
  };
}

function readEvent(event: unknown): CaseEvent | undefined {
  if (typeof event === "string") return { text: event, settle: undefined };
  if (!isRecord(event) || typeof event.ev !== "string") return undefined;
  return { text: event.ev, settle: typeof event.settle === "number" ? event.settle : undefined };
}

function readNode(name: string, node: Readonly<Record<string, unknown>>): CaseNode {
  const interfaces = Object.entries(isRecord(node.ifaces) ? node.ifaces : {}).map(([device, value]) =>
    readInterface(device, value),
  );
  const processes = Object.entries(isRecord(node.procs) ? node.procs : {}).map(([process, value]): HostProcess => {
    const spec = isRecord(value) ? value : {};
    return {
      name: process,
      automatic: spec.auto !== false,
      command: typeof spec.cmd === "string" ? spec.cmd : spec.copy === true ? `/usr/local/bin/${process}` : process,
    };
  });
  return { name, interfaces, processes, autostart: node.autostart !== false };
}

function readInterface(name: string, value: unknown): HostInterface {
  if (!isRecord(value)) return { name, addresses: texts(value), segment: "lan", up: true };
  return {
    name,
    addresses: texts(value.addr),
    segment: typeof value.net === "string" ? value.net : "lan",
    up: value.down !== true,
  };
}

function texts(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
