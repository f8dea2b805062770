import { assertEquals, assertMatch } from "@std/assert";
import { certificateOf } from "../helpers/certificates.ts";
import {
  type CommandOptions,
  type Ended,
  endOf,
  start,
} from "../helpers/command.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith } from "../helpers/examination.ts";
import { read } from "../helpers/programs.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";
import { mustEnd } from "../helpers/time_limit.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";

/** A regular file whose reading waits for the next message of the kernel. */
const KERNEL_LOG = "/proc/kmsg";

/** What waits, and with what it is run. */
interface Wait {
  readonly what: string;
  readonly args: readonly string[];
  readonly options?: CommandOptions;
  /** How it ends at the deadline. */
  readonly status: number;
  /** What is said on standard error then. */
  readonly stderr: RegExp;
}

/** Everything that a run can wait for besides the network; `pipe` is one that nobody opens. */
function waitsOn(folder: string, url: string): readonly Wait[] {
  const pipe = `${folder}/pipe`;
  const env = clientWith(url, KEY);
  const late = /^Cannot [^\n]+ in time\n$/u;
  const stderr = /^$/u;
  const all = { permissions: ["--allow-all"] };
  return [
    {
      what: "an env file that is a pipe",
      args: ["doctor", "--env-file", pipe],
      status: 2,
      stderr: late,
    },
    {
      what: "an env file that blocks",
      args: ["doctor", "--env-file", KERNEL_LOG],
      options: all,
      status: 2,
      stderr: late,
    },
    {
      what: "a file of --each that blocks",
      args: ["doctor", "--each", KERNEL_LOG],
      options: all,
      status: 1,
      stderr,
    },
    {
      what: "a key on standard input",
      args: ["doctor", "--api-key-stdin"],
      options: { stdin: "" },
      status: 2,
      stderr: late,
    },
    {
      what: "a CA file that blocks",
      args: ["doctor"],
      options: {
        ...all,
        env: { ...env, ZENML_STORE_VERIFY_SSL: KERNEL_LOG },
      },
      status: 1,
      stderr,
    },
    {
      what: "a stored login that blocks",
      args: ["doctor"],
      options: { ...all, env: { ...env, ZENML_CONFIG_PATH: folder } },
      status: 1,
      stderr,
    },
    {
      what: "the env file of resolve that is a pipe",
      args: ["resolve", "--env-file", pipe],
      status: 2,
      stderr: late,
    },
    {
      what: "a key for resolve on standard input",
      args: ["resolve", "--api-key-stdin"],
      options: { stdin: "" },
      status: 2,
      stderr: late,
    },
    {
      what: "an export that is a pipe",
      args: ["resolve", "--as=store", `--format=dotenv=${pipe}`],
      options: { env },
      status: 2,
      stderr: late,
    },
    {
      what: "the env file of exec that is a pipe",
      args: ["exec", "--no-check", "--env-file", pipe, "--", "true"],
      status: 2,
      stderr: late,
    },
    {
      what: "a report that is a pipe",
      args: ["doctor", "--offline", `--format=json=${pipe}`],
      options: { env },
      status: 2,
      stderr: late,
    },
    {
      what: "a summary that is a pipe",
      args: ["doctor", "--offline", "--format=github"],
      options: { ...all, env: { ...env, GITHUB_STEP_SUMMARY: pipe } },
      status: 0,
      stderr: /^Cannot write the summary of the step: [^\n]+ in time\n$/u,
    },
  ];
}

async function waiting(
  use: (folder: string, url: string) => Promise<void>,
): Promise<void> {
  await using folder = await temporaryFolder();
  await using server = listenAsZenml({}, certificateOf());
  await read("sh", ["-c", `mkfifo '${folder.path}/pipe'`]);
  await Deno.symlink(KERNEL_LOG, `${folder.path}/config.yaml`);
  await use(folder.path, server.url);
}

/** Ends a command whose standard input is left open as long as it runs. */
async function ended(
  child: Deno.ChildProcess,
  { options }: Wait,
): Promise<Ended> {
  const result = await mustEnd(endOf(child), () => child.kill("SIGKILL"));
  if (options?.stdin !== undefined) await child.stdin.close().catch(() => {});
  return result;
}

/** Only the superuser reads what the kernel says; the shell looks, since Deno's own permissions do not name it. */
const isBlocking = Deno.build.os === "linux" &&
  await read("sh", ["-c", `exec 3< ${KERNEL_LOG} && echo yes`])
      .catch(() => "") === "yes\n";

const NAMES = waitsOn("", "").map(({ what }) => what);

for (const [index, what] of NAMES.entries()) {
  const ignore = Deno.build.os === "windows" ||
    (what.endsWith("blocks") && !isBlocking);

  Deno.test(
    `zenml-env gives ${what} no more time than the deadline`,
    { ignore },
    () =>
      waiting(async (folder, url) => {
        const wait = waitsOn(folder, url)[index]!;
        const child = start(
          withOptions(wait, "--deadline=300ms"),
          wait.options,
        );
        const { status, stderr } = await ended(child, wait);
        assertEquals(status, wait.status, stderr);
        assertMatch(stderr, wait.stderr);
      }),
  );

  Deno.test(
    `zenml-env ends with 130 where it is interrupted while it waits for ${what}`,
    { ignore: ignore || Deno.build.os !== "linux" },
    () =>
      waiting(async (folder, url) => {
        const wait = waitsOn(folder, url)[index]!;
        const child = start(
          withOptions(wait, "--deadline=10m"),
          wait.options,
        );
        await isHandlingSignals(child.pid);
        child.kill("SIGINT");
        assertEquals((await ended(child, wait)).status, 130);
      }),
  );
}

/** What follows the name of the command is an option of it, and no argument of a program. */
function withOptions(
  { args: [command = "", ...rest] }: Wait,
  ...options: readonly string[]
): readonly string[] {
  return [command, ...options, ...rest];
}

/** Waits until a process handles an interruption: before that, any process ends by it. */
async function isHandlingSignals(pid: number): Promise<void> {
  // The lowest digit of the mask is that of the signals 1 to 4; SIGINT is 2.
  const script =
    'until grep -q "^SigCgt:.*[2367abef]$" "/proc/$1/status"; do :; done';
  await read("sh", ["-c", script, "sh", String(pid)]);
}

for (const signal of [null, "SIGTERM"] as const) {
  Deno.test(
    `zenml-env ends where nobody reads what it prints, ${
      signal === null ? "at the deadline" : "or at an interruption"
    }`,
    { ignore: Deno.build.os === "windows" },
    async () => {
      // More than a pipe holds.
      const files = Array.from(
        { length: 400 },
        (_, index) => `no-${index}.env`,
      );
      const child = start([
        "doctor",
        "--format=json",
        `--deadline=${signal === null ? "1s" : "10m"}`,
        "--each",
        ...files,
      ]);
      if (signal !== null) {
        // Something has got out, and the rest waits.
        const reader = child.stdout.getReader();
        await reader.read();
        child.kill(signal);
        reader.releaseLock();
      }
      const { code } = await mustEnd(
        child.status,
        () => child.kill("SIGKILL"),
      );
      const stderr = await new Response(child.stderr).text();
      await child.stdout.cancel();
      assertEquals(code, signal === null ? 2 : 130);
      assertMatch(
        stderr,
        /^Cannot write to standard output: [^\n]+ in time\n$/u,
      );
    },
  );
}
