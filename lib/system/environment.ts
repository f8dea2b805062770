// What is read of the environment, as far as Deno's permissions go.
import { isVariableName } from "../codes/variables.ts";
import {
  CGI_VARIABLE,
  PROXY_VARIABLES,
  type ProxyVariables,
} from "../http/proxy.ts";
import { NAMES_TO_READ } from "../sources/misspelling.ts";
import { isGranted } from "../http/permission.ts";

/** The environment, as far as it may be read. */
export interface EnvironmentReading {
  readonly variables: Readonly<Record<string, string>>;
  /** The names of ZenML's variables that Deno was not permitted to read. */
  readonly refused: readonly string[];
  /** The names of ZenML's variables whose values are no Unicode. */
  readonly undecodable: readonly string[];
}

/** Reads the environment: all of it, or only the names that are permitted. */
export function readEnvironment(): EnvironmentReading {
  const mayReadAll = isGranted({ name: "env" });
  const variables: Record<string, string> = mayReadAll
    ? Deno.env.toObject()
    : {};
  const refused: string[] = [];
  const undecodable: string[] = [];
  for (const variable of NAMES_TO_READ) {
    // Deno leaves out of all variables what is no Unicode.
    if (Object.hasOwn(variables, variable)) continue;
    if (!mayReadAll && !isGranted({ name: "env", variable })) {
      if (isVariableName(variable)) refused.push(variable);
      continue;
    }
    const value = valueOf(variable);
    if (typeof value === "string") variables[variable] = value;
    if (value === null && isVariableName(variable)) undecodable.push(variable);
  }
  return { variables, refused, undecodable };
}

/** Reads what decides on a proxy. Deno's fetch obeys these variables, whether or not this may read them. */
export function readProxies(): ProxyVariables {
  const variables: Record<string, string | null> = {};
  for (const variable of [...PROXY_VARIABLES, CGI_VARIABLE]) {
    const value = isGranted({ name: "env", variable })
      ? valueOf(variable)
      : null;
    if (value !== undefined) variables[variable] = value;
  }
  return variables;
}

/** Reads a variable; undefined also where that is not permitted, or where it is no text. */
export function readVariable(variable: string): string | undefined {
  return isGranted({ name: "env", variable })
    ? valueOf(variable) ?? undefined
    : undefined;
}

/** Returns whether a variable may be read. */
export function mayReadVariable(variable: string): boolean {
  return isGranted({ name: "env", variable });
}

/** Returns a variable's value, or null for bytes that are no Unicode. */
function valueOf(variable: string): string | null | undefined {
  try {
    return Deno.env.get(variable);
  } catch (error) {
    if (error instanceof Deno.errors.InvalidData) return null;
    throw error;
  }
}
