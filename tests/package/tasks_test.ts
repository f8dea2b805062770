import { assert, assertEquals, assertMatch } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { JOB_VARIABLES } from "../../lib/cli/job_facts.ts";
import { PROXY_VARIABLES } from "../../lib/http/proxy.ts";
import { NAMES_TO_READ } from "../../lib/sources/misspelling.ts";
import {
  COLOR_VARIABLES,
  LOCALE_VARIABLES,
} from "../../lib/system/terminal.ts";
import { ownEnvironment, ROOT } from "../../offline/children.ts";
import { runDeno, withoutRegistries } from "../helpers/deno.ts";
import { serveRegistry } from "../helpers/registry.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";

const TASKS = Object.entries(config.tasks)
  .map(([name, { command }]) => ({ name, command }));

/** The tasks whose command holds a text. */
function tasksWith(text: string): readonly string[] {
  return TASKS.filter(({ command }) => command.includes(text))
    .map(({ name }) => name);
}

Deno.test("the tasks say once how @std is looked for, and which variables the command may read", () => {
  assertEquals(tasksWith("offline/detect.ts"), ["std"]);
  assertEquals(tasksWith("ZENML_*"), ["variables"]);
});

Deno.test("the tasks that run the command may read what it asks for", () => {
  const read = config.tasks.variables.command;
  for (
    const name of [
      ...PROXY_VARIABLES,
      ...NAMES_TO_READ,
      ...COLOR_VARIABLES,
      ...LOCALE_VARIABLES,
      ...JOB_VARIABLES,
    ]
  ) {
    assert(
      name.startsWith("ZENML_") || new RegExp(`\\b${name}\\b`, "u").test(read),
      name,
    );
  }
});

Deno.test("the tasks that may read every variable of the command are those that run it, or make it a program", () => {
  assertEquals(tasksWith("$(deno task --quiet variables)"), [
    "doctor",
    "zenml-env",
    "compile",
  ]);
});

Deno.test("deno task compile permits what the task zenml-env permits, and files to write anywhere", () => {
  const { compile, "zenml-env": run } = config.tasks;
  const tasked = permissionsIn(run.command);
  assert(tasked.includes("--allow-write=."));
  assertEquals(
    permissionsIn(compile.command),
    tasked.map((flag) => flag === "--allow-write=." ? "--allow-write" : flag),
  );
  assertMatch(compile.command, / --no-prompt /u);
});

/** The permissions that a command gives to Deno. */
function permissionsIn(command: string): readonly string[] {
  return command.match(/"--allow-[^"]+"|--allow-\S+/gu) ?? [];
}

/** A clone in which the detector remembers nothing, with an empty cache. */
async function clone() {
  const folder = await temporaryFolder();
  await Deno.mkdir(`${folder.path}/offline`);
  const files = ["deno.json", "cli.ts", "mod.ts"];
  for await (const { name } of Deno.readDir(new URL("offline/", ROOT))) {
    if (!name.startsWith(".")) files.push(`offline/${name}`);
  }
  for (const file of files) {
    await Deno.copyFile(new URL(file, ROOT), `${folder.path}/${file}`);
  }
  for (const name of ["lib", "tests", "bench"]) {
    await Deno.symlink(new URL(name, ROOT).pathname, `${folder.path}/${name}`);
  }
  return folder;
}

/** What a folder of Deno's cache holds, where it is there at all. */
function filesIn(folder: string): readonly string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** Runs the demonstration in a clone, where a registry of npm answers in this way. */
async function demonstrate(npm: string, jsr?: string) {
  await using folder = await clone();
  const cache = `${folder.path}/cache`;
  const ended = await runDeno(["task", "--quiet", "doctor", "--demo"], {
    cwd: folder.path,
    env: {
      ...withoutRegistries(cache),
      NPM_CONFIG_REGISTRY: npm,
      ...(jsr === undefined ? {} : { JSR_URL: jsr }),
    },
  });
  assertEquals(ended.status, 0, ended.stderr);
  assertMatch(ended.stdout, /^OK: /mu);
  return {
    ...ended,
    fetched: [...filesIn(`${cache}/npm`), ...filesIn(`${cache}/remote`)],
  };
}

Deno.test("deno task doctor --demo fetches nothing where no registry answers", async () => {
  const { fetched } = await demonstrate("http://127.0.0.1:9");
  assertEquals(fetched, []);
});

Deno.test("deno task doctor --demo does not wait for a registry of npm that stays silent", async () => {
  // The system accepts for a listener that nobody asks for connections.
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const npm = `http://127.0.0.1:${listener.addr.port}`;
  const { fetched } = await demonstrate(npm);
  assertEquals(fetched, []);
});

Deno.test("deno task doctor --demo asks npm for nothing where JSR answers", async () => {
  const asked: string[] = [];
  const options = { hostname: "127.0.0.1", port: 0, onListen() {} };
  await using npm = Deno.serve(options, ({ url }) => {
    asked.push(url);
    return new Response(null, { status: 404 });
  });
  await using jsr = serveRegistry();
  const { stderr } = await demonstrate(
    `http://127.0.0.1:${npm.addr.port}`,
    `http://127.0.0.1:${jsr.addr.port}`,
  );
  assertEquals([stderr, asked], ["", []]);
});

Deno.test("deno task doctor reads the key from standard input, though it looks for @std first", async () => {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "doctor", "--offline", "--api-key-stdin"],
    cwd: ROOT,
    clearEnv: true,
    env: { NO_COLOR: "1", ...ownEnvironment() },
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode("ZENPROKEY_none\n"));
  await writer.close();
  const { stdout } = await child.output();
  assertMatch(
    new TextDecoder().decode(stdout),
    /--api-key-stdin|standard input/u,
  );
});
