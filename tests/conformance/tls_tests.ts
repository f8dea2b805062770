/**
 * One test for each row of roots: the real client, Go's rules and the doctor must agree.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { isBefore } from "../../bench/real_server/versions.ts";
import { store, terraform } from "./cases/case.ts";
import { SHARED_SERVERS } from "./installed.ts";
import type { Machine } from "./machine_world.ts";
import { codesOf, parseReport } from "./report.ts";
import {
  errorsOf,
  type Front,
  goSays,
  putTlsBefore,
  writeCaFiles,
} from "./tls_agreement.ts";
import { CERTIFICATES, type Files, TLS_ROWS, type TlsRow } from "./tls_rows.ts";

/** What each program failed with, or null; undefined where it is not installed. */
interface Said {
  readonly client: string | null;
  readonly terraform: string | null | undefined;
}

/** The servers behind TLS, and what the programs make of them. */
interface TlsWorld extends AsyncDisposable {
  readonly files: Files;
  readonly urlOf: (row: TlsRow) => string;
  readonly said: ReadonlyMap<TlsRow, Said>;
}

/** Deno's own variables, which count for the whole process. */
const OF_DENO = ["DENO_CERT", "NODE_EXTRA_CA_CERTS"] as const;

/**
 * Defines the tests.
 *
 * @param name What their names begin with.
 * @param machine The server and the programs, once the tests run.
 */
export function testTls(name: string, machine: () => Machine): void {
  let opening: Promise<TlsWorld> | null = null;
  const open = () => opening ??= openWorld(machine());
  Deno.test.afterAll(async () => {
    await (await opening)?.[Symbol.asyncDispose]();
  });
  for (const [what, row] of Object.entries(TLS_ROWS)) {
    Deno.test({
      name: `${name}: TLS with ${what}`,
      ...SHARED_SERVERS,
      fn: async () => await assertRow(row, await open(), machine()),
    });
  }
}

/** Lets all programs begin at once: an untrusted certificate takes the client six seconds. */
async function openWorld({ oss, key, client }: Machine): Promise<TlsWorld> {
  const stack = new AsyncDisposableStack();
  const { files } = stack.use(await writeCaFiles());
  const fronts = new Map<string, Front>(
    Object.entries(CERTIFICATES).map(([name, certificate]) => [
      name,
      stack.use(putTlsBefore(oss.url, certificate)),
    ]),
  );
  const urlOf = ({ certificate = "good" }: TlsRow) =>
    fronts.get(certificate)?.url ?? "";
  const rows = Object.values(TLS_ROWS);
  const ofGo = goSays(
    rows.map((row) => ({ url: urlOf(row), variables: row.roots(files) })),
  );
  const said = rows.map(async (row, index): Promise<[TlsRow, Said]> => [row, {
    client: await client.does({
      ...store(urlOf(row), key),
      ...row.roots(files),
    }, "login"),
    terraform: (await ofGo)?.[index],
  }]);
  return {
    files,
    urlOf,
    said: new Map(await Promise.all(said)),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function assertRow(
  row: TlsRow,
  { files, said, urlOf }: TlsWorld,
  { doctor, environment, key }: Machine,
): Promise<void> {
  const [url, roots, says] = [
    urlOf(row),
    row.roots(files),
    await said.get(row),
  ];
  assert(says);
  const isOlder = isBefore(environment.version, row.since ?? "0.0.0");
  for (const consumer of ["client", "terraform"] as const) {
    const code = row[consumer];
    const isInstalled = says[consumer] !== undefined;
    if (isInstalled) {
      const works = code === null && !(isOlder && consumer === "client");
      assertEquals(says[consumer] === null, works, `${says[consumer]}`);
    }
    assertEquals(
      await errorsOf(url, key, roots, consumer),
      code === null ? [] : [code],
    );
  }
  if (!OF_DENO.some((variable) => variable in roots)) return;
  const run = await doctor.run(
    { ...store(url, key), ...terraform(url, key), ...roots },
    ["--only=tls"],
    ["--allow-env", "--allow-read"],
  );
  const report = parseReport(run.stdout);
  assertEquals(codesOf(report, "error"), []);
  assertEquals(codesOf(report, "warning"), ["tls-trusted-here-only"]);
}
