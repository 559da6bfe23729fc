/** Questions of one's own: the words of a table's event, or of a recorded case, as what happens to the cluster. */
import type { ClusterNode } from "../replay/cluster.ts";
import { failuresOf } from "./event-list.ts";

const operations = new Set([
  "boot",
  "start",
  "stop",
  "restart",
  "crash",
  "pause",
  "resume",
  "node_down",
  "node_up",
  "link_down",
  "link_up",
  "admin_down",
  "admin_up",
  "partition",
  "heal",
  "script_fail",
  "script_ok",
  "proc_stop",
  "proc_start",
  "file_write",
  "file_delete",
  "bfd_up",
  "bfd_down",
  "exec",
  "wait",
]);

const verbs: ReadonlyMap<string, string> = new Map(
  Object.entries({
    crashes: "crash",
    hangs: "pause",
    wakes: "resume",
    restarts: "restart",
    dies: "node_down",
    returns: "node_up",
    stops: "stop",
    starts: "start",
  }),
);

/** The operation that a text means; undefined where nothing of the cluster is called so. */
export function operationOf(text: string, nodes: readonly ClusterNode[]): string | undefined {
  const wanted = simple(text);
  if (operations.has(wanted.split(" ")[0] ?? "")) return text.trim();
  for (const { label, operation, recovery } of failuresOf(nodes)) {
    if (simple(label) === wanted) return operation;
    if (simple(recovery.label) === wanted) return recovery.operation;
  }
  const [name = "", ...rest] = wanted.split(" ");
  const node = nodes.find(({ host }) => simple(host.name) === name);
  const verb = verbs.get(rest.filter((word) => word !== "keepalived").join(" "));
  if (node !== undefined && verb !== undefined) return `${verb} ${node.host.name}`;
  return wanted.startsWith("network is whole") ? "heal" : undefined;
}

/** What can be asked, as it is written in the table. */
export function askable(nodes: readonly ClusterNode[]): readonly string[] {
  return failuresOf(nodes).flatMap(({ label, recovery }) => [label, recovery.label]);
}

function simple(text: string): string {
  return text.toLowerCase().replace(/^the /, "").replace(/[:|]/g, " ").replace(/\s+/g, " ").trim();
}
