import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import type { Arguments } from "../../lib/cli/arguments.ts";
import { fileProblem } from "../../lib/cli/file_problem.ts";
import { targetsOfEach } from "../../lib/cli/each.ts";
import {
  gatherFlags,
  gatherSources,
  readEnvFile,
} from "../../lib/cli/inputs.ts";
import { main } from "../../lib/cli/main.ts";
import type { OptionName } from "../../lib/cli/options.ts";
import { KEY, KEY_VALUE } from "../helpers/credentials.ts";
import { keepingHost } from "../helpers/gated_host.ts";

const argumentsOf = (
  options: Partial<Record<OptionName, readonly string[]>>,
): Arguments => ({
  options: new Map(
    Object.entries(options) as [OptionName, readonly string[]][],
  ),
  operands: [],
});

const fileOf = (content: string | Uint8Array) => () =>
  Promise.resolve(
    {
      kind: "bytes",
      bytes: typeof content === "string"
        ? new TextEncoder().encode(content)
        : content,
    } as const,
  );

const inputOf = (text: string) => () =>
  Promise.resolve({ kind: "text", text } as const);

const SECRET = "s3cr3t-of-this-test";

/** Where a secret comes from, and what gathers it. */
const SOURCES: readonly (readonly [
  string,
  Parameters<typeof keepingHost>[0],
  Partial<Record<OptionName, readonly string[]>>,
])[] = [
  ["the environment", {
    readEnvironment: () => ({
      variables: { ZENML_STORE_PASSWORD: SECRET },
      refused: [],
      undecodable: [],
    }),
  }, {}],
  ["standard input", { readInput: inputOf(`${SECRET}\n`) }, {
    "api-key-stdin": [""],
  }],
  ["an env file", { readFile: fileOf(`ZENML_API_TOKEN=${SECRET}\n`) }, {
    "env-file": ["a.env"],
  }],
];

for (const [where, own, options] of SOURCES) {
  Deno.test(`gatherSources() tells the exit gate the secret of ${where}`, async () => {
    const { host, left } = keepingHost(own);
    assert(!("problem" in await gatherSources(argumentsOf(options), host)));
    host.print(`a ${SECRET} b`);
    assertEquals(left, ["a [redacted] b"]);
  });
}

/** What comes by standard input, and the key. */
const INPUTS = [
  [KEY, KEY],
  [`${KEY}\n`, KEY],
  [`${KEY}\r\n`, KEY],
  [`${KEY}\n\n`, `${KEY}\n`],
  [` ${KEY} \n`, ` ${KEY} `],
] as const;

for (const [text, apiKey] of INPUTS) {
  Deno.test(`gatherFlags() takes no more than one line break off ${JSON.stringify(text.replace(KEY, "KEY"))}`, async () => {
    const { host } = keepingHost({ readInput: inputOf(text) });
    const args = argumentsOf({ "api-key-stdin": [""] });
    assertEquals(await gatherFlags(args, host), { apiKey });
  });
}

/** What is no text, and so no env file. */
const BYTES = [
  ["bytes that are no UTF-8", Uint8Array.of(65, 61, 0xff, 10)],
  ["a NUL", "A=\0\n"],
  ["UTF-16", Uint8Array.of(0xff, 0xfe, 65, 0, 61, 0)],
] as const;

for (const [what, content] of BYTES) {
  Deno.test(`readEnvFile() does not read ${what}`, async () => {
    const { host } = keepingHost({ readFile: fileOf(content) });
    const file = await readEnvFile("a.env", host, "dotenv");
    assert("problem" in file && file.problem.includes("not UTF-8"));
  });
}

Deno.test("readEnvFile() and targetsOfEach() show no key that was typed in the place of a file's name", async () => {
  const { host } = keepingHost({ readFile: fileOf("no assignment\n") });
  const file = await readEnvFile(KEY, host, "dotenv");
  assertEquals(JSON.stringify(file).includes(KEY), false);
  const targets = await targetsOfEach([KEY], argumentsOf({}), host, {});
  assert(!("problem" in targets));
  assertEquals(targets.map(({ file }) => file?.includes(KEY)), [false]);
  const resolution = await targets[0]?.resolve(host.signal);
  assertEquals(JSON.stringify(resolution).includes(KEY_VALUE), false);
});

Deno.test("targetsOfEach() reads of each target the flags and the file alone, for no longer than its signal", async () => {
  const signals: (AbortSignal | undefined)[] = [];
  const { host } = keepingHost({
    readEnvironment: () => ({
      variables: { ZENML_SERVER_URL: "https://b.example.com" },
      refused: [],
      undecodable: [],
    }),
    readFile: (_path, _limit, signal) => {
      signals.push(signal);
      return fileOf("ZENML_STORE_URL=https://a.example.com\n")();
    },
  });
  const targets = await targetsOfEach(["a.env"], argumentsOf({}), host, {});
  assert(!("problem" in targets));
  const { signal } = new AbortController();
  const resolution = await targets[0]?.resolve(signal);
  assertEquals(
    resolution?.settings.map(({ variable }) => variable),
    ["ZENML_STORE_URL"],
  );
  assertStrictEquals(signals[0], signal);
});

Deno.test("fileProblem() writes one line, without a key or a control character", () => {
  const { problem } = fileProblem(`Cannot read a\u001b[31m\n${KEY}`);
  assertEquals(problem.includes(KEY), false);
  assertEquals(/\p{Cc}/u.test(problem), false);
});

Deno.test("main() says of a bug its kind alone: the message may quote a secret", async () => {
  const { host, left } = keepingHost({
    readEnvironment: () => {
      throw new RangeError(`Cannot read ${SECRET}`);
    },
  });
  assertEquals(await main(["doctor"], host), 3);
  const [line, ...others] = left;
  assertEquals(others, []);
  assert(line?.includes("RangeError"));
  assertEquals(line?.includes(SECRET), false);
});
