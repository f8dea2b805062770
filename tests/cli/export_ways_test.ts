import { assert, assertEquals } from "@std/assert";
import { main } from "../../lib/cli/main.ts";
import type { Host } from "../../lib/cli/host.ts";
import { KEY } from "../helpers/credentials.ts";
import { keepingHost } from "../helpers/gated_host.ts";

const URL = "https://zenml.example.com";

/** Exports into a file, and returns what was written, and whether for its owner alone. */
async function written(
  variables: Readonly<Record<string, string>>,
  ...args: readonly string[]
) {
  const files: { text: string; ownerOnly: boolean | undefined }[] = [];
  const own: Partial<Host> = {
    readEnvironment: () => ({ variables, refused: [], undecodable: [] }),
    writeFile: (_path, text, options) => {
      files.push({ text, ownerOnly: options?.ownerOnly });
      return Promise.resolve(null);
    },
  };
  const { plain } = keepingHost(own);
  await main(
    ["resolve", "--format=dotenv=a.env", "--as=store", ...args],
    plain,
  );
  assertEquals(files.length, 1);
  return files[0]!;
}

const SECRET = "s3cr3t-of-terraform";
const keyed = { ZENML_STORE_URL: URL, ZENML_STORE_API_KEY: KEY };

Deno.test("zenml-env resolve writes a file for its owner alone where a secret is in it", async () => {
  const secret = await written(keyed, "--show-secrets");
  assertEquals([secret.ownerOnly, secret.text.includes(KEY)], [true, true]);
  const shown = await written(keyed);
  assertEquals([shown.ownerOnly, shown.text.includes(KEY)], [false, false]);
  const plain = await written({ ZENML_STORE_URL: URL }, "--show-secrets");
  assertEquals(plain.ownerOnly, false);
});

Deno.test("zenml-env resolve exports no secret without --show-secrets, wherever it is, too", async () => {
  const { text } = await written({
    ZENML_STORE_URL: URL,
    // The name of a user, and the token of Terraform.
    ZENML_STORE_USERNAME: SECRET,
    ZENML_STORE_PASSWORD: "hunter2-hunter2",
    ZENML_API_TOKEN: SECRET,
  });
  assertEquals(text.includes(SECRET), false);
  assert(text.includes(URL));
});

Deno.test("zenml-env resolve prints problems without control and bidirectional characters with an export", async () => {
  const errors: string[] = [];
  const { plain } = keepingHost({
    readEnvironment: () => ({
      variables: { ZENML_STORE_URL: URL },
      refused: [],
      undecodable: [],
    }),
    readFile: () =>
      Promise.resolve({
        kind: "bytes",
        bytes: new TextEncoder().encode(`ZENML_API_KEY=${KEY}\n`),
      }),
    printError: (line) => void errors.push(line),
  });
  await main(
    [
      "resolve",
      "--env-file=a\u001b[31m\u202e.env",
      "--format=shell",
      "--as=store",
    ],
    plain,
  );
  assert(errors.some((line) => line.includes("conventions-split")));
  assertEquals(errors.filter((line) => /[\p{Cc}\p{Cf}]/u.test(line)), []);
});

Deno.test("zenml-env doctor writes no colour into a file, whatever the screen", async () => {
  const files: string[] = [];
  const { plain, left } = keepingHost({
    screen: { columns: 40, color: true },
    readEnvironment: () => ({
      variables: { ...keyed, ZENML_STORE_URL: `${URL}/` },
      refused: [],
      undecodable: [],
    }),
    writeFile: (_path, text) => {
      files.push(text);
      return Promise.resolve(null);
    },
  });
  await main(
    ["doctor", "--offline", "--format=text", "--format=text=a.txt"],
    plain,
  );
  const [file = ""] = files;
  assert(file.includes("url-trailing-slash"));
  assertEquals(file.includes("\u001b"), false);
  assert(left.join("").includes("\u001b["));
});

for (
  const [timeout, seconds] of [[[], 1], [["--timeout=50ms"], 0.05]] as const
) {
  Deno.test(`zenml-env doctor --demo=slow waits ${seconds} s with ${timeout.join() || "no option"}`, async () => {
    const { plain, left } = keepingHost();
    await main(
      ["doctor", "--demo=slow", "--format=json", ...timeout],
      plain,
    );
    assert(left.join("").includes(`within ${seconds} s`));
  });
}
