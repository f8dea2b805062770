import { assert, assertEquals, assertFalse } from "@std/assert";
import { endOf, PERMISSIONS, run, start } from "../helpers/command.ts";
import { writeEnvFiles } from "../helpers/env_folder.ts";
import { read } from "../helpers/programs.ts";
import { VARIABLE_NAMES } from "../../lib/codes/variables.ts";
import { RESOLUTION_FORMATS } from "../../lib/cli/options.ts";
import { REPORT_FORMATS } from "../../lib/report/formats.ts";

/** Nearly as much as an env file may hold: names that no program reads, and keys that the last one replaces. */
const FOREIGN = lines(80_000, (index) => `A${index}=1`);
const REPLACED = lines(
  16_000,
  (index) => `ZENML_STORE_API_KEY="secret-${index}"`,
);

/** Names that are one letter away from a variable's. */
const SLIPS = VARIABLE_NAMES.flatMap((name) =>
  [..."abcdefghijklmnopqrstuvwxyz"].flatMap((letter) =>
    [...name].map((_, at) =>
      name.slice(0, at + 1) + letter + name.slice(at + 1)
    )
  )
);

/** What a file of 16,000 lines holds, and the exit status. */
const CONTENTS = {
  "secrets and lines that are no assignments":
    lines(8000, (index) => `ZENML_STORE_PASSWORD_${index}=hunter2-${index}`) +
    lines(8000, (index) => `ZENML bad line ${index}`),
  "one name": REPLACED,
  "misspelled names": lines(
    16_000,
    (index) => `${SLIPS[index % SLIPS.length]}=${index}`,
  ),
} as const;

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `${line(index)}\n`)
    .join("");
}

function assertShortAndSafe(what: string, output: string): void {
  assert(output.length < 200_000, `${what}: ${output.length}`);
  assertFalse(/hunter2-\d|secret-\d/u.test(output), what);
}

for (const [what, content] of Object.entries(CONTENTS)) {
  Deno.test(`zenml-env reports 16,000 lines of ${what} in every format, as short as those of a few`, async () => {
    await using folder = await writeEnvFiles({ "a.env": content });
    const [file = ""] = folder.files;
    const reports = REPORT_FORMATS.map((format) =>
      [format, `${file}.${format}`] as const
    );
    // One run writes all reports of the doctor.
    const commands = [
      ["doctor", "--offline"].concat(
        reports.map(([format, path]) => `--format=${format}=${path}`),
      ),
      ...RESOLUTION_FORMATS.map((format) => ["resolve", `--format=${format}`]),
    ];
    for (const words of commands) {
      const { status, stdout, stderr } = await run(
        words.concat("--env-file", file),
      );
      assert(status === 0 || status === 1, `${status} ${stderr}`);
      assertShortAndSafe(words.join(" "), stdout + stderr);
    }
    for (const [format, path] of reports) {
      const report = await Deno.readTextFile(path);
      assert(report.length > 0, format);
      assertShortAndSafe(format, report);
    }
  });
}

const COMMANDS = [
  ["doctor", "--env-file"],
  ["resolve", "--env-file"],
  ["doctor --offline", "--each"],
] as const;

for (const [command, option] of COMMANDS) {
  Deno.test({
    name:
      `zenml-env ${command} ${option} ends as interrupted while it works on huge files`,
    ignore: Deno.build.os === "windows",
    async fn() {
      await using folder = await writeEnvFiles({
        "a.env": FOREIGN,
        "b.env": REPLACED,
        "c.env": FOREIGN,
      });
      const pipe = `${folder.files[0]}.pipe`;
      await read("sh", ["-c", `mkfifo '${pipe}'`]);
      const child = start(
        [
          ...command.split(" "),
          ...[...folder.files, pipe].flatMap((file) => [option, file]),
        ],
        { permissions: PERMISSIONS },
      );
      // Opens as soon as the command reads.
      const writer = await Deno.open(pipe, { write: true });
      // Of targets several are read at once: the command works, or waits for the pipe.
      if (option === "--each") child.kill("SIGINT");
      await writer.write(new TextEncoder().encode("A=1\n"));
      writer.close();
      // Once the pipe has been read, last of all, nothing but work is left.
      if (option !== "--each") child.kill("SIGINT");
      const { status } = await endOf(child);
      assertEquals(status, 130);
    },
  });
}
