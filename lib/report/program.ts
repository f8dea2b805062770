// What ran, for whoever reads a report in a ticket.
import { VERSION } from "../codes/version.ts";

/** The program and its version. */
export const PROGRAM: string = `zenml-env ${VERSION}`;

/** Names the program, Deno and the system, each with its version. */
export function describeProgram(): string {
  const { os, arch } = Deno.build;
  return `${PROGRAM}, Deno ${Deno.version.deno}, ${os} ${arch}`;
}
