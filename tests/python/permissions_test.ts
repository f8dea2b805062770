import { assert, assertEquals, assertFalse } from "@std/assert";
import { permissionsFor } from "../../python/permissions.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";

const KEY = "ZENPROKEY_c2VjcmV0U2VjcmV0";
const SERVER = { ZENML_STORE_URL: "https://zenml.example.com" } as const;

/** The flags of one kind, and what is said about them. */
async function flagsOf(
  kind: "net" | "read" | "write" | "run",
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
) {
  const { flags, notices } = await permissionsFor(args, environment);
  return {
    flags: flags.filter((flag) => flag.startsWith(`--allow-${kind}`))
      .map((flag) => flag.slice(`--allow-${kind}`.length)),
    notices,
  };
}

for (
  const [args, environment, expected] of [
    [["doctor"], SERVER, ["=cloudapi.zenml.io", "=zenml.example.com"]],
    [["doctor"], {}, ["=cloudapi.zenml.io"]],
    [["doctor", "--url", "http://127.0.0.1:8080"], SERVER, [
      "=cloudapi.zenml.io",
      "=127.0.0.1",
    ]],
    [["exec", "--", "true"], {
      ...SERVER,
      ZENML_SERVER_URL: "https://other.example.com",
      HTTPS_PROXY: "http://me:pass@proxy.example.com:3128",
    }, [
      "=cloudapi.zenml.io",
      "=zenml.example.com",
      "=other.example.com",
      "=proxy.example.com",
    ]],
    [["doctor", "--consumer", "terraform"], {
      ...SERVER,
      ZENML_SERVER_URL: "https://other.example.com",
    }, ["=cloudapi.zenml.io", "=other.example.com"]],
    [["doctor", "--demo", "--format=json"], SERVER, ["=127.0.0.1"]],
    [["doctor", "--offline"], SERVER, []],
    [["exec", "--no-check", "--", "true"], SERVER, []],
    [["resolve"], SERVER, []],
    [["doctor", "--nonsense"], SERVER, []],
    [["nonsense"], SERVER, []],
    [["constructor"], SERVER, []],
    [[], SERVER, []],
    [["doctor", "--url", `https://${KEY}.example.com`], {}, [
      "=cloudapi.zenml.io",
    ]],
  ] as const
) {
  Deno.test(`permissionsFor() permits the hosts ${expected.join(" ")} for ${args.join(" ")}`, async () => {
    assertEquals(await flagsOf("net", args, environment), {
      flags: [...expected],
      notices: [],
    });
  });
}

Deno.test("permissionsFor() permits the hosts of every file of --each, and no environment's", async () => {
  await using folder = await temporaryFolder();
  const files = await Promise.all(
    ["a", "b"].map((name) =>
      folder.write(`${name}.env`, `ZENML_STORE_URL=https://${name}.test\n`)
    ),
  );
  assertEquals(await flagsOf("net", ["doctor", "--each", ...files], SERVER), {
    flags: ["=cloudapi.zenml.io", "=a.test", "=b.test"],
    notices: [],
  });
  const { flags } = await flagsOf("read", ["doctor", "--each", ...files]);
  for (const file of files) assert(flags.includes(`=${file}`));
  assertFalse(flags.includes(""));
});

Deno.test("permissionsFor() permits every host and file for more files than it reads, and says so", async () => {
  const files = Array.from({ length: 201 }, (_, index) => `${index}.env`);
  const { flags, notices } = await flagsOf("net", [
    "doctor",
    "--each",
    ...files,
  ]);
  assertEquals([flags, notices], [[""], [
    "every host may be reached, since there are more than 200 files",
    "every file may be read, since there are more than 200 files",
  ]]);
});

Deno.test("permissionsFor() permits every host where an env file is standard input, and says so unless it is to be quiet", async () => {
  for (const option of ["--env-file", "--each"]) {
    const args = ["doctor", option, "-"];
    assertEquals(await flagsOf("net", args), {
      flags: [""],
      notices: [
        "every host may be reached, since an env file is a stream, which can be read only once",
      ],
    });
    const { notices } = await permissionsFor([...args, "--quiet"], {});
    assertEquals(notices, []);
  }
});

for (
  const [args, environment, expected] of [
    [["doctor"], SERVER, []],
    [["doctor", "-f", "text", "--format=junit=a.xml", "-o", "json=b=c.json"], {
      GITHUB_STEP_SUMMARY: "summary.md",
    }, ["=a.xml", "=b=c.json"]],
    [["doctor", "--format", "github"], {
      GITHUB_STEP_SUMMARY: "summary.md",
    }, ["=summary.md"]],
    [["doctor"], {
      GITHUB_ACTIONS: "true",
      GITHUB_STEP_SUMMARY: "summary.md",
    }, ["=summary.md"]],
    [["resolve", "--as", "store", "--format", "github"], {
      GITHUB_ENV: "variables",
      GITHUB_STEP_SUMMARY: "summary.md",
    }, ["=variables"]],
    [["resolve", "--as", "store", "--format", `dotenv=${KEY}`], {}, []],
  ] as const
) {
  Deno.test(`permissionsFor() permits to write ${expected.join(" ") || "nothing"} for ${args.slice(0, 6).join(" ").replace(KEY, "(a key)")}`, async () => {
    const { flags } = await flagsOf("write", args, environment);
    assertEquals(flags, [...expected]);
  });
}

Deno.test("permissionsFor() permits every file where a path has a comma, which Deno would read as two paths", async () => {
  assertEquals(await flagsOf("write", ["doctor", "--format", "json=a,b"]), {
    flags: [""],
    notices: ["every file may be written, since a path has a comma"],
  });
});

Deno.test("permissionsFor() permits the program of exec alone, and every one with a variable of the loader", async () => {
  const args = ["exec", "--", "terraform", "plan", "--allow-all"];
  assertEquals(await flagsOf("run", args), {
    flags: ["=terraform"],
    notices: [],
  });
  assertEquals(await flagsOf("run", args, { LD_LIBRARY_PATH: "/lib" }), {
    flags: [""],
    notices: ["every program may be run, since LD_LIBRARY_PATH is set"],
  });
  assertEquals((await flagsOf("run", ["doctor"])).flags, []);
});

Deno.test("permissionsFor() says with --verbose which permissions it took", async () => {
  const { flags, notices } = await permissionsFor(
    ["doctor", "--verbose"],
    SERVER,
  );
  assertEquals(notices, [`Deno's permissions: ${flags.join(" ")}`]);
});
