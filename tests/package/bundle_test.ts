import { assert, assertEquals, assertMatch } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { CODE_NAMES } from "../../lib/codes/codes.ts";
import { startDemoServer } from "../../lib/demo/server.ts";
import { endOf, startModule } from "../helpers/command.ts";
import { makeBundle, runDeno, withoutRegistries } from "../helpers/deno.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";
import { codesIn, readReport } from "../helpers/report.ts";

async function makeCode(): Promise<string> {
  await using folder = await temporaryFolder();
  return await Deno.readTextFile(await makeBundle(folder.path));
}

let known: Promise<string> | undefined;

/** Makes the bundle once, and runs it from a folder in which there is nothing else. */
async function bundled() {
  const code = await (known ??= makeCode());
  const folder = await temporaryFolder();
  const file = `${folder.path}/zenml-env.js`;
  await Deno.writeTextFile(file, code);
  const run = (
    args: readonly string[],
    permissions: readonly string[] = [],
    env: Readonly<Record<string, string>> = {},
  ) =>
    runDeno(["run", "--no-prompt", ...permissions, file, ...args], {
      cwd: folder.path,
      env: { ...withoutRegistries(`${folder.path}/cache`), ...env },
    });
  return {
    file,
    run,
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

Deno.test("deno task bundle makes one file that needs no package, and no other file", async () => {
  await using bundle = await bundled();
  const code = await Deno.readTextFile(bundle.file);
  const imported = [
    ...code.matchAll(/^(?:import|export)\b[^;"']*?["']([^"']+)["']/gmu),
    ...code.matchAll(/\bimport\(\s*["']([^"']+)["']/gu),
  ].map(([, specifier = ""]) => specifier);
  assertEquals(
    imported.filter((specifier) => !specifier.startsWith("node:")),
    [],
  );
  // V8 keeps other files in twice the memory, and reads them more slowly.
  assertMatch(code, /^[\0-\x7f]*$/u);
  // What is loaded late in the package is loaded late in here, too.
  assert(imported.includes("node:tls"));
});

Deno.test("deno task bundle makes the same file every time", async () => {
  await using bundle = await bundled();
  assertEquals(await makeCode(), await Deno.readTextFile(bundle.file));
});

Deno.test("deno task bundle has the functions of a healthy examination compiled with the file, and not those of others", async () => {
  await using bundle = await bundled();
  const code = await Deno.readTextFile(bundle.file);
  const eager = code.match(/^var [\w$]+=\((?:async )?function/gmu) ?? [];
  const lazy = code.match(/(?<!\()(?:async )?function [\w$]+\(/gu) ?? [];
  assert(
    eager.length > 100 && lazy.length > 100,
    `${eager.length}, ${lazy.length}`,
  );
});

Deno.test("deno task bundle makes a command that does without registries what the package's does", async () => {
  await using bundle = await bundled();
  assertEquals(await bundle.run(["--version"]), {
    status: 0,
    stdout: `zenml-env ${config.version}\n`,
    stderr: "",
  });
  for (
    const args of [
      ["--help"],
      ["doctor", "--help"],
      ["explain", "key-inactive"],
      ["completions", "bash"],
    ]
  ) {
    const { status, stdout, stderr } = await bundle.run(args);
    assertEquals([status, stderr], [0, ""]);
    assert(stdout.length > 100);
  }
});

/** Command lines that end alike each time, with the variables of their environments. */
const LINES: readonly (readonly [
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
])[] = [
  ...["doctor", "resolve", "exec", "explain", "completions", "nothing"]
    .map((command) => [["help", command]] as const),
  ...["bash", "zsh", "fish", "powershell"]
    .map((shell) => [["completions", shell]] as const),
  ...CODE_NAMES.filter((_, index) => index % 8 === 0).map((code) =>
    [["explain", code]] as const
  ),
  ...["text", "github", "junit", "markdown", "nothing"].map((format) =>
    [["doctor", "--offline", "--format", format], {
      ZENML_STORE_URL: "http://me:secret@127.0.0.1:9/\u2028é\u202E::error::",
    }] as const
  ),
  ...["json", "dotenv", "shell", "powershell", "tfvars"].map((format) =>
    [["resolve", "--as", "store", "--show-secrets", "--format", format], {
      ZENML_STORE_URL: "http://127.0.0.1:9",
      ZENML_STORE_USERNAME: "it's\t“é” 😀",
      ZENML_STORE_PASSWORD: "$(x) \\ `y` ’'\"",
    }] as const
  ),
];

Deno.test("deno task bundle makes a command that says what the sources say, byte by byte but for times", async () => {
  await using bundle = await bundled();
  for (const [args, env = {}] of LINES) {
    const [sources, file] = await Promise.all(
      ["cli.ts", bundle.file].map(async (module) => {
        const ended = await endOf(startModule(module, args, { env }));
        const stdout = ended.stdout.replace(
          /\d+(?= ms\b)|(?<=\btime(?:stamp)?=")[^"]*/gu,
          "0",
        );
        return { ...ended, stdout };
      }),
    );
    assertEquals([args, file], [args, sources]);
  }
});

for (
  const [state, status, codes] of [
    ["healthy", 0, []],
    ["inactive-key", 1, ["key-inactive error"]],
  ] as const
) {
  Deno.test(`deno task bundle makes a doctor that ends with ${status} at a server that is ${state}`, async () => {
    await using bundle = await bundled();
    await using server = await startDemoServer(state);
    const { host } = new URL(server.url);
    const ended = await bundle.run(
      ["doctor", "--format", "json", "--consumer", "client"],
      ["--allow-env=ZENML_*", `--allow-net=${host}`],
      server.environment,
    );
    assertEquals([ended.status, ended.stderr], [status, ""]);
    assertEquals(codesIn(readReport(ended.stdout)), [...codes]);
  });
}
