/** What hangs together, directly or through other things. */
export class Joined {
  readonly #parents = new Map<string, string>();

  join(one: string, other: string): void {
    const [left, right] = [this.rootOf(one), this.rootOf(other)];
    if (left !== right) this.#parents.set(left, right);
  }

  /** The same for all that hang together. */
  rootOf(key: string): string {
    const parents = this.#parents;
    let at = key;
    for (let up = parents.get(at); up !== undefined; up = parents.get(at)) {
      // Each look-up halves the way of the next.
      const next = parents.get(up);
      if (next !== undefined) parents.set(at, next);
      at = next ?? up;
    }
    return at;
  }
}
