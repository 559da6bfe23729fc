/** What happens to a cluster: the events of a recorded case, applied to a simulation. */
import { canonical, destinationOf, isLinkLocal, linkLocal, onLink } from "../daemon/addresses.ts";
import type { ReadDaemon } from "../daemon/read-config.ts";
import { planSessions, setSession } from "./bfd.ts";
import {
  addressChanged,
  crashDaemon,
  fileNumber,
  pauseDaemon,
  resumeDaemon,
  startDaemon,
  stopDaemon,
} from "./daemon.ts";
import { addressTaken, faultAppears, faultVanishes } from "./election.ts";
import { isUp } from "./network.ts";
import { reloadDaemon } from "./reload.ts";
import { runUntil } from "./run.ts";
import { type Simulation, seats } from "./simulation.ts";
import { loopbackName, toggled, type World } from "./state.ts";
import { fileChanged, objectChanged, processesChanged, wakeChecks } from "./trackers.ts";

export interface Surroundings {
  /** The daemon's settings with another configuration file of the node. */
  reread(node: string, file: string): ReadDaemon | undefined;
  /** Whether `boot` without names starts the node's daemon; absent: it does. */
  starts?(node: string): boolean;
  /** Processes that start with the node. */
  automatic(node: string): readonly string[];
  /** How many of a process a start brings; absent: one. */
  count?(node: string, process: string): number;
  /** Whether a process can start where it is: a service that binds an address that is not there cannot. */
  canStart(node: string, process: string, addresses: readonly string[]): boolean;
  /** Something in the events that is not modelled. */
  unknown(text: string): void;
}

/** Nothing around the cluster does anything. */
export const unasked: Surroundings = {
  reread: () => undefined,
  automatic: () => [],
  canStart: () => true,
  unknown: () => undefined,
};

/** `boot`: the wait is that of a start; `check`: that of checks; a number: seconds. */
export type Wait = "plain" | "boot" | "check" | "link" | number;

export function applyEvent(sim: Simulation, text: string, around: Surroundings): Wait {
  const wait = applyOperation(sim, text, around);
  planSessions(sim);
  return wait;
}

function applyOperation(sim: Simulation, text: string, around: Surroundings): Wait {
  const [operation = "", ...words] = text.trim().split(/\s+/);
  wakeChecks(sim);
  const all = (word: string | undefined) => nodesOf(sim, word ?? "");
  const first = all(words[0])[0] ?? -1;
  switch (operation) {
    case "boot":
      return boot(sim, words, around);
    case "start":
      for (const node of words.flatMap(all)) startDaemon(sim, node);
      return "boot";
    case "stop":
      for (const node of words.flatMap(all)) stopDaemon(sim, node);
      return "plain";
    case "restart":
      for (const node of words.flatMap(all)) restart(sim, node);
      return "boot";
    case "crash":
      for (const node of words.flatMap(all)) crashDaemon(sim, node);
      return "plain";
    case "pause":
      for (const node of words.flatMap(all)) pauseDaemon(sim, node);
      return "plain";
    case "resume":
      for (const node of words.flatMap(all)) resume(sim, node);
      return "plain";
    case "node_down":
      for (const node of words.flatMap(all)) powerOff(sim, node);
      return "plain";
    case "node_up":
      for (const node of words.flatMap(all)) powerOn(sim, node, around);
      return "boot";
    case "link_down":
    case "link_up":
      changeLink(sim, first, words[1] ?? "eth0", { carrier: operation === "link_up" });
      return "link";
    case "admin_down":
    case "admin_up":
      changeLink(sim, first, words[1] ?? "eth0", { admin: operation === "admin_up" });
      return "link";
    case "partition":
      partition(sim, words);
      return "plain";
    case "heal":
      sim.state.sides = new Map();
      return "plain";
    case "wait":
      return Number(words[0]) || 0;
    default:
      return applyToNode(sim, operation, { nodes: all(words[0]), words: words.slice(1), text, around });
  }
}

interface Target {
  readonly nodes: readonly number[];
  readonly words: readonly string[];
  readonly text: string;
  readonly around: Surroundings;
}

function applyToNode(sim: Simulation, operation: string, { nodes, words, text, around }: Target): Wait {
  const [first = "", ...rest] = words;
  switch (operation) {
    case "script_fail":
      for (const node of nodes) setFlag(sim, node, first, true);
      return "check";
    case "script_ok":
      for (const node of nodes) setFlag(sim, node, first, false);
      return "check";
    case "proc_stop":
      for (const node of nodes) setProcess(sim, node, first, 0);
      return "check";
    case "proc_start":
      for (const node of nodes) startProcess(sim, node, first, around);
      return "check";
    case "file_write":
    case "file_delete":
      for (const node of nodes) writeFile(sim, node, first, operation === "file_write" ? rest.join(" ") : undefined);
      return "plain";
    case "bfd_up":
    case "bfd_down":
      for (const node of nodes) setSession(sim, node, first, operation === "bfd_up");
      return "plain";
    case "reload": {
      for (const node of nodes) {
        const read = first === "" ? sim.state.nodes[node] : around.reread(sim.world.names[node] ?? "", first);
        if (read !== undefined) reloadDaemon(sim, node, read);
      }
      return "check";
    }
    case "exec":
      for (const node of nodes) execute(sim, node, words, around);
      return "check";
    default:
      around.unknown(`the event '${text}' is not modelled`);
      return "plain";
  }
}

function nodesOf(sim: Simulation, text: string): readonly number[] {
  return text
    .split(/[,+]/)
    .map((name) => sim.world.names.indexOf(name))
    .filter((node) => node >= 0);
}

/** Between the starts of daemons that are started one after another. */
const betweenStarts = 3_000;

function boot(sim: Simulation, words: readonly string[], around: Surroundings): Wait {
  const names = sim.world.names.filter((name) => words.length > 0 || around.starts?.(name) !== false);
  const order = (words.length > 0 ? words : names).flatMap((word) => nodesOf(sim, word));
  sim.world.names.forEach((name, node) => {
    for (const process of around.automatic(name)) startProcess(sim, node, process, around);
  });
  for (const node of order) {
    startDaemon(sim, node);
    runUntil(sim, sim.state.now + betweenStarts);
  }
  return "boot";
}

function restart(sim: Simulation, node: number): void {
  stopDaemon(sim, node);
  planSessions(sim);
  runUntil(sim, sim.state.now + sim.world.timing.shutdown);
  startDaemon(sim, node);
}

function resume(sim: Simulation, node: number): void {
  resumeDaemon(sim, node);
  const host = sim.state.nodes[node];
  const read = host?.pending;
  if (host === undefined || read === undefined) return;
  host.pending = undefined;
  reloadDaemon(sim, node, read);
}

function powerOff(sim: Simulation, node: number): void {
  const host = sim.state.nodes[node];
  if (host === undefined || !host.powered) return;
  crashDaemon(sim, node);
  host.vmacsDown = new Set();
  host.powered = false;
  host.running = new Map();
  for (const device of host.interfaces) {
    device.carrier = false;
    const own = ownAddresses(sim.world, node, device.name);
    // A recording's power loss leaves link-local addresses and those of the loopback, virtual ones among them.
    const stays = (address: string) =>
      own.includes(address) ||
      (sim.world.complete[node] === true && (isLinkLocal(address) || device.name === loopbackName));
    for (const address of device.addresses.filter((item) => !stays(item))) {
      sim.changes.push({ kind: "address", at: sim.state.now, node, address, added: false });
    }
    device.addresses = device.addresses.filter(stays);
  }
}

function powerOn(sim: Simulation, node: number, around: Surroundings): void {
  const host = sim.state.nodes[node];
  if (host === undefined) return;
  host.powered = true;
  for (const device of host.interfaces) {
    const stays = sim.world.unplugged.has(`${node}/${device.name}`);
    device.carrier = true;
    device.admin = !stays;
    for (const address of ownAddresses(sim.world, node, device.name))
      addressChanged(sim, node, device.name, address, true);
  }
  for (const process of around.automatic(sim.world.names[node] ?? "")) startProcess(sim, node, process, around);
  runUntil(sim, sim.state.now + 150_000);
  startDaemon(sim, node);
}

function ownAddresses(world: World, node: number, device: string): readonly string[] {
  return (world.own[node]?.get(device) ?? []).map(canonical);
}

function changeLink(sim: Simulation, node: number, name: string, to: { carrier?: boolean; admin?: boolean }): void {
  const host = sim.state.nodes[node];
  const device = host?.interfaces.find((item) => item.name === name);
  if (host !== undefined && device === undefined && to.admin !== undefined) changeVmac(sim, node, name, to.admin);
  if (host === undefined || device === undefined) return;
  const before = isUp(device);
  device.carrier = to.carrier ?? device.carrier;
  device.admin = to.admin ?? device.admin;
  const after = isUp(device);
  if (before !== after && host.daemon === "running") objectChanged(sim, node, "interface", name, after);
  if (before !== after && host.daemon === "paused") host.missed.push({ kind: "interface", name, up: after });
  if (to.admin === false) {
    // The kernel takes IPv6 addresses away with the interface.
    for (const address of device.addresses.filter((item) => item.includes(":")))
      addressChanged(sim, node, name, address, false);
  } else if (to.admin === true && sim.world.complete[node] === true) {
    addressChanged(sim, node, name, linkLocal(node, name), true);
  }
}

/** An instance's own interface goes down or comes up: without it the instance is in FAULT. */
function changeVmac(sim: Simulation, node: number, name: string, up: boolean): void {
  const host = sim.state.nodes[node];
  const own = seats(sim, node).filter(({ setting }) => setting.vmac?.name === name);
  if (host === undefined || own.length === 0 || host.vmacsDown.has(name) === !up) return;
  host.vmacsDown = toggled(host.vmacsDown, name, !up);
  if (host.daemon !== "running") return;
  for (const at of own) {
    sim.cause = `interface ${name} ${up ? "is back" : "has failed"}`;
    if (up) faultVanishes(sim, at, "interface");
    else faultAppears(sim, at, "interface");
  }
}

/** The address is on the own interface of an instance, not on the one below that is named. */
function isOnVmac(sim: Simulation, node: number, device: string, address: string): boolean {
  return seats(sim, node).some(
    ({ setting }) =>
      setting.vmac !== undefined &&
      [...setting.addresses, ...setting.excluded].some((one) => one.address === address && one.device === device),
  );
}

/** The daemon makes it anew at once, but the instance was in FAULT meanwhile. */
function removeVmac(sim: Simulation, node: number, name: string): void {
  changeVmac(sim, node, name, false);
  runUntil(sim, sim.state.now + 10_000);
  changeVmac(sim, node, name, true);
}

/** A route that a MASTER has set: it steps back and comes again at once, as with an address. */
function removeRoute(sim: Simulation, node: number, destination: string): void {
  if (sim.state.nodes[node]?.daemon !== "running") return;
  for (const at of seats(sim, node)) {
    if (at.own.state === "MASTER" && at.own.holding && at.setting.routes.includes(destination)) addressTaken(sim, at);
  }
}

function partition(sim: Simulation, [sides = "", ...segments]: readonly string[]): void {
  const of = new Map(
    sides.split("|").flatMap((group, side) => nodesOf(sim, group).map((node) => [node, side] as const)),
  );
  const cut = sim.world.names.map((_, node) => of.get(node) ?? 0);
  const all = new Set(sim.state.nodes.flatMap(({ interfaces }) => interfaces.map(({ segment }) => segment)));
  const cuts = new Map(sim.state.sides);
  for (const segment of segments.length === 0 ? all : segments) cuts.set(segment, cut);
  sim.state.sides = cuts;
}

function setFlag(sim: Simulation, node: number, flag: string, wanted: boolean): void {
  const host = sim.state.nodes[node];
  if (host === undefined) return;
  host.flags = toggled(host.flags, flag, wanted);
  host.written = new Map(host.written).set(`/etc/keepalived/flags/${flag}.fail`, wanted ? "" : undefined);
}

function startProcess(sim: Simulation, node: number, process: string, around: Surroundings): void {
  const addresses = sim.state.nodes[node]?.interfaces.flatMap((device) => device.addresses) ?? [];
  const name = sim.world.names[node] ?? "";
  if (around.canStart(name, process, addresses)) setProcess(sim, node, process, around.count?.(name, process) ?? 1);
}

function setProcess(sim: Simulation, node: number, process: string, count: number): void {
  const host = sim.state.nodes[node];
  if (host !== undefined) host.running = new Map(host.running).set(process, count);
  processesChanged(sim, node);
}

export function writeFile(sim: Simulation, node: number, path: string, text: string | undefined): void {
  const host = sim.state.nodes[node];
  if (host === undefined) return;
  host.written = new Map(host.written).set(path, text);
  if (host.daemon !== "running") return;
  host.setting.files.forEach((file, index) => {
    if (file.path === path) fileChanged(sim, node, index, text === undefined ? 0 : fileNumber(text, host.files[index]));
  });
}

/** A command that somebody runs on the node: addresses, links, neighbours, files. */
function execute(sim: Simulation, node: number, words: readonly string[], around: Surroundings): void {
  const line = words.join(" ");
  if (changesNetwork(sim, node, line) || changesFiles(sim, node, line)) return;
  around.unknown(`what '${line}' does on ${sim.world.names[node]} is not modelled`);
}

function changesNetwork(sim: Simulation, node: number, line: string): boolean {
  const address = /^ip (?:-\d )?a(?:ddr(?:ess)?)? (add|replace|del(?:ete)?) (\S+) dev (\S+)/.exec(line);
  if (address !== null) {
    const added = !address[1]?.startsWith("del");
    const [, , given = "", device = ""] = address;
    if (!added && isOnVmac(sim, node, device, canonical(given))) return true;
    if (!added && given.includes("/") && prefixOf(sim, node, device, canonical(given)) !== Number(given.split("/")[1]))
      return true;
    for (const other of added ? [] : secondaries(sim, node, device, given))
      addressChanged(sim, node, device, other, false);
    addressChanged(sim, node, device, given, added);
    return true;
  }
  const flushed = /^ip a(?:ddr(?:ess)?)? flush dev (\S+)$/.exec(line);
  if (flushed !== null) {
    const all = sim.state.nodes[node]?.interfaces.find(({ name }) => name === flushed[1])?.addresses ?? [];
    for (const one of [...all]) addressChanged(sim, node, flushed[1] ?? "", one, false);
    return true;
  }
  const route = /^ip (?:-\d )?r(?:oute)? del(?:ete)? (?:to )?(\S+)/.exec(line);
  if (route !== null) {
    removeRoute(sim, node, destinationOf(route[1] ?? ""));
    return true;
  }
  const made = /^ip l(?:ink)? (add|del(?:ete)?) (?:dev |name )?(\S+)/.exec(line);
  if (made !== null) {
    const own = seats(sim, node).some(({ setting }) => setting.vmac?.name === made[2]);
    if (made[1] === "add") addInterface(sim, node, made[2] ?? "");
    else if (own) removeVmac(sim, node, made[2] ?? "");
    else changeLink(sim, node, made[2] ?? "", { admin: false });
    return true;
  }
  const link = /^ip l(?:ink)? set (?:dev )?(\S+) (up|down)$/.exec(line);
  if (link !== null) {
    changeLink(sim, node, link[1] ?? "", { admin: link[2] === "up" });
    return true;
  }
  const neighbour = /^ip n(?:eigh)? (add|replace|del(?:ete)?) (\S+)/.exec(line);
  if (neighbour === null) return false;
  const key = `${node}>${canonical(neighbour[2] ?? "")}`;
  sim.state.lost = toggled(sim.state.lost, key, neighbour[1]?.startsWith("del") !== true);
  return true;
}

/** A new interface is down until it is set up, and plugged in nowhere. */
function addInterface(sim: Simulation, node: number, name: string): void {
  const host = sim.state.nodes[node];
  if (host === undefined || host.interfaces.some((device) => device.name === name)) return;
  host.interfaces.push({ name, segment: `${node}/${name}`, admin: false, carrier: true, addresses: [] });
}

function changesFiles(sim: Simulation, node: number, line: string): boolean {
  const host = sim.state.nodes[node];
  const mode = /^chmod (\S*[-+]x) (\S+)$/.exec(line);
  if (mode !== null) {
    if (host !== undefined) {
      host.written = new Map(host.written).set(mode[2] ?? "", mode[1]?.includes("-") === true ? undefined : "");
    }
    return true;
  }
  const removed = /^rm (?:-\w+ )?(\S+)$/.exec(line);
  if (removed !== null) {
    const cleared = /^\/etc\/keepalived\/flags\/(.+)\.fail$/.exec(removed[1] ?? "")?.[1];
    if (cleared !== undefined) setFlag(sim, node, cleared, false);
    writeFile(sim, node, removed[1] ?? "", undefined);
    return true;
  }
  const flag = /^touch \/etc\/keepalived\/flags\/([\w.-]+)\.fail$/.exec(line);
  if (flag !== null) {
    setFlag(sim, node, flag[1] ?? "", true);
    return true;
  }
  const touched = /^touch (\/\S+)$/.exec(line)?.[1];
  if (touched !== undefined) {
    if (host?.written.get(touched) === undefined) writeFile(sim, node, touched, "");
    return true;
  }
  const echo = /^echo (\S+) > (\S+)$/.exec(line);
  if (echo === null) return false;
  writeFile(sim, node, echo[2] ?? "", echo[1]);
  return true;
}

function prefixOf(sim: Simulation, node: number, device: string, address: string): number | undefined {
  const own = sim.world.own[node]?.get(device)?.find((item) => canonical(item) === address);
  if (own !== undefined) return Number(own.split("/")[1] ?? 32);
  const listed = sim.state.nodes[node]?.setting.instances.flatMap((one) => [...one.addresses, ...one.excluded]);
  return listed?.find((item) => item.address === address)?.prefix;
}

/** The later addresses of the same network: the kernel removes them with the first. */
function secondaries(sim: Simulation, node: number, device: string, text: string): readonly string[] {
  const all = sim.state.nodes[node]?.interfaces.find(({ name }) => name === device)?.addresses ?? [];
  const prefix = Number(text.split("/")[1] ?? 32);
  const inNetwork = (address: string) => prefixOf(sim, node, device, address) === prefix && onLink(address, text);
  const at = all.indexOf(canonical(text));
  if (at < 0 || text.includes(":") || all.slice(0, at).some(inNetwork)) return [];
  return all.slice(at + 1).filter(inNetwork);
}
