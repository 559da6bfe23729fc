/** Until the model lands: one node for each file. */
import type { Cluster, Node, Targets, Workspace } from "../model/cluster.ts";
import type { HaproxyDocument, KeepalivedDocument } from "../model/document.ts";
import type { FileReader } from "../model/ports.ts";

export function detectLanguage(path: string, text: string): "haproxy" | "keepalived" | undefined {
  if (/^\s*(vrrp_\w+|global_defs|virtual_server)\b/m.test(text)) return "keepalived";
  if (/^\s*(global|defaults|frontend|backend|listen)\b/m.test(text)) return "haproxy";
  return path.endsWith(".cfg") ? "haproxy" : path.endsWith(".conf") ? "keepalived" : undefined;
}

export function buildWorkspace(
  inputs: readonly { readonly node: string; readonly document: HaproxyDocument | KeepalivedDocument }[],
  options: { readonly targets: Targets; readonly files: FileReader },
): Workspace {
  const names = [...new Set(inputs.map(({ node }) => node))];
  const nodes = names.map((name): Node => {
    const documents = inputs.filter(({ node }) => node === name).map(({ document }) => document);
    return {
      name,
      targets: options.targets,
      documents,
      haproxyFiles: documents.filter((document) => document.language === "haproxy"),
      keepalivedFiles: documents.filter((document) => document.language === "keepalived"),
      keepalived: undefined,
      haproxy: undefined,
      files: options.files,
    };
  });
  const clusters: Cluster[] = nodes.map((node) => ({ name: node.name, nodes: [node], routers: [] }));
  const documents = inputs.map(({ document }) => document);
  const paths = new Set(documents.map(({ source }) => source.path));
  return { clusters, documents, owns: ({ path }) => paths.has(path) };
}
