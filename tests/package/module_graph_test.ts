import { assert, assertEquals, assertFalse } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import * as api from "../../mod.ts";

const ROOT = new URL("../../", import.meta.url);
const SPECIFIER_REGEXP =
  /^(?:import|export)\b(?:[^;"]*?\bfrom)?\s*"([^"]+)"/gmu;

/** The source of a module and of every module that it imports, without comments, by path. */
async function graphOf(
  path: string,
  seen = new Map<string, string>(),
): Promise<ReadonlyMap<string, string>> {
  const url = new URL(path, ROOT);
  const text = await Deno.readTextFile(url);
  const code = text.replaceAll(/\/\*\*[^]*?\*\/|^\s*\/\/.*$/gmu, "");
  seen.set(path, code);
  for (const [, specifier = ""] of code.matchAll(SPECIFIER_REGEXP)) {
    assert(specifier.startsWith("."), `${path} imports ${specifier}`);
    const next = new URL(specifier, url).href.slice(ROOT.href.length);
    if (!seen.has(next)) await graphOf(next, seen);
  }
  return seen;
}

/** What a module runs before it is asked for anything: its imports and theirs, but for types and packages. */
async function startOf(
  path: string,
  seen = new Set<string>(),
): Promise<readonly string[]> {
  const url = new URL(path, ROOT);
  const text = await Deno.readTextFile(url);
  const code = text.replaceAll(/\/\*\*[^]*?\*\/|^\s*\/\/.*$/gmu, "")
    .replaceAll(/^(?:import|export) type\b[^;]*;/gmu, "");
  seen.add(path);
  for (const [, specifier = ""] of code.matchAll(SPECIFIER_REGEXP)) {
    if (!specifier.startsWith(".") || specifier.endsWith(".json")) continue;
    const next = new URL(specifier, url).href.slice(ROOT.href.length);
    if (!seen.has(next)) await startOf(next, seen);
  }
  return [...seen];
}

Deno.test({
  name: "cli.ts loads no command before it knows which",
  permissions: { read: true },
  async fn() {
    const paths = await startOf("cli.ts");
    assert(paths.includes("lib/cli/main.ts"));
    assertEquals(
      paths.filter((path) =>
        /^lib\/(?:token|demo|export|resolver)\//u.test(path) ||
        /^lib\/cli\/(?!main\.ts)/u.test(path)
      ),
      [],
    );
  },
});

Deno.test({
  name:
    "the doctor loads no format, no demonstration and no waiting that is not asked for",
  permissions: { read: true },
  async fn() {
    const paths = await startOf("lib/cli/doctor.ts");
    assert(paths.includes("lib/doctor/begin.ts"));
    assertEquals(
      paths.filter((path) =>
        /^lib\/report\/.*_text\.ts$|^lib\/report\/json\.ts$|\/(?:github_log|junit|markdown|wait|each|demo|completions)\.ts$/u
          .test(path) ||
        /^lib\/demo\/(?!states)/u.test(path) ||
        /^lib\/export\/(?!syntaxes)/u.test(path)
      ).filter((path) => path !== "lib/http/sanitize.ts"),
      [],
    );
  },
});

Deno.test({
  name:
    "mod.ts imports nothing but the codes, the findings, the sources and the resolver",
  permissions: { read: true },
  async fn() {
    const paths = [...(await graphOf("mod.ts")).keys()];
    assert(paths.includes("lib/resolver/rules/urls.ts"));
    assertEquals(
      paths.filter((path) =>
        path !== "mod.ts" &&
        !/^lib\/(?:codes|finding|sources|resolver)\//u.test(path)
      ),
      [],
    );
    assertFalse(paths.includes("lib/sources/env_file.ts"), "it imports @std");
  },
});

Deno.test({
  name: "mod.ts needs no runtime but the language and the web's",
  permissions: { read: true },
  async fn() {
    for (const [path, code] of await graphOf("mod.ts")) {
      for (
        const word of [
          /(?<!")\bDeno\./u,
          /\bnode:/u,
          /\bprocess\./u,
          /\bBuffer\b/u,
          /\bconsole\./u,
          /\bimport\(/u,
          /\bfetch\(/u,
          /\bDate\.now\(/u,
          /\bnew Date\(\)/u,
          /\bMath\.random\b/u,
        ]
      ) {
        assertFalse(word.test(code), `${path} holds ${word.source}`);
      }
    }
  },
});

Deno.test({
  name: "mod.ts exports what the contract names",
  permissions: "none",
  fn() {
    assertEquals(Object.keys(api).sort(), [
      "CODES",
      "CODE_NAMES",
      "ConfigurationError",
      "Secret",
      "VARIABLES",
      "configurationOf",
      "environmentOf",
      "isCode",
      "resolve",
      "safeConfigurationOf",
    ]);
  },
});

Deno.test({
  name: "deno.json exports what the contract names",
  permissions: "none",
  fn() {
    assertEquals(config.exports, {
      ".": "./mod.ts",
      "./environment": "./lib/sources/process_environment.ts",
      "./env-file": "./lib/sources/env_file.ts",
      "./doctor": "./lib/doctor/diagnose.ts",
      "./report": "./lib/report/writers.ts",
      "./access-token": "./lib/token/access_token.ts",
      "./cli": "./cli.ts",
    });
  },
});
