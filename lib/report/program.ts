// What ran, for whoever reads a report in a ticket.
import denoConfig from "../../deno.json" with { type: "json" };

/** The program and its version. */
export const PROGRAM: string = `zenml-env ${denoConfig.version}`;

/** Names the program, Deno and the system, each with its version. */
export function describeProgram(): string {
  const { os, arch } = Deno.build;
  return `${PROGRAM}, Deno ${Deno.version.deno}, ${os} ${arch}`;
}
