import {
  assert,
  assertEquals,
  assertFalse,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { HOSTILE_INPUTS } from "../helpers/hostile_inputs.ts";
import { hasProgram } from "../helpers/programs.ts";
import { type Outcome, permissionsOf, runJob, SHELLS } from "./runner.ts";

const ignore = !hasProgram("bash");

const shells = SHELLS.filter((shell) => hasProgram(shell));

const NO_HOST = ["--allow-net=cloudapi.zenml.io"];

/** What might become an option, a permission, a command, a pattern or several values. */
const HOSTILE = [
  ...HOSTILE_INPUTS,
  "\x1b]0;x\x07section_start:1:x",
  "$ZENML_STORE_API_KEY",
  "${IFS}touch${IFS}pwned",
  "!reference [x]",
  "[a-z]* ?",
  "~ {a,b}",
  "%s%n\\0",
] as const;

/** Asserts that nothing but the doctor was run, with no option or permission besides those of the script. */
function assertHarmless({ runs, added, log, status }: Outcome): void {
  assertEquals(added, [], log);
  assert(status <= 2, log);
  assertFalse(log.includes("\x1b"), log);
  for (const args of runs.filter((args) => args.includes("doctor"))) {
    const at = args.indexOf("zenml-env.js");
    assertEquals(args[at + 1], "doctor");
    for (const flag of args.slice(0, at)) {
      assertMatch(
        flag,
        /^(?:run|--(?:quiet|no-(?:prompt|config|lock|remote|npm)|allow-(?:env|read|net|write)=.*))$/u,
      );
    }
    for (const option of args.slice(at + 2)) {
      assertMatch(option, /^--(?:(?:each|jobs|shard|format|only)=|offline$)/u);
    }
  }
}

for (const shell of shells) {
  Deno.test(
    `zenml-env.yml takes no name that a pattern matches for an option, a permission or a command, in ${shell}`,
    { ignore },
    async () => {
      const names = HOSTILE.map((name) => `${name.replaceAll("/", ":")}.env`);
      const outcome = await runJob("healthy", {
        shell,
        inputs: { each: "*.env", only: "config" },
        files: Object.fromEntries(names.map((name) => [name, "A=b\n"])),
      });
      assertHarmless(outcome);
      assertEquals(permissionsOf(outcome, "allow-net"), NO_HOST);
      const examined = outcome.runs.at(-1)
        ?.filter((arg) => arg.startsWith("--each="));
      assertEquals(
        examined?.toSorted(),
        names.map((name) => `--each=${name}`).sort(),
      );
    },
  );
}

for (const [index, value] of HOSTILE.entries()) {
  const shell = shells[index % shells.length] ?? "sh";
  Deno.test(
    `zenml-env.yml makes nothing but values of ${
      JSON.stringify(value)
    } as each, jobs, shard or index, even from a variable that has no pattern, in ${shell}`,
    { ignore },
    async () => {
      const inputs = { each: "a.env", jobs: 2, shard: "1/1", only: "config" };
      const files = { "a.env": "A=b\n" };
      const runWith = (env: Readonly<Record<string, string>>) =>
        runJob("healthy", { shell, inputs, files, env });
      const each = await runWith({ DOCTOR_EACH: value });
      assertHarmless(each);
      assertEquals(permissionsOf(each, "allow-net"), NO_HOST, each.log);
      for (
        const [env, words] of [
          // The shell passes on both, and the first is refused.
          [{ DOCTOR_JOBS: value, DOCTOR_SHARD: value }, "--jobs takes"],
          [{ DOCTOR_SHARD: "auto", CI_NODE_INDEX: value }, "--shard takes I/N"],
        ] as const
      ) {
        const outcome = await runWith(env);
        assertHarmless(outcome);
        assertEquals([outcome.status, outcome.runs.length], [2, 1]);
        assertStringIncludes(outcome.log, words);
      }
    },
  );
}

Deno.test(
  "zenml-env.yml reads a file that is named - for each and for env-file, and not standard input",
  { ignore },
  async () => {
    for (const name of ["each", "env-file"] as const) {
      const outcome = await runJob("healthy", {
        inputs: { [name]: "-", only: "config" },
        env: { ZENML_STORE_URL: "", ZENML_SERVER_URL: "" },
        files: { "-": "ZENML_STORE_URL=https://a.example.com\n" },
      });
      assertStringIncludes(outcome.log, "./-");
    }
  },
);

Deno.test(
  "zenml-env.yml puts no secret of a file of each into an argument or the log",
  { ignore },
  async () => {
    const key = "ZENPROKEY_c2VjcmV0U2VjcmV0";
    const password = "hunter2hunter2";
    const { log, report, runs, ...outcome } = await runJob("healthy", {
      inputs: { each: "*.env", only: "config", verbose: true },
      files: {
        // The first of the files does not know that it is the password of another.
        "a.env": `ZENML_STORE_URL=https://${password}.example.com\n`,
        "b.env": `ZENML_STORE_URL=https://b.example.com/${key}\n`,
        "c.env": `ZENML_STORE_URL=https://${key}.example.com\n`,
        "d.env": "ZENML_STORE_URL=https://d.example.com\n" +
          `ZENML_STORE_USERNAME=me\nZENML_STORE_PASSWORD=${password}\n`,
        "e.env": `ZENML_STORE_URL=https://me:${password}@e.example.com\n`,
        "f.env":
          `ZENML_STORE_URL=https://f.example.com\nZENML_STORE_API_KEY=${key}\n` +
          `ZENML_PRO_API_URL=https://${key}.example.com\n`,
        "g.env":
          `ZENML_STORE_URL=https://g.example.com\nZENML_STORE_API_TOKEN=${key}\n` +
          `ZENML_PRO_API_URL=${password}\n`,
      },
    });
    assertEquals(outcome.added, []);
    const text = `${log}${report}${runs.join("\n")}`.toLowerCase();
    assertFalse(text.includes(key.toLowerCase()), text);
    assertFalse(text.includes(password), text);
  },
);
