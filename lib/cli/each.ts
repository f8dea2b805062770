// The targets of `--each`: every named env file is one, whose sources are the flags and that file alone.
import { findingOf } from "../finding/finding.ts";
import { run, words } from "../finding/fix.ts";
import { printable } from "../report/layout.ts";
import type { ResolveOptions } from "../resolver/context.ts";
import { resolve } from "../resolver/resolve.ts";
import { type Arguments, INPUT_NAME, type UsageProblem } from "./arguments.ts";
import type { EnvFileFormat } from "../sources/env_file_format.ts";
import type { Target } from "./poll_targets.ts";
import {
  envFileFormat,
  gatherFlags,
  inputReadTwice,
  readEnvFile,
  resolveByOptions,
} from "./inputs.ts";
import type { GatedHost } from "./host.ts";
import { secretsOfSources } from "./source_secrets.ts";
import { workConcurrently } from "./work_concurrently.ts";

/** Reading a file is mostly waiting for it, even if it is at hand. */
const READ_AT_ONCE = 16;

/** How to make the targets. */
export interface EachOptions {
  readonly resolving?: ResolveOptions;
  /** Whether the secrets of all files have to be known before the first target is reported. */
  readonly readsAhead?: boolean;
}

/** Makes the targets that `--each` names; their files are read when their turn comes. */
export async function targetsOfEach(
  files: readonly string[],
  args: Arguments,
  host: GatedHost,
  { resolving = {}, readsAhead = false }: EachOptions,
): Promise<readonly Target[] | UsageProblem> {
  const repeated = inputReadTwice(args.options, "each");
  if (repeated) return repeated;
  // A target knows nothing of the environment, whose secrets may stand in its files all the same.
  const environment = host.readEnvironment().variables;
  host.secrets.add(...secretsOfSources({ environment }));
  const flags = await gatherFlags(args, host);
  if ("problem" in flags) return flags;
  const format = envFileFormat(args.options);
  if (readsAhead) await learnSecrets(files, host, format);
  return files.map((path) => {
    const file = host.secrets.redactOwn(path);
    return {
      file,
      async resolve(signal) {
        const envFile = await readEnvFile(path, host, format, signal);
        await host.isInterrupted();
        return "problem" in envFile
          ? unreadable(file, envFile.problem)
          : resolveByOptions(
            { flags, envFiles: [envFile] },
            args,
            host,
            resolving,
          );
      },
    };
  });
}

/** Reads files for their secrets alone; what can be read only once, as a pipe, waits for its turn. */
async function learnSecrets(
  files: readonly string[],
  host: GatedHost,
  format: EnvFileFormat,
): Promise<void> {
  await workConcurrently(READ_AT_ONCE, files, async (path) => {
    if (await host.isFile(path) === true) await readEnvFile(path, host, format);
    return !await host.isInterrupted();
  });
}

/** A file that cannot be read makes its own target fail, and no other. */
function unreadable(file: string, problem: string) {
  const finding = findingOf("file-unreadable", {
    message: problem,
    fix: file === INPUT_NAME
      ? words("Pipe the text of an env file into zenml-env")
      : run("ls", "-l", "--", printable(file)),
  });
  return {
    ...resolve({}),
    settings: [],
    findings: [{ ...finding, source: file, file }],
  };
}
