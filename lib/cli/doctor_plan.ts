// What the options of `doctor` mean.
import type { Code } from "../codes/codes.ts";
import { DEFAULT_DEADLINE_MS } from "../doctor/begin.ts";
import type { DiagnoseOptions } from "../doctor/diagnose.ts";
import type { ResolveOptions } from "../resolver/context.ts";
import { REPORT_FORMATS, type ReportFormat } from "../report/formats.ts";
import type { Verbosity } from "../report/model.ts";
import type { Arguments, UsageProblem } from "./arguments.ts";
import { type Destination, destinationsOf } from "./destinations.ts";
import { agesOf, durationsOf } from "./durations.ts";
import type { Host } from "./host.ts";
import { ignoredCodes } from "./inputs.ts";
import { partOf, readShard, type Shard } from "./shard.ts";

/** How many targets are examined at a time unless `--jobs` says. */
const JOBS = 8;

/** What the options of `doctor` mean, once they are known to be right. */
export interface DoctorPlan {
  readonly destinations: readonly Destination<ReportFormat>[];
  readonly ignored: ReadonlySet<Code>;
  /** Which steps run, and the limits. */
  readonly limits: DiagnoseOptions;
  /** How the configuration is judged, other than by its sources. */
  readonly resolving: Pick<ResolveOptions, "minTokenLifeMs">;
  /** How long the whole command may take, in milliseconds. */
  readonly deadlineMs: number;
  /** How long to wait for targets to be well, in milliseconds, or null for one look. */
  readonly waitMs: number | null;
  /** How many targets are examined at a time. */
  readonly jobs: number;
  /** The files of `--each` that are examined, or null without it. */
  readonly files: readonly string[] | null;
  /** Whether a warning fails. */
  readonly strict: boolean;
  /** How much a report says. */
  readonly verbosity: Verbosity;
}

/** Reads the options of `doctor`, or says what is wrong with them. */
export function doctorPlanOf(
  args: Arguments,
  host: Host,
): DoctorPlan | UsageProblem {
  const isGithub = host.machine.readVariable("GITHUB_ACTIONS") === "true";
  const destinations = destinationsOf(args, REPORT_FORMATS, [
    isGithub ? "github" : "text",
  ]);
  if ("problem" in destinations) return destinations;
  const ignored = ignoredCodes(args);
  if ("problem" in ignored) return ignored;
  const durations = durationsOf(args);
  if ("problem" in durations) return durations;
  const ages = agesOf(args);
  if ("problem" in ages) return ages;
  const jobs = jobsOf(args);
  if (typeof jobs !== "number") return jobs;
  const shard = shardOf(args);
  if (shard && "problem" in shard) return shard;
  const files = filesOf(args, shard);
  const { timeout, wait = null } = durations;
  const { deadline = wait === null ? deadlineOfEach(files, jobs) : undefined } =
    durations;
  const { "min-token-life": minTokenLifeMs, "max-key-age": maxKeyAgeMs } = ages;
  return {
    destinations,
    ignored,
    limits: {
      ...choiceOf(args),
      ...(timeout === undefined ? {} : { timeoutMs: timeout }),
      ...(deadline === undefined ? {} : { deadlineMs: deadline }),
      ...(maxKeyAgeMs === undefined ? {} : { maxKeyAgeMs }),
    },
    resolving: minTokenLifeMs === undefined ? {} : { minTokenLifeMs },
    deadlineMs: Math.min(
      wait ?? deadline ?? DEFAULT_DEADLINE_MS,
      deadline ?? Infinity,
    ),
    waitMs: wait,
    jobs,
    files,
    strict: args.options.has("strict"),
    verbosity: verbosityOf(args),
  };
}

/** Reads how many targets are examined at a time, once the options that belong to `--each` go together. */
function jobsOf({ options }: Arguments): number | UsageProblem {
  const text = options.get("jobs")?.[0];
  const jobs = text === undefined ? JOBS : readJobs(text);
  if (jobs === null) {
    return { problem: "--jobs takes a whole number from 1 to 1000" };
  }
  if (text !== undefined && !options.has("each")) {
    return { problem: "--jobs goes with --each FILE…" };
  }
  return options.has("each") && options.has("env-file")
    ? {
      problem:
        "--each examines each file by itself: --env-file does not go with it",
    }
    : jobs;
}

function shardOf({ options }: Arguments): Shard | null | UsageProblem {
  const text = options.get("shard")?.[0];
  if (text === undefined) return null;
  if (!options.has("each")) {
    return { problem: "--shard goes with --each FILE…" };
  }
  return readShard(text) ?? {
    problem: "--shard takes I/N, such as 1/4 for the first of four parts",
  };
}

function filesOf(
  { options }: Arguments,
  shard: Shard | null,
): readonly string[] | null {
  const files = options.get("each") ?? null;
  return files && shard ? partOf(files, shard) : files;
}

/** Thousands of targets have more time than one: as much as that for each that waits for its turn. */
function deadlineOfEach(
  files: readonly string[] | null,
  jobs: number,
): number | undefined {
  const turns = Math.ceil((files?.length ?? 0) / jobs);
  return turns > 1 ? turns * DEFAULT_DEADLINE_MS : undefined;
}

function choiceOf({ options }: Arguments): DiagnoseOptions {
  const [only, skip] = [options.get("only"), options.get("skip")];
  return {
    offline: options.has("offline"),
    ...(only ? { only } : {}),
    ...(skip ? { skip } : {}),
  };
}

function verbosityOf({ options }: Arguments): Verbosity {
  if (options.has("quiet")) return "quiet";
  return options.has("verbose") ? "verbose" : "normal";
}

/** Reads a number of jobs. */
export function readJobs(text: string): number | null {
  const jobs = /^\d{1,4}$/u.test(text) ? Number(text) : 0;
  return jobs >= 1 && jobs <= 1000 ? jobs : null;
}
