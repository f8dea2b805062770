import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { KEY } from "../helpers/credentials.ts";
import { run } from "../helpers/command.ts";
import { clientWith } from "../helpers/examination.ts";
import { codesIn, readReport } from "../helpers/report.ts";

const STORED = "https://stored.example.com";
const SECRET = "never-to-be-shown";
const CONFIG = `store:\n  type: rest\n  url: ${STORED}\nversion: 0.98.0\n`;
const CREDENTIALS =
  `${STORED}:\n  api_key: ${SECRET}\n  url: ${STORED}\n  username: ${SECRET}\n`;

/** Writes what the client stores into a folder of its own, and removes it in the end. */
async function clientFolder(files: Readonly<Record<string, string>>) {
  const root = await Deno.makeTempDir();
  const folder = `${root}/.config/zenml`;
  await Deno.mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    await Deno.writeTextFile(`${folder}/${name}`, text);
  }
  return {
    root,
    folder,
    [Symbol.asyncDispose]: () => Deno.remove(root, { recursive: true }),
  };
}

/** Runs the doctor without the network, and gives its codes. */
async function found(
  env: Readonly<Record<string, string>>,
  permissions: readonly string[],
) {
  const { stdout, stderr, status } = await run(
    ["doctor", "--offline", "--format", "json"],
    { env, permissions },
  );
  assertEquals(stderr, "");
  assert(!stdout.includes(SECRET));
  return { status, codes: codesIn(readReport(stdout)), stdout };
}

const ENV = "--allow-env=ZENML_*";

Deno.test("zenml-env doctor names the login that the client stored, where it may read it", async () => {
  await using client = await clientFolder({
    "config.yaml": CONFIG,
    "credentials.yaml": CREDENTIALS,
  });
  const env = { ZENML_CONFIG_PATH: client.folder };
  for (
    const [permissions, expected] of [
      [[ENV], "url-missing error"],
      [[ENV, "--allow-read=/nowhere"], "url-missing error"],
      [[ENV, `--allow-read=${client.folder}`], "stored-login error"],
      [[ENV, "--allow-read", "--deny-read=/.dockerenv"], "stored-login error"],
      [
        [ENV, "--allow-read", `--deny-read=${client.folder}`],
        "url-missing error",
      ],
    ] as const
  ) {
    const { codes, stdout } = await found(env, permissions);
    assertEquals(codes, [expected], permissions.join(" "));
    assertEquals(stdout.includes(STORED), expected === "stored-login error");
  }
});

Deno.test("zenml-env doctor looks at the client's default folder under the permission for HOME", async () => {
  await using client = await clientFolder({ "config.yaml": CONFIG });
  const env = { HOME: client.root, XDG_CONFIG_HOME: `${client.root}/.config` };
  const read = `--allow-read=${client.root}`;
  const { codes } = await found(env, [
    "--allow-env=ZENML_*,HOME,XDG_CONFIG_HOME,APPDATA",
    read,
  ]);
  // Elsewhere the client's folder has another name.
  if (Deno.build.os === "linux") assertEquals(codes, ["stored-login error"]);
  assertEquals((await found(env, [ENV, read])).codes, ["url-missing error"]);
});

Deno.test("zenml-env doctor takes a stored credential for one, and another stored server for another", async () => {
  await using client = await clientFolder({
    "config.yaml": CONFIG,
    "credentials.yaml": CREDENTIALS,
  });
  const permissions = [ENV, `--allow-read=${client.folder}`];
  const around = { ZENML_CONFIG_PATH: client.folder };
  const alone = await found(
    { ...around, ZENML_STORE_URL: STORED },
    permissions,
  );
  assertEquals([alone.status, alone.codes], [0, ["stored-login warning"]]);
  const other = await found(
    { ...around, ...clientWith("https://zenml.example.com", KEY) },
    permissions,
  );
  assertEquals([other.status, other.codes], [0, ["stored-login info"]]);
});

Deno.test("zenml-env doctor passes over what is no file of the client's", async () => {
  for (
    const config of [
      "x".repeat(300_000),
      `${CONFIG}${"#".repeat(300_000)}`,
      "\u0000".repeat(999),
      "- a\n- b\n",
    ]
  ) {
    await using client = await clientFolder({ "config.yaml": config });
    const { codes } = await found({ ZENML_CONFIG_PATH: client.folder }, [
      ENV,
      `--allow-read=${client.folder}`,
    ]);
    assertEquals(codes, ["url-missing error"]);
  }
  await using client = await clientFolder({});
  await Deno.mkdir(`${client.folder}/config.yaml`);
  await Deno.symlink("/dev/zero", `${client.folder}/credentials.yaml`);
  const { codes } = await found({ ZENML_CONFIG_PATH: client.folder }, [
    ENV,
    "--allow-read",
    "--deny-read=/.dockerenv",
  ]);
  assertEquals(codes, ["url-missing error"]);
});

Deno.test("zenml-env doctor knows whether ZENML_SERVER is fatal, where it may look", async () => {
  await using client = await clientFolder({});
  const env = {
    ...clientWith("https://zenml.example.com", KEY),
    ZENML_SERVER: "",
  };
  const read = `--allow-read=${client.root}`;
  for (
    const [folder, permissions, expected] of [
      [client.folder, [ENV, read], "client-is-server warning"],
      [`${client.root}/none`, [ENV, read], "client-is-server error"],
      [`${client.root}/none`, [ENV], "client-is-server warning"],
    ] as const
  ) {
    const { codes } = await found(
      { ...env, ZENML_CONFIG_PATH: folder },
      permissions,
    );
    assertEquals(codes, [expected]);
  }
});

Deno.test("zenml-env doctor knows a container by Kubernetes' variable, where it may read it", async () => {
  const env = {
    ...clientWith("http://127.0.0.1:9", KEY),
    KUBERNETES_SERVICE_HOST: "10.0.0.1",
  };
  const permitted = await found(env, [`${ENV},KUBERNETES_SERVICE_HOST`]);
  assertEquals(permitted.codes, ["url-loopback-in-container warning"]);
  assertStringIncludes(permitted.stdout, "KUBERNETES_SERVICE_HOST");
  assertEquals((await found(env, [ENV])).codes, []);
});

Deno.test("zenml-env doctor knows a container by Docker's file, where it may look", async () => {
  const env = clientWith("http://127.0.0.1:9", KEY);
  const { codes } = await found(env, [ENV, "--allow-read=/.dockerenv"]);
  const inDocker = await Deno.stat("/.dockerenv").then(() => true, () => false);
  assertEquals(codes, inDocker ? ["url-loopback-in-container warning"] : []);
  assertEquals((await found(env, [ENV])).codes, []);
});

Deno.test("zenml-env doctor asks under --allow-env=ZENML_* for what surrounds a connection", async () => {
  const { codes } = await found({
    ...clientWith("http://localhost:9", KEY),
    ZENML_CONTAINER: "true",
    ZENML_SERVER: "1",
    ZENML_STORE_TYPE: "REST",
  }, [ENV]);
  assertEquals(codes.toSorted(), [
    "client-is-server warning",
    "client-setting-invalid error",
    "url-host-rewritten warning",
  ]);
});

Deno.test("zenml-env doctor --demo looks at nothing around", async () => {
  await using client = await clientFolder({ "config.yaml": CONFIG });
  const { status, stdout } = await run(
    ["doctor", "--demo", "--format", "json"],
    {
      env: { ZENML_CONFIG_PATH: client.folder, ZENML_SERVER: "1" },
      permissions: [ENV, "--allow-net=127.0.0.1", "--allow-read"],
    },
  );
  assertEquals([status, codesIn(readReport(stdout))], [0, []]);
});
