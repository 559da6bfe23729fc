/** A node: its files and, built when first asked for, what they mean together. */
import type { Node, Targets } from "./cluster.ts";
import type { Document, HaproxyDocument, KeepalivedDocument } from "./document.ts";
import { buildHaproxyConfig } from "./haproxy/build.ts";
import type { HaproxyConfig } from "./haproxy/config.ts";
import { buildKeepalivedConfig } from "./keepalived/build.ts";
import type { KeepalivedConfig } from "./keepalived/config.ts";
import type { EffectiveConfiguration } from "./keepalived/effective.ts";
import { readEffective, standsAlone } from "./keepalived/read-effective.ts";
import type { FileReader, Parsers } from "./ports.ts";

export interface NodeParts {
  readonly name: string;
  readonly targets: Targets;
  readonly named: readonly Document[];
  readonly files: FileReader;
  readonly parsers: Parsers;
}

export function createNode(parts: NodeParts): Node {
  return new LazyNode(parts);
}

const configOfFile = new WeakMap<KeepalivedDocument, KeepalivedConfig>();

class LazyNode implements Node {
  readonly name: string;
  readonly targets: Targets;
  readonly files: FileReader;
  readonly haproxyFiles: readonly HaproxyDocument[];
  readonly #parts: NodeParts;
  readonly #named: readonly KeepalivedDocument[];
  #documents: readonly Document[] | undefined;
  #keepalivedFiles: readonly KeepalivedDocument[] | undefined;
  #effective: EffectiveConfiguration | undefined;
  #keepalived: KeepalivedConfig | undefined;
  #haproxy: HaproxyConfig | undefined;

  constructor(parts: NodeParts) {
    this.#parts = parts;
    this.name = parts.name;
    this.targets = parts.targets;
    this.files = parts.files;
    this.haproxyFiles = parts.named.filter((one) => one.language === "haproxy");
    this.#named = parts.named.filter((one) => one.language === "keepalived");
  }

  get documents(): readonly Document[] {
    this.#documents ??= this.#withIncluded(this.#parts.named);
    return this.#documents;
  }

  get keepalivedFiles(): readonly KeepalivedDocument[] {
    this.#keepalivedFiles ??= this.#withIncluded(this.#named);
    return this.#keepalivedFiles;
  }

  get keepalived(): KeepalivedConfig | undefined {
    if (this.#named.length === 0) return undefined;
    this.#keepalived ??= this.#readKeepalived();
    return this.#keepalived;
  }

  get haproxy(): HaproxyConfig | undefined {
    if (this.haproxyFiles.length === 0) return undefined;
    this.#haproxy ??= buildHaproxyConfig(this.haproxyFiles);
    return this.#haproxy;
  }

  /** With the included files that are not named themselves. */
  #withIncluded<D extends Document>(named: readonly D[]): readonly (D | KeepalivedDocument)[] {
    const included = this.#named.length === 0 ? [] : this.#read().included;
    return included.length === 0 ? named : [...named, ...included];
  }

  /** What a file that stands alone means is worked out once for its tree, however often an editor asks. */
  #readKeepalived(): KeepalivedConfig {
    const [only, ...others] = this.#named;
    if (only === undefined || others.length > 0 || !standsAlone(only)) return buildKeepalivedConfig(this.#read());
    const config = configOfFile.get(only) ?? buildKeepalivedConfig(this.#read());
    configOfFile.set(only, config);
    return config;
  }

  #read(): EffectiveConfiguration {
    const { name, files, parsers } = this.#parts;
    this.#effective ??= readEffective(this.#named, { node: name, files, parsers, version: this.targets.keepalived });
    return this.#effective;
  }
}
