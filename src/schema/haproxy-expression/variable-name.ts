/** Names of variables: a scope, a dot, and letters, digits, `_` and `.`. */

const scopes = ["proc", "sess", "txn", "req", "res", "check", "psess", "ptxn", "preq", "pres"];

/** Why a text is no variable's name; nothing where it is one. */
export function variableFault(name: string): string | undefined {
  if (name === "") return "is no variable's name: it is empty";
  const dot = name.indexOf(".");
  const scope = dot === -1 ? undefined : name.slice(0, dot);
  if (scope === undefined || !scopes.includes(scope) || dot === name.length - 1)
    return "is no variable's name: it has to begin with its scope, proc., sess., txn., req., res. or check.";
  if (!/^[A-Za-z0-9_.]+$/.test(name))
    return "is no variable's name: only letters, digits, _ and . may follow the scope";
  return undefined;
}

export function isVariableName(name: string): boolean {
  return variableFault(name) === undefined;
}
