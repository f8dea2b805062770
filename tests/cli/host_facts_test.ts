import { assertEquals } from "@std/assert";
import { gatherHostFacts } from "../../lib/cli/gather_host_facts.ts";
import type { Host } from "../../lib/cli/host.ts";
import { keepingHost } from "../helpers/gated_host.ts";
import { UNKNOWN_MACHINE } from "../helpers/host.ts";

/** Gathers the facts of a machine, and returns which folder was looked at, and which files were read. */
async function lookedAt(
  environment: Readonly<Record<string, string>>,
  machine: Readonly<Record<string, string>>,
  platform: string,
  isFile: Host["isFile"] = () => Promise.resolve(true),
) {
  const folders: string[] = [];
  const files: string[] = [];
  const { host } = keepingHost({
    machine: {
      ...UNKNOWN_MACHINE,
      platform,
      readVariable: (name) => machine[name],
      mayReadVariable: () => true,
      isFolder: (path) => {
        folders.push(path);
        return Promise.resolve(true);
      },
    },
    isFile: (path) =>
      path === "/.dockerenv" ? Promise.resolve(false) : isFile(path),
    readFile: (path) => {
      files.push(path);
      return Promise.resolve({ kind: "unreadable", reason: "no file" });
    },
  });
  const facts = await gatherHostFacts({ environment }, host);
  return { folders, files, facts };
}

/** The variables of ZenML and of a machine, its system, and the client's folder. */
const FOLDERS: readonly (readonly [
  Readonly<Record<string, string>>,
  Readonly<Record<string, string>>,
  string,
  readonly string[],
])[] = [
  [{}, { HOME: "/home/me" }, "linux", ["/home/me/.config/zenml"]],
  [{ ZENML_CONFIG_PATH: "/z" }, { HOME: "/home/me" }, "linux", ["/z"]],
  [{ ZENML_CONFIG_PATH: "" }, { HOME: "/home/me" }, "linux", [
    "/home/me/.config/zenml",
  ]],
  [{}, { HOME: "/home/me", XDG_CONFIG_HOME: "/x" }, "linux", ["/x/zenml"]],
  [{}, { HOME: "/Users/me" }, "darwin", [
    "/Users/me/Library/Application Support/zenml",
  ]],
  [{}, { APPDATA: "C:\\me" }, "windows", ["C:\\me\\zenml"]],
  [{}, {}, "linux", []],
  [{}, {}, "windows", []],
];

for (const [environment, machine, platform, folders] of FOLDERS) {
  Deno.test(`gatherHostFacts() looks at ${folders.join() || "no folder"} on ${platform} with ${JSON.stringify({ ...environment, ...machine })}`, async () => {
    const looked = await lookedAt(environment, machine, platform);
    assertEquals(looked.folders, folders);
  });
}

for (const known of [true, false, null]) {
  Deno.test(`gatherHostFacts() ${known ? "reads" : "does not read"} the client's files where isFile() is ${known}`, async () => {
    const { files } = await lookedAt(
      {},
      { HOME: "/home/me" },
      "linux",
      () => Promise.resolve(known),
    );
    assertEquals(
      files,
      known === true ? ["/home/me/.config/zenml/config.yaml"] : [],
    );
  });
}

Deno.test("gatherHostFacts() takes the variable of Kubernetes for a container, even if it is empty", async () => {
  const { facts } = await lookedAt(
    {},
    { KUBERNETES_SERVICE_HOST: "" },
    "linux",
  );
  assertEquals(facts.container, "KUBERNETES_SERVICE_HOST");
  const { facts: others } = await lookedAt({}, {}, "linux");
  assertEquals(others.container, undefined);
});
