import { assertEquals, assertStringIncludes } from "@std/assert";
import { gatherHostFacts } from "../../lib/cli/gather_host_facts.ts";
import type { PathAccess } from "../../lib/system/access.ts";
import { startDemoServer } from "../../lib/demo/server.ts";
import { run } from "../helpers/command.ts";
import { keepingHost } from "../helpers/gated_host.ts";
import { codesIn, readReport } from "../helpers/report.ts";
import { UNKNOWN_MACHINE } from "../helpers/host.ts";

const FOLDER: PathAccess = { kind: "folder", isWritable: true };
const CLOSED: PathAccess = { kind: "folder", isWritable: false };
const UNKNOWN: PathAccess = { kind: "folder", isWritable: null };
const FILE: PathAccess = { kind: "other", isWritable: true };

type Variables = Readonly<Record<string, string>>;

/** What a machine has. */
interface Facts {
  readonly zenml?: Variables;
  readonly variables?: Variables;
  readonly paths?: Readonly<Record<string, PathAccess>>;
  readonly files?: Variables;
  /** The home of the list of users. */
  readonly home?: string;
  readonly platform?: string;
  /** The variables that may not be read. */
  readonly refused?: readonly string[];
}

function gather(facts: Facts) {
  const { variables = {}, paths = {}, files = {}, refused = [] } = facts;
  const { host } = keepingHost({
    machine: {
      ...UNKNOWN_MACHINE,
      platform: facts.platform ?? "linux",
      readVariable: (name) =>
        refused.includes(name) ? undefined : variables[name],
      mayReadVariable: (name) => !refused.includes(name),
      accessTo: (path) => Promise.resolve(paths[path] ?? { kind: "missing" }),
      homeOfUser: () => facts.home ?? null,
    },
    isFile: (path) => Promise.resolve(files[path] !== undefined),
    readFile: (path) =>
      Promise.resolve(
        files[path] === undefined
          ? { kind: "unreadable", reason: "no file" }
          : { kind: "bytes", bytes: new TextEncoder().encode(files[path]) },
      ),
  });
  return gatherHostFacts({ environment: facts.zenml ?? {} }, host);
}

/** A machine, and what keeps the client from its folder: what, and where. */
const FOLDERS: readonly (readonly [Facts, readonly [string, string] | null])[] =
  [
    [{ variables: { HOME: "/h" }, paths: { "/h": FOLDER } }, null],
    [{ variables: { HOME: "/h" }, paths: { "/h": CLOSED } }, [
      "/h",
      "unwritable",
    ]],
    [{ variables: { HOME: "/h" }, paths: { "/h": UNKNOWN } }, null],
    [{ variables: { HOME: "/h" }, paths: { "/": CLOSED } }, [
      "/",
      "unwritable",
    ]],
    [{
      variables: { HOME: "/h" },
      paths: { "/h": FOLDER, "/h/.config": CLOSED },
    }, ["/h/.config", "unwritable"]],
    [{
      variables: { HOME: "/h" },
      paths: { "/h": FOLDER, "/h/.config/zenml": CLOSED },
    }, ["/h/.config/zenml", "unwritable"]],
    // What is there already is read and left as it is.
    [{
      variables: { HOME: "/h" },
      paths: { "/h/.config/zenml": CLOSED },
      files: { "/h/.config/zenml/config.yaml": "" },
    }, null],
    [{ variables: { HOME: "/h" }, paths: { "/h/.config/zenml": FILE } }, [
      "/h/.config/zenml",
      "no-folder",
    ]],
    [{ variables: { HOME: "/h" }, paths: { "/h": FILE } }, ["/h", "no-folder"]],
    [{ variables: { HOME: "" }, paths: { "/": CLOSED } }, ["/", "unwritable"]],
    [{ variables: { HOME: "/" }, paths: { "/": CLOSED } }, ["/", "unwritable"]],
    [{ home: "/nonexistent", paths: { "/": CLOSED } }, ["/", "unwritable"]],
    // Who is in no list of users keeps the tilde, as a name in the working folder.
    [{ home: "~", paths: { ".": CLOSED } }, [".", "unwritable"]],
    [{ paths: { "/": CLOSED } }, null],
    [{
      variables: { HOME: "/h", XDG_CONFIG_HOME: "/x" },
      paths: { "/h": FOLDER, "/x": CLOSED },
    }, ["/x", "unwritable"]],
    [{
      variables: { HOME: "/h", XDG_CONFIG_HOME: "" },
      paths: { "/h": CLOSED, ".": FOLDER },
    }, null],
    [{
      variables: { HOME: "/h" },
      zenml: { ZENML_CONFIG_PATH: "/z/y" },
      paths: { "/h": FOLDER, "/z": CLOSED },
    }, ["/z", "unwritable"]],
    [{
      zenml: { ZENML_CONFIG_PATH: "/z" },
      variables: { HOME: "/h" },
      paths: { "/h": CLOSED, "/z": FOLDER },
    }, null],
    [{
      variables: { HOME: "/h" },
      zenml: { ZENML_CONFIG_PATH: "" },
      paths: { "/h": CLOSED },
    }, ["/h", "unwritable"]],
    [{ zenml: { ZENML_CONFIG_PATH: "z/y" }, paths: { ".": CLOSED } }, [
      ".",
      "unwritable",
    ]],
    // A variable that may not be read may be what decides.
    [{
      variables: { HOME: "/h" },
      refused: ["XDG_CONFIG_HOME"],
      paths: { "/h": CLOSED },
    }, null],
    [{ refused: ["HOME"], home: "/h", paths: { "/h": CLOSED } }, null],
    [{
      platform: "darwin",
      variables: { HOME: "/h" },
      paths: { "/h/Library": CLOSED },
    }, ["/h/Library", "unwritable"]],
    [{ platform: "windows", variables: { APPDATA: "C:\\a" } }, null],
  ];

for (const [facts, expected] of FOLDERS) {
  Deno.test(`gatherHostFacts() finds ${expected?.join(" ") ?? "nothing"} in the way of the client's folder on ${JSON.stringify(facts)}`, async () => {
    const { unwritableFolder: found } = await gather(facts);
    assertEquals(
      found ? [found.at, found.kind] : null,
      expected && [...expected],
    );
  });
}

const HOST = "zenml.example.com";
const OWN = `machine ${HOST} login me password hunter2`;
const zenml = { ZENML_STORE_URL: `https://${HOST}` };
const variables = { HOME: "/h" };

/** A machine, and the entries of .netrc: of which file, for which host. */
const ENTRIES: readonly (readonly [Facts, readonly string[]])[] = [
  [{ zenml, variables, files: { "/h/.netrc": OWN } }, [
    `/h/.netrc ${HOST} machine`,
  ]],
  [{ zenml, variables, files: { "/h/_netrc": OWN } }, [
    `/h/_netrc ${HOST} machine`,
  ]],
  [{ zenml, variables, files: { "/h/.netrc": "", "/h/_netrc": OWN } }, []],
  [{ zenml, variables, files: { "/h/.netrc": "default login a password b" } }, [
    `/h/.netrc ${HOST} default`,
    "/h/.netrc cloudapi.zenml.io default",
  ]],
  [{
    zenml: { ...zenml, NETRC: "/n" },
    variables,
    files: { "/h/.netrc": OWN, "/n": "" },
  }, []],
  [{ zenml: { ...zenml, NETRC: "/n" }, variables, files: { "/n": OWN } }, [
    `/n ${HOST} machine`,
  ]],
  [{ zenml: { ...zenml, NETRC: "~/n" }, variables, files: { "/h/n": OWN } }, [
    `/h/n ${HOST} machine`,
  ]],
  [
    { zenml: { ...zenml, NETRC: "" }, variables, files: { "/h/.netrc": OWN } },
    [],
  ],
  [{
    zenml: { ...zenml, NETRC: "/none" },
    variables,
    files: { "/h/.netrc": OWN },
  }, []],
  [{ zenml, home: "/p", files: { "/p/.netrc": OWN } }, [
    `/p/.netrc ${HOST} machine`,
  ]],
  [{ zenml, files: { "/.netrc": OWN } }, []],
  [{ zenml, variables: { HOME: "" }, files: { "/.netrc": OWN } }, [
    `/.netrc ${HOST} machine`,
  ]],
  [{ zenml, variables, files: { "/h/.netrc": `${OWN} oops` } }, []],
  [{ zenml: {}, variables, files: { "/h/.netrc": OWN } }, []],
  [{
    zenml: { ZENML_STORE_URL: `HTTPS://ZENML.example.com:8080/x` },
    variables,
    files: { "/h/.netrc": OWN },
  }, [
    `/h/.netrc ${HOST} machine`,
  ]],
];

for (const [facts, expected] of ENTRIES) {
  Deno.test(`gatherHostFacts() finds ${expected.join(", ") || "no entry"} of .netrc with ${JSON.stringify(facts)}, and keeps nothing of it`, async () => {
    const { netrc = [], ...others } = await gather(facts);
    assertEquals(
      netrc.map(({ file, host, entry }) => `${file} ${host} ${entry}`),
      [...expected],
    );
    assertEquals(JSON.stringify([netrc, others]).includes("hunter2"), false);
  });
}

/** An entry for the loopback host, and what the client and Terraform come to. */
const NETRCS: readonly (readonly [string, readonly string[]])[] = [
  ["machine 127.0.0.1 login me password hunter2", ["netrc-overrides error"]],
  ["default login me password hunter2", ["netrc-overrides error"]],
  ["machine other login me password hunter2", []],
  ["", []],
];

for (const [text, expected] of NETRCS) {
  Deno.test(`zenml-env doctor finds ${expected.join() || "nothing"} for ${JSON.stringify(text)}, of the client alone`, async () => {
    await using server = await startDemoServer("healthy");
    const home = await Deno.makeTempDir();
    await Deno.writeTextFile(`${home}/.netrc`, text);
    const { ZENML_STORE_API_KEY: key = "" } = server.environment;
    const found = async (env: Variables, more: readonly string[]) => {
      const { stdout, stderr } = await run(["doctor", "--format", "json"], {
        env: { ...env, HOME: home },
        permissions: [
          "--allow-net=127.0.0.1",
          "--allow-env=ZENML_*,HOME,NETRC",
          ...more,
        ],
      });
      assertEquals((stdout + stderr).includes("hunter2"), false);
      return codesIn(readReport(stdout)).filter((code) =>
        code !== "conventions-split info"
      );
    };
    const client = { ZENML_STORE_URL: server.url, ZENML_STORE_API_KEY: key };
    const terraform = { ZENML_SERVER_URL: server.url, ZENML_API_KEY: key };
    const reading = [`--allow-read=${home}`];
    assertEquals(await found(client, reading), [...expected]);
    assertEquals(await found({ ...client, NETRC: "/dev/null" }, reading), []);
    assertEquals(await found(terraform, reading), []);
    // Without the permission the look is left out.
    assertEquals(await found(client, []), []);
    await Deno.remove(home, { recursive: true });
  });
}

Deno.test({
  name:
    "zenml-env doctor finds config-folder-unwritable at step target, examines on, and writes nothing",
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using server = await startDemoServer("healthy");
    const folder = await Deno.makeTempDir();
    await Deno.writeTextFile(`${folder}/file`, "");
    const found = async (env: Variables) => {
      const { stdout } = await run(["doctor", "--format", "json"], {
        env: { ...server.environment, ...env },
        permissions: [
          "--allow-net=127.0.0.1",
          "--allow-env=ZENML_*,HOME,XDG_CONFIG_HOME",
          `--allow-read=${folder}`,
        ],
      });
      return [stdout, codesIn(readReport(stdout))] as const;
    };
    for (
      const env of [
        { HOME: "/sys" },
        { HOME: folder, ZENML_CONFIG_PATH: "/sys/zenml" },
        { HOME: folder, ZENML_CONFIG_PATH: `${folder}/file` },
        { HOME: folder, XDG_CONFIG_HOME: `${folder}/file/x` },
      ]
    ) {
      const [stdout, codes] = await found(env);
      assertEquals(codes, ["config-folder-unwritable error"]);
      assertStringIncludes(stdout, "ZENML_CONFIG_PATH=/tmp/zenml");
    }
    assertEquals((await found({ HOME: folder }))[1], []);
    assertEquals(
      (await found({ HOME: "/sys", ZENML_CONFIG_PATH: `${folder}/new` }))[1],
      [],
    );
    // Deno keeps a cache of its own there.
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
    assertEquals(names.filter((name) => name !== ".cache"), ["file"]);
    await Deno.remove(folder, { recursive: true });
  },
});
