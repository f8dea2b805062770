/**
 * What on a machine breaks the real client, and what the doctor says of it.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { CONFORMANCE_FOLDER } from "../../bench/real_server/environment.ts";
import { store, type Variables } from "./cases/case.ts";
import type { Machine } from "./machine_world.ts";
import { codesOf, parseReport } from "./report.ts";

const FOLDER = "config-folder-unwritable";
const NETRC = "netrc-overrides";
/** What the doctor needs to look at files. */
const PERMISSIONS = ["--allow-env", "--allow-read", "--allow-sys=uid,gid"];

/** What a file of some lines is named by, and the error that it makes. */
const ROWS: Readonly<
  Record<string, {
    readonly variable: "NETRC" | "ZENML_CONFIG_PATH";
    /** The file's text; without one there is no file. */
    readonly text?: string;
    /** What follows the file's path. */
    readonly below?: string;
    readonly error: string | null;
  }>
> = {
  "a configuration folder that is a file": {
    variable: "ZENML_CONFIG_PATH",
    text: "",
    error: FOLDER,
  },
  "a configuration folder below a file": {
    variable: "ZENML_CONFIG_PATH",
    text: "",
    below: "/zenml",
    error: FOLDER,
  },
  "a configuration folder that is not there yet": {
    variable: "ZENML_CONFIG_PATH",
    below: "/zenml",
    error: null,
  },
  ".netrc with an entry of the host": {
    variable: "NETRC",
    text: "machine 127.0.0.1 login me password hunter2\n",
    error: NETRC,
  },
  ".netrc with a default entry": {
    variable: "NETRC",
    text: "default login me password hunter2\n",
    error: NETRC,
  },
  ".netrc with another host and a default entry": {
    variable: "NETRC",
    text:
      "machine zenml.example login me password hunter2\ndefault login me password hunter3\n",
    error: NETRC,
  },
  ".netrc with quotes": {
    variable: "NETRC",
    text: 'machine "127.0.0.1" login "me too" password "hunter 2"\n',
    error: NETRC,
  },
  ".netrc with another host": {
    variable: "NETRC",
    text: "machine zenml.example login me password hunter2\n",
    error: null,
  },
  ".netrc with the host in a macro": {
    variable: "NETRC",
    text:
      "macdef init\ncd /\nmachine 127.0.0.1 login me password hunter2\n\nmachine zenml.example login me password hunter3\n",
    error: null,
  },
  ".netrc that cannot be read": {
    variable: "NETRC",
    text: "machine 127.0.0.1 login me password hunter2\nwhatever\n",
    error: null,
  },
  "NETRC that names no file": { variable: "NETRC", error: null },
};

/**
 * Holds the doctor to the real client in every row.
 *
 * @param machine The server and the programs.
 */
export async function assertMachines(
  { oss, key, doctor, client }: Machine,
): Promise<void> {
  const folder = await Deno.makeTempDir({
    dir: CONFORMANCE_FOLDER,
    prefix: "machine-",
  });
  try {
    for (const [index, [what, row]] of Object.entries(ROWS).entries()) {
      const path = `${folder}/${index}`;
      if (row.text !== undefined) await Deno.writeTextFile(path, row.text);
      const variables: Variables = {
        ...store(oss.url, key),
        [row.variable]: `${path}${row.below ?? ""}`,
      };
      const [says, run] = await Promise.all([
        client.does(variables, "login"),
        doctor.run(variables, [], PERMISSIONS),
      ]);
      assertEquals(says === null, row.error === null, `${what}: ${says}`);
      assertEquals(
        codesOf(parseReport(run.stdout), "error"),
        row.error === null ? [] : [row.error],
        what,
      );
      assertEquals(/hunter/u.test(run.stdout + run.stderr), false);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
