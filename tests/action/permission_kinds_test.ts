import { assert, assertEquals } from "@std/assert";
import { permissionsFor } from "../../action/permissions.ts";
import config from "../../deno.json" with { type: "json" };
import { parseEnvFile } from "../../lib/sources/env_file.ts";
import { flags, hostsIn, inputs, SERVER } from "./flags.ts";

/** Variables that mean nothing in a job of GitHub's: those of other services, of terminals, and of Windows. */
const NOT_THERE =
  /^(?:APPDATA|REQUEST_METHOD|GITLAB_CI|CI_|TF_BUILD|AGENT_|SYSTEM_|NO_COLOR|FORCE_COLOR|CLICOLOR|TERM$|LC_|LANG$)/u;

Deno.test("permissionsFor() permits to read the env files, and the CA file that is there", async () => {
  const here = new URL(import.meta.url).pathname;
  for (
    const [value, files] of [
      [here, [here]],
      [".", []],
      ["nothing.pem", []],
      ["false", []],
      ["-----BEGIN CERTIFICATE-----", []],
    ] as const
  ) {
    const permitted = await flags(
      { "env-file": ["one two.env", "b.env"] },
      { ...SERVER, ZENML_STORE_VERIFY_SSL: value },
    );
    assertEquals(
      permitted.filter((one) => one.startsWith("--allow-read")),
      ["one two.env", "b.env", ...files].map((file) => `--allow-read=${file}`),
    );
  }
});

Deno.test("permissionsFor() permits to read what the programs' libraries read, where it is there", async () => {
  const folder = await Deno.makeTempDir();
  const [ca, netrc] = [`${folder}/ca.pem`, `${folder}/.netrc`];
  await Deno.writeTextFile(ca, "");
  await Deno.writeTextFile(netrc, "");
  const none = `${folder}/none`;
  for (
    const [environment, files] of [
      [{ REQUESTS_CA_BUNDLE: ca }, [ca]],
      [{ REQUESTS_CA_BUNDLE: folder }, [folder]],
      [{ CURL_CA_BUNDLE: ca, ZENML_STORE_VERIFY_SSL: "false" }, [ca]],
      [{ REQUESTS_CA_BUNDLE: none }, []],
      [{ DENO_CERT: ca }, [ca]],
      [{ NODE_EXTRA_CA_CERTS: none }, []],
      [{ HOME: folder }, [netrc]],
      [{ HOME: folder, NETRC: none }, []],
      [{ NETRC: netrc }, [netrc]],
    ] as const
  ) {
    const permitted = await flags({}, {
      ZENML_STORE_URL: "https://zenml.example.com",
      ...environment,
    });
    assertEquals(
      permitted.filter((one) => one.startsWith("--allow-read")),
      files.map((file) => `--allow-read=${file}`),
    );
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("permissionsFor() permits to write the reports that have a file, and what it is told", async () => {
  const permitted = await flags({ format: ["text", "junit=a=b.xml", "json="] });
  assertEquals(permitted.filter((one) => one.startsWith("--allow-write")), [
    "--allow-write=a=b.xml",
    "--allow-write=/tmp/report.json",
  ]);
});

for (
  const [path, shown] of [
    ["a,b.env", "a,b.env"],
    ["C:\\a,b.env", "C:\\a,b.env"],
    ["ö, ü.env", "ö, ü.env"],
    ["a,b::error::x", "(not shown)"],
    ["a,\rb", "(not shown)"],
    ["a,##[error]b", "(not shown)"],
    ["a,\x1b[2J", "(not shown)"],
    ["a,\u202eb", "(not shown)"],
  ] as const
) {
  Deno.test(`permissionsFor() refuses the path ${JSON.stringify(path)}, and says ${shown}`, async () => {
    for (
      const given of [
        { "env-file": [path] },
        { each: [path] },
        { requirements: [path] },
        { format: [`json=${path}`] },
      ]
    ) {
      assertEquals(await permissionsFor(inputs(given), {}, [], []), {
        problem: `Deno cannot permit a path with a comma: ${shown}`,
      });
    }
  });
}

Deno.test("permissionsFor() permits the variables that the command reads, as far as a job may have them", async () => {
  const [flag = ""] = await flags({});
  const permitted = new Set(flag.replace("--allow-env=", "").split(","));
  const [, read = ""] = /'(.*)'/u.exec(config.tasks.variables.command) ?? [];
  const missing = read.split(",").filter((name) => !permitted.has(name));
  assert(permitted.size > 10);
  assertEquals(missing.filter((name) => !NOT_THERE.test(name)), []);
});

Deno.test("permissionsFor() names many hosts in arguments that are short enough for every system", async () => {
  const each = Array.from({ length: 1000 }, (_, index) => `${index}.env`);
  const files = each.map((name) =>
    parseEnvFile(`ZENML_STORE_URL=https://${name}.example.com\n`, name)
  );
  const result = await permissionsFor(inputs({ each }), SERVER, files, []);
  assert(!("problem" in result));
  const net = result.filter((one) => one.startsWith("--allow-net="));
  assertEquals(
    net.flatMap((one) => one.slice("--allow-net=".length).split(",")),
    ["cloudapi.zenml.io", ...each.map((name) => `${name}.example.com`)],
  );
  assert(net.every((one) => one.length < 131_072));
  assertEquals(net.length, 3);
});

Deno.test("permissionsFor() reads env files by the format that the doctor reads them by, and prefers what it prefers", async () => {
  const two = {
    ZENML_STORE_URL: "https://one.example.com",
    ZENML_SERVER_URL: "https://two.example.com",
    ZENML_PRO_API_URL: "https://pro.example.com",
  };
  for (const prefer of ["store", "terraform"]) {
    assertEquals([...hostsIn(await flags({ prefer: [prefer] }, two))].sort(), [
      "one.example.com",
      "pro.example.com",
      "two.example.com",
    ]);
  }
});

Deno.test("permissionsFor() lists permissions for these four alone, whatever an input holds", async () => {
  const hostile = ["--allow-all", "-A", "--allow-run", "x\0y", "::x", "$(x)"];
  for (const value of hostile) {
    for (
      const name of [
        "url",
        "env-file",
        "each",
        "requirements",
        "format",
      ] as const
    ) {
      const values = [name === "format" ? `json=${value}` : value];
      for (const one of await flags({ [name]: values })) {
        assert(/^--allow-(?:env|net|read|write)=./su.test(one), one);
      }
    }
  }
});
