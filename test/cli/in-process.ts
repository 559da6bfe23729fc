/** Runs the command line inside the test, with streams that are remembered. */
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { run } from "../../src/cli/program.ts";

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Surroundings {
  readonly cwd?: string;
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly width?: number;
}

export async function halint(argv: readonly string[], { cwd, stdin, env, width }: Surroundings = {}): Promise<Ran> {
  let out = "";
  let err = "";
  const code = await run(argv, {
    cwd: cwd ?? process.cwd(),
    env: env ?? {},
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    stdin: () => (typeof stdin === "string" ? new TextEncoder().encode(stdin) : (stdin ?? new Uint8Array())),
    outIsTerminal: false,
    width: width ?? 80,
  });
  return { code, out, err };
}

/** A folder with these files that goes away with the test. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), "halint-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }), 60_000);
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return folder;
}

/** Does something as a user who may read and write only what is everybody's: root may do everything. */
export async function asStranger<T>(act: () => Promise<T>): Promise<T> {
  const { geteuid, seteuid } = process;
  if (geteuid?.() !== 0 || seteuid === undefined) return act();
  seteuid(nobody);
  try {
    return await act();
  } finally {
    seteuid(0);
  }
}

/** Makes files the property of the user of `asStranger`, as whom alone their owner can be kept. */
export function giveToStranger(...files: readonly string[]): void {
  if (process.geteuid?.() === 0) for (const file of files) chownSync(file, nobody, process.getegid?.() ?? 0);
}

const nobody = 65_534;

/** A file that haproxy accepts and about which there is nothing to say at error level. */
export const goodHaproxy = `global
    log stdout format raw local0
defaults
    mode http
    log global
    option httplog
    timeout connect 5s
    timeout client 30s
    timeout server 30s
    timeout http-request 10s
frontend web
    bind 192.0.2.10:80
    default_backend app
backend app
    server a 192.0.2.21:8080 check
    server b 192.0.2.22:8080 check
`;

/** haproxy: "unknown keyword 'bnd' in 'frontend' section". */
export const badHaproxy = goodHaproxy.replace("bind 192", "bnd 192");

export function keepalived(state: string, priority: number, password = "s3cr3t99"): string {
  return `global_defs {
    enable_script_security
    script_user nobody
}
vrrp_instance web {
    state ${state}
    interface eth0
    virtual_router_id 51
    priority ${priority}
    advert_int 1
    authentication {
        auth_type PASS
        auth_pass ${password}
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`;
}
