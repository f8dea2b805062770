/**
 * The command `resolve`: what each program makes of the configuration.
 *
 * @module
 */
import { EXIT, exitStatusOf } from "../report/verdict.ts";
import type { Arguments } from "./arguments.ts";
import {
  deliver,
  destinationsOf,
  gatherSources,
  ignoredCodes,
  resolveAsAsked,
} from "./inputs.ts";
import type { Shell } from "./shell.ts";

/**
 * Resolves the configuration and reports it.
 *
 * @param args The options.
 * @param shell The process.
 * @returns The exit status.
 *
 * @example Usage
 * ```ts ignore
 * import { resolveCommand } from "./resolve.ts";
 *
 * const status = await resolveCommand(args, shell);
 * ```
 */
export async function resolveCommand(
  args: Arguments,
  shell: Shell,
): Promise<number> {
  const destinations = destinationsOf(args, ["text", "json"]);
  const ignored = ignoredCodes(args);
  if ("problem" in destinations) return wrong(destinations.problem, shell);
  if ("problem" in ignored) return wrong(ignored.problem, shell);
  const sources = await gatherSources(args, shell);
  if ("problem" in sources) return wrong(sources.problem, shell);
  const resolved = resolveAsAsked(sources, args, shell);
  const findings = resolved.findings.filter(({ code }) => !ignored.has(code));
  const resolution = { ...resolved, findings };
  const strict = args.options.has("strict");
  const { resolutionJson, resolutionText } = await renderers();
  const problem = await deliver(
    destinations,
    (format, file) =>
      format === "json"
        ? resolutionJson(resolution, { strict })
        : resolutionText(
          resolution,
          file === null ? shell.screen : { columns: 80, color: false },
        ),
    shell,
  );
  return problem
    ? wrong(problem.problem, shell)
    : exitStatusOf(findings, { strict });
}

async function renderers() {
  const [{ resolutionJson }, { resolutionText }] = await Promise.all([
    import("../report/json.ts"),
    import("../report/resolution_text.ts"),
  ]);
  return { resolutionJson, resolutionText };
}

function wrong(problem: string, { complain }: Shell): number {
  complain(problem);
  return EXIT.usage;
}
