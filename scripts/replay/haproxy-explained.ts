/** Why the program may judge an example otherwise than the grammar says. */

export interface Explanation {
  readonly reason: string;
  /** The program's message. */
  readonly message?: RegExp;
  /** `context keyword`, or `context keyword: example`. */
  readonly examples?: readonly string[];
}

/** For examples that the grammar accepts and the program rejects. */
export const rejectedHere: readonly Explanation[] = [
  {
    reason: "the machine has not got the file",
    message:
      /No such file|unable to (?:load|open|stat)|[Ff]ailed to (?:open|load)|cannot open|can't open|couldn't open|error opening|file not found|Permission denied|cannot be read|Unable to load|could not open/i,
  },
  {
    reason: "not in this build, or not in its TLS library",
    message:
      /not implemented in this version|is not supported by|not supported (?:due to|for your|on this)|check build options|does not support|unsupported by|not enabled|requires at least OpenSSL|library version|not compiled in/i,
  },
  {
    reason: "the machine does not know the user or the group",
    message: /cannot find (?:user|group) id|unknown (?:user|group)/,
  },
  {
    reason: "not in this build",
    message: /unknown (?:converter|fetch method) '(?:51d|da-|wurfl)|unknown keyword '(?:opentracing|otel)'|awslc/,
  },
  { reason: "needs Lua code, which the configuration would load", message: /lua\./ },
  { reason: "needs a file that describes the engine", message: /SPOE engine|processing 'spoe'/ },
  { reason: "zero-warning: what stands around the example warns", message: /zero-warning/ },
  {
    reason: "needs a companion, which its own context does not show",
    message:
      /generate-dummy|no groups specified|FCGI (?:app|server)|cannot mix per-stream and shared|only available on 'http-request'|invalid MUX protocol|is not defined on the proxy/,
  },
  { reason: "the machine does not resolve the name", message: /could not resolve address|unable to resolve/i },
];

/** For examples that the grammar rejects and the program accepts. */
export const acceptedHere: readonly Explanation[] = [];
