import { assertEquals, assertMatch } from "@std/assert";
import { unicodeWidth } from "@std/cli/unicode-width";
import { runHere } from "../helpers/captured_shell.ts";
import { run } from "../helpers/command.ts";
import { temporaryFolder } from "../helpers/temporary_folder.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const URL_LINE = "ZENML_STORE_URL=https://zenml.example.com\n";

/** What is in a file, and whether it is text. */
const CONTENTS: readonly (readonly [string, Uint8Array, boolean])[] = [
  ["ASCII", utf8(URL_LINE), true],
  ["UTF-8", utf8(`# zënml 服务器\n${URL_LINE}`), true],
  ["UTF-8 behind a byte order mark", utf8(`\uFEFF${URL_LINE}`), true],
  ["a byte of Latin-1", Uint8Array.from([35, 0xeb, 10]), false],
  [
    "half a character at its end",
    utf8(`${URL_LINE}# 服`).subarray(0, -1),
    false,
  ],
  ["an overlong character", Uint8Array.from([35, 0xc0, 0xaf]), false],
  ["half a pair of UTF-16", Uint8Array.from([35, 0xed, 0xa0, 0x80]), false],
  ["UTF-16", Uint8Array.from([0xff, 0xfe, 90, 0, 10, 0]), false],
  ["a zero", utf8(`${URL_LINE}\0`), false],
];

for (const [criterion, bytes, isText] of CONTENTS) {
  Deno.test(`zenml-env resolve ${isText ? "reads" : "refuses"} an env file of ${criterion}`, async () => {
    await using folder = await temporaryFolder();
    const path = await folder.write("a.env", bytes);
    const { status, stdout, stderr } = await run([
      "resolve",
      "--env-file",
      path,
    ]);
    if (isText) {
      assertEquals(stderr, "");
      assertMatch(stdout, /https:\/\/zenml\.example\.com/u);
    } else {
      assertEquals([status, stdout], [2, ""]);
      const [said] = stderr.split(/ but| \(line|;/u);
      assertEquals(said, `Cannot read ${path}: it is not UTF-8 text`);
      assertEquals(stderr.split("\n").length, 2);
    }
  });
}

Deno.test("zenml-env resolve keeps the columns of its table where characters are wide", async () => {
  const columnOfSource = async (values: Readonly<Record<string, string>>) => {
    const { stdout } = await runHere(["resolve"], 200, {
      readEnvironment: () => ({
        variables: values,
        refused: [],
        undecodable: [],
      }),
    });
    return stdout.split("\n")
      .filter((line) => /^ {2}ZENML_.* environment/u.test(line))
      .map((line) => unicodeWidth(line.slice(0, line.indexOf("environment"))));
  };
  for (const user of ["anna", "安娜安娜", "ａｎｎａ", "e\u0301lise", "👩‍💻x"]) {
    const columns = await columnOfSource({
      ZENML_STORE_URL: "https://zenml.example.com",
      ZENML_STORE_USERNAME: user,
      ZENML_STORE_PASSWORD: "plum jam",
    });
    assertEquals([columns.length, new Set(columns).size], [3, 1], user);
  }
});
