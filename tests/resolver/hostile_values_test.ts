import { assert } from "@std/assert";
import { VARIABLE_NAMES } from "../../lib/codes/variables.ts";
import { resolve } from "../../mod.ts";
import { CLIENT, NOW, TERRAFORM } from "./support.ts";

/** The largest value that Linux takes for one variable. */
const SIZE = 128 * 1024;

/** Long enough that what takes time by its square still takes seconds, for the many heads of each part. */
const HEADED_SIZE = 32 * 1024;

/** What a large value repeats; hours of work where that is not linear. */
const PARTS = [
  " ",
  "\n",
  '"',
  "'",
  '" ',
  "${",
  "$(",
  "{{",
  "<",
  "%A",
  "%A%",
  "%",
  "/",
  "//",
  "@",
  "//@",
  "api/",
  "/api",
  "/api/v1",
  ".",
  "..",
  "***",
  "eyJ",
  "eyJ.",
  "a.a",
  "ZENKEY_",
  ":",
  ":1",
  "://",
  "?",
  "#",
  "[",
  "]",
  "\\",
  "-",
  "_",
  "=",
  "a",
  "é",
  "\u200B",
  "\uD800",
  "\0",
  "$a",
  "op://",
  "x",
  "a_",
  "_a-",
  "a ",
  "/x",
  "//x",
];

const HEADS = [
  "",
  "https://",
  "https://h/",
  "https://me:",
  "ZENKEY_",
  "eyJ",
  "mysql://",
  "a:",
  "<",
  "your_",
  "zenml_api_",
];

for (const part of PARTS) {
  Deno.test({
    name: `resolve() comes to an end with ${
      JSON.stringify(part)
    } in large numbers`,
    permissions: "none",
    fn() {
      const everywhere = [...VARIABLE_NAMES, "ZENML_URL"].map((name) =>
        [name, part.repeat(SIZE / part.length)] as const
      );
      const urls = HEADS.map((head) => ({
        ...CLIENT,
        ...TERRAFORM,
        ZENML_STORE_URL: head.padEnd(HEADED_SIZE, part),
        ZENML_STORE_API_KEY: `${head.padEnd(HEADED_SIZE, part)}!`,
      }));
      for (const environment of [Object.fromEntries(everywhere), ...urls]) {
        const { findings } = resolve({ environment }, { now: NOW });
        assert(findings.length > 0);
      }
    },
  });
}

Deno.test({
  name: "resolve() comes to an end with many variables",
  permissions: "none",
  fn() {
    const many = Array.from(
      { length: 20_000 },
      (_, at) => [`ZENML_${at}`, "x"],
    );
    const environment = { ...Object.fromEntries(many), ...CLIENT };
    assert(resolve({ environment }, { now: NOW }).configuration !== null);
  },
});
