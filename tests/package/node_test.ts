import { assertEquals } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { ROOT } from "../../offline/children.ts";
import { runDeno, withoutRegistries } from "../helpers/deno.ts";
import { hasProgram, runBash } from "../helpers/programs.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";

/** What a program in Node does with the resolver. */
const PROGRAM = `
import { inspect } from "node:util";
import { readEnvironment } from "${config.name}/environment";
import { configurationOf, ConfigurationError, resolve } from "${config.name}";

const resolution = resolve({ environment: {
  ZENML_STORE_URL: "https://ZenML.example.com/",
  ZENML_STORE_API_KEY: "ZENPROKEY_abc",
} });
const { serverUrl, credential } = configurationOf(resolution);
let name;
try { configurationOf(resolve({})); } catch (error) {
  name = error instanceof ConfigurationError ? error.name : "another error";
}
console.log(JSON.stringify({
  environment: { ...readEnvironment() },
  codes: resolution.findings.map(({ code }) => code),
  url: serverUrl.value,
  shown: [String(credential.key), inspect(credential.key), JSON.stringify(credential.key)],
  revealed: credential.key.reveal(),
  name,
}));
`;

Deno.test(
  "mod.ts and ./environment run in Node, from the tarball of deno pack",
  {
    ignore: !(hasProgram("node") && hasProgram("bash")),
  },
  async () => {
    await using folder = await temporaryFolder();
    // Of the package only what needs no other: the entries besides "." need JSR to be packed, and Deno to run.
    const { name, version, license, compilerOptions } = config;
    await folder.write(
      "deno.json",
      JSON.stringify({
        name,
        version,
        license,
        compilerOptions,
        exports: {
          ".": config.exports["."],
          "./environment": config.exports["./environment"],
        },
      }),
    );
    await Deno.symlink(new URL("lib", ROOT).pathname, `${folder.path}/lib`);
    await Deno.copyFile(new URL("mod.ts", ROOT), `${folder.path}/mod.ts`);
    const packed = await runDeno(["pack", "--allow-dirty", "--output=p.tgz"], {
      cwd: folder.path,
      env: withoutRegistries(`${folder.path}/cache`),
    });
    assertEquals(packed.status, 0, packed.stderr);
    await folder.write("program.mjs", PROGRAM);
    const { status, stdout, stderr } = await runBash(
      `tar -xzf p.tgz
mkdir -p "node_modules/$1"
mv package/* "node_modules/$1"
ZENML_STORE_URL=https://h OTHER=x node program.mjs`,
      { cwd: folder.path, args: [name] },
    );
    assertEquals([status, stderr], [0, ""]);
    assertEquals(JSON.parse(stdout), {
      environment: { ZENML_STORE_URL: "https://h" },
      codes: ["url-trailing-slash"],
      url: "https://zenml.example.com",
      shown: ["[redacted]", "[redacted]", '"[redacted]"'],
      revealed: "ZENPROKEY_abc",
      name: "ConfigurationError",
    });
  },
);
