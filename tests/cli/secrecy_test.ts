import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { certificateOf } from "../helpers/certificates.ts";
import { PERMISSIONS, run } from "../helpers/command.ts";
import { ROOT } from "../../offline/children.ts";
import { formsOf, KEY } from "../helpers/credentials.ts";
import { clientWith } from "../helpers/examination.ts";
import { listenAsZenml } from "../helpers/zenml_listener.ts";

function assertShowsNothingOf(output: string, ...secrets: readonly string[]) {
  for (const secret of secrets) {
    assertEquals(output.includes(secret), false, output);
  }
}

/** Every way in which the command shows what it was given. */
const OUTPUTS: readonly (readonly string[])[] = [
  ["resolve"],
  ["resolve", "--format=json"],
  ["doctor", "--verbose"],
  ["doctor", "--format=json"],
  ["doctor", "--format=github"],
  ["doctor", "--format=junit"],
  ["doctor", "--format=markdown"],
];

for (const args of OUTPUTS) {
  Deno.test(`zenml-env ${args.join(" ")} shows no key that was pasted into a variable that holds none`, async () => {
    await using server = listenAsZenml({}, certificateOf());
    for (const pasted of [KEY, `/etc/${KEY}/ca.pem`, "me:plumjam@ca.pem"]) {
      const { stdout, stderr } = await run(args, {
        env: {
          ...clientWith(server.url, KEY),
          ZENML_STORE_VERIFY_SSL: pasted,
          ZENML_PRO_API_URL: `https://me:plumjam@${KEY}`,
        },
      });
      if (args.includes("resolve")) {
        assertStringIncludes(stdout, "[redacted]");
      }
      assertShowsNothingOf(stdout + stderr, "plumjam", ...formsOf(KEY));
    }
  });
}

Deno.test("zenml-env shows nothing of the message of a bug, and ends with 3", async () => {
  const preload = new URL("tests/helpers/scripts/bug.ts", ROOT).pathname;
  const { status, stdout, stderr } = await run(["doctor", "--offline"], {
    env: clientWith("https://zenml.example.com", KEY),
    permissions: [
      `--preload=${preload}`,
      ...PERMISSIONS.filter((flag) => !flag.startsWith("--allow-env")),
      "--allow-env",
    ],
  });
  assertEquals([status, stdout], [3, ""]);
  assertMatch(
    stderr,
    /^zenml-env itself failed \(RangeError at bug\.ts:\d+:\d+\): this is a bug; please report it [^\n]+\n$/u,
  );
});

for (
  const [what, args] of [
    ["a command", ["plumjam"]],
    ["an operand", ["doctor", "plumjam"]],
    ["a format", ["doctor", "--format=plumjam"]],
    ["a code to ignore", ["resolve", "--ignore", "plumjam"]],
    ["a code", ["explain", "plumjam"]],
    ["an option", ["doctor", "--plumjam"]],
  ] as const
) {
  Deno.test(`zenml-env repeats no password that was typed as ${what}`, async () => {
    const env = { ZENML_STORE_PASSWORD: args.at(-1)!.replace("--format=", "") };
    const { status, stdout, stderr } = await run([...args], { env });
    assertEquals([status, stdout], [2, ""]);
    assert(!stderr.includes("plumjam"), stderr);
  });
}

Deno.test("zenml-env repeats nothing that looks like a secret", async () => {
  for (const typed of ["qwhdkzpvxmbnrtla", "x".repeat(41)]) {
    const { stderr } = await run(["doctor", typed]);
    assert(!stderr.includes(typed), stderr);
  }
});
