/** The smallest configs that rules of several nodes show their point with. */

/** A vrrp_instance VI_1 on eth0 with one address; `lines` stand between the interface and the address block. */
export function instanceWith(...lines: readonly string[]): string {
  return `vrrp_instance VI_1 {\n  interface eth0\n${lines.map((line) => `  ${line}\n`).join("")}  virtual_ipaddress {\n    192.0.2.9/24\n  }\n}\n`;
}
