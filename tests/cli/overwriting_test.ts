import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { run } from "../helpers/command.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";

const isWindows = Deno.build.os === "windows";

/** The names under which a report would take the place of what is read. */
const SAME: readonly (readonly [
  what: string,
  option: string,
  names: (file: string, folder: string) => readonly [read: string, to: string],
])[] = [
  ["the same name", "--env-file", (file) => [file, file]],
  [
    "another way to it",
    "--env-file",
    (file, folder) => [file, `${folder}/sub/../a.env`],
  ],
  ["a dot", "--env-file", (file, folder) => [file, `${folder}/./a.env`]],
  ["a link", "--env-file", (file, folder) => [file, `${folder}/link`]],
  ["a link to read", "--env-file", (file, folder) => [`${folder}/link`, file]],
  ["a hard link", "--env-file", (file, folder) => [file, `${folder}/hard`]],
  ["a target", "--each", (file, folder) => [file, `${folder}/link`]],
];

for (const command of ["doctor", "resolve"]) {
  for (const [what, option, names] of SAME) {
    if (command === "resolve" && option === "--each") continue;
    Deno.test(
      `zenml-env ${command} ends with 2 before a report takes the place of its ${option}, by ${what}`,
      {
        ignore: isWindows,
      },
      async () => {
        await using folder = await temporaryFolder();
        const content = "ZENML_SERVER_URL=http://127.0.0.1:9\n";
        const file = await folder.write("a.env", content);
        await Deno.mkdir(`${folder.path}/sub`);
        await Deno.symlink(file, `${folder.path}/link`);
        await Deno.link(file, `${folder.path}/hard`);
        const [from, to] = names(file, folder.path);
        const other = `${folder.path}/other.json`;
        const { status, stdout, stderr } = await run([
          command,
          `--format=text=${other}`,
          `--format=json=${to}`,
          option,
          from,
        ]);
        assertEquals([status, stdout], [2, ""]);
        assertMatch(stderr, /^--format json would overwrite [^\n]+\n$/u);
        assertEquals(await Deno.readTextFile(file), content);
        assertEquals(await Deno.stat(other).catch(() => null), null);
      },
    );
  }
}

Deno.test(
  "zenml-env doctor ends with 2 before two reports go to one new file, by a name in /proc or /dev",
  {
    ignore: Deno.build.os !== "linux",
  },
  async () => {
    await using folder = await temporaryFolder();
    const file = `${folder.path}/new.txt`;
    const shared = `/dev/shm/zenml-env-${crypto.randomUUID()}`;
    const link = `${folder.path}/link`;
    await Deno.symlink(shared, link);
    for (
      const [one, other] of [[file, `/proc/self/root${file}`], [shared, link]]
    ) {
      const { status, stdout, stderr } = await run([
        "doctor",
        `--format=text=${one}`,
        `--format=json=${other}`,
        // Deno lets nobody else look there.
      ], { permissions: ["--allow-all"] });
      assertEquals([status, stdout], [2, ""]);
      assertMatch(stderr, /would overwrite/u);
    }
  },
);

/** Two names of one file that is yet to be written. */
const NEW: readonly (readonly [what: string, first: string, second: string])[] =
  [
    ["a dot", "new.txt", "./new.txt"],
    ["a folder and back", "new.txt", "sub/../new.txt"],
    ["a link to its folder", "sub/new.txt", "folder-link/new.txt"],
    ["a link that leads nowhere yet", "new.txt", "file-link"],
  ];

for (const [what, first, second] of NEW) {
  Deno.test(
    `zenml-env doctor ends with 2 before two reports go to one new file, by ${what}`,
    { ignore: isWindows },
    async () => {
      await using folder = await temporaryFolder();
      await Deno.mkdir(`${folder.path}/sub`);
      await Deno.symlink("sub", `${folder.path}/folder-link`);
      await Deno.symlink("new.txt", `${folder.path}/file-link`);
      const { status, stdout, stderr } = await run([
        "doctor",
        `--format=text=${folder.path}/${first}`,
        `--format=json=${folder.path}/${second}`,
      ]);
      assertEquals([status, stdout], [2, ""]);
      assertMatch(stderr, /--format/u);
      assertEquals(
        await Deno.stat(`${folder.path}/${first}`).catch(() => null),
        null,
      );
    },
  );
}

for (const command of ["doctor", "resolve"]) {
  Deno.test(
    `zenml-env ${command} ends with 2 before a report takes the place of the CA's file`,
    {
      ignore: isWindows,
    },
    async () => {
      await using folder = await temporaryFolder();
      const file = await folder.write("ca.pem", "a CA");
      const link = `${folder.path}/link`;
      await Deno.symlink(file, link);
      const { status, stdout, stderr } = await run([
        command,
        `--format=json=${link}`,
      ], { env: { ZENML_STORE_VERIFY_SSL: file } });
      assertEquals([status, stdout], [2, ""]);
      assertMatch(stderr, /, the file of ZENML_STORE_VERIFY_SSL\n$/u);
      assertEquals(await Deno.readTextFile(file), "a CA");
    },
  );
}

/** Files that are read although no env file names them, with what makes them be read. */
const READ: readonly (readonly [
  name: string,
  owner: string,
  how: { readonly args?: readonly string[]; readonly variable?: string },
])[] = [
  ["r.txt", "--requirements", { args: ["--requirements", "r.txt"] }],
  ...["NETRC", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"]
    .map((variable) => ["file", variable, { variable }] as const),
  ["config.yaml", "the ZenML client", { variable: "ZENML_CONFIG_PATH" }],
  ["credentials.yaml", "the ZenML client", { variable: "ZENML_CONFIG_PATH" }],
];

for (const [name, owner, { args = [], variable }] of READ) {
  Deno.test(
    `zenml-env doctor ends with 2 before a report takes the place of the ${name} of ${
      variable ?? owner
    }`,
    { ignore: isWindows },
    async () => {
      await using folder = await temporaryFolder();
      const file = await folder.write(name, "zenml==0.98.0\n");
      await Deno.symlink(file, `${folder.path}/link`);
      const named = variable === "ZENML_CONFIG_PATH" ? folder.path : file;
      const { status, stdout, stderr } = await run([
        "doctor",
        "--offline",
        `--format=json=${folder.path}/link`,
        ...args.map((arg) => arg.replace("r.txt", file)),
      ], {
        permissions: ["--allow-env", "--allow-read", "--allow-write"],
        env: variable === undefined ? {} : { [variable]: named },
      });
      assertEquals([status, stdout], [2, ""]);
      assertStringIncludes(stderr, `, the file of ${owner}\n`);
      assertEquals(await Deno.readTextFile(file), "zenml==0.98.0\n");
    },
  );
}

Deno.test("zenml-env doctor sends no two reports to one file by two names", {
  ignore: isWindows,
}, async () => {
  await using folder = await temporaryFolder();
  const file = await folder.write("a.json", "before");
  await Deno.symlink(file, `${folder.path}/link`);
  const { status } = await run([
    "doctor",
    `--format=json=${file}`,
    `--format=junit=${folder.path}/link`,
  ]);
  assertEquals([status, await Deno.readTextFile(file)], [2, "before"]);
});
