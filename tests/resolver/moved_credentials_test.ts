import { assertEquals } from "@std/assert";
import { resolve } from "../../mod.ts";
import { PATH } from "../helpers/command.ts";
import { KEY, TOKEN } from "../helpers/credentials.ts";

const URLS = {
  ZENML_STORE_URL: "https://zenml.example.com",
  ZENML_SERVER_URL: "https://zenml.example.com",
};

/** A credential in the variable of another kind: its code, and the variable of its own kind. */
const MISPLACED = [
  [
    { ZENML_STORE_API_KEY: TOKEN },
    "token-in-key-variable",
    "ZENML_STORE_API_TOKEN",
  ],
  [{ ZENML_API_KEY: TOKEN }, "token-in-key-variable", "ZENML_API_TOKEN"],
  [
    { ZENML_STORE_API_TOKEN: KEY },
    "key-in-token-variable",
    "ZENML_STORE_API_KEY",
  ],
  [{ ZENML_API_TOKEN: KEY }, "key-in-token-variable", "ZENML_API_KEY"],
] as const;

/** Types a hint in a shell, and returns the variables of ZenML that are set then. */
async function typed(
  hint: string,
  env: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const { code, stdout } = await new Deno.Command("sh", {
    args: ["-c", `set -e; ${hint}\nenv`],
    clearEnv: true,
    env: { PATH, ...env },
    stderr: "inherit",
  }).output();
  assertEquals(code, 0);
  const lines = new TextDecoder().decode(stdout).split("\n");
  return Object.fromEntries(
    lines.filter((line) => line.startsWith("ZENML_"))
      .map((line) => [line.split("=", 1)[0] ?? "", line.replace(/^\w+=/u, "")]),
  );
}

for (const [credential, code, right] of MISPLACED) {
  const [wrong = "", value = ""] = Object.entries(credential)[0] ?? [];
  Deno.test(`resolve() hints how to move a credential from ${wrong} to ${right}, in a shell`, async () => {
    const convention = right.startsWith("ZENML_STORE")
      ? { ZENML_STORE_URL: URLS.ZENML_STORE_URL }
      : { ZENML_SERVER_URL: URLS.ZENML_SERVER_URL };
    const environment = { ...convention, ...credential };
    const finding = resolve({ environment }).findings
      .find((one) => one.code === code);
    const after = await typed(finding?.hint ?? "false", environment);
    assertEquals(after, { ...convention, [right]: value });
    assertEquals(resolve({ environment: after }).findings, []);
  });
}
