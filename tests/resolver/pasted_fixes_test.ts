import { assertEquals } from "@std/assert";
import { resolve } from "../../mod.ts";
import { encodeBase64, KEY, TOKEN } from "./pasted.ts";
import { NOW, URL_A } from "./support.ts";

/** Values whose fix is a command that gets the key out of them. */
const CASES:
  readonly (readonly [what: string, suffix: string, value: string])[] = [
    ["base64", "API_KEY", encodeBase64(KEY)],
    [
      "base64 of what ends in a line break",
      "API_KEY",
      encodeBase64(`${KEY}\n`),
    ],
    ["base64 twice", "API_KEY", encodeBase64(encodeBase64(KEY))],
    [
      "base64 of a JSON object",
      "API_KEY",
      encodeBase64(JSON.stringify({ api_key: KEY })),
    ],
    ["an assignment", "API_KEY", `ZENML_STORE_API_KEY=${KEY}`],
    [
      "an assignment with quotes",
      "API_KEY",
      `export ZENML_STORE_API_KEY="${KEY}"`,
    ],
    ["a JSON object", "API_KEY", JSON.stringify({ url: URL_A, api_key: KEY })],
    [
      "a JSON object in a JSON object",
      "API_KEY",
      JSON.stringify({ data: { key: KEY } }),
    ],
    ["a literal line break", "API_KEY", `${KEY}\\n`],
    ["base64 in quotes", "API_KEY", `"${encodeBase64(KEY)}"`],
    ["base64 of a URL in quotes", "URL", `'${encodeBase64(URL_A)}'`],
    ["an assignment within quotes", "API_KEY", `'ZENML_API_KEY=${KEY}'`],
    ["a prefix that was added to it", "API_KEY", `ZENKEY_${KEY}`],
    ["line breaks", "API_KEY", KEY.replaceAll(/.{40}/g, "$&\n")],
    ["blanks", "API_TOKEN", TOKEN.replaceAll(/.{40}/g, "$&  ")],
    ["base64 of a token", "API_TOKEN", encodeBase64(TOKEN)],
    [
      "base64 of a token in the variable of a key",
      "API_KEY",
      encodeBase64(TOKEN),
    ],
    [
      "an assignment of a key in the variable of a token",
      "API_TOKEN",
      `KEY=${KEY}`,
    ],
    ["base64 of a URL", "URL", encodeBase64(URL_A)],
    ["an assignment of a URL", "URL", `ZENML_STORE_URL=${URL_A}`],
    ["a URL in a JSON object", "URL", JSON.stringify({ zenml_url: URL_A })],
    ["a URL with a literal line break", "URL", `${URL_A}\\n`],
  ];

for (const [what, suffix, value] of CASES) {
  Deno.test(`resolve() finds a command for ${what} in ZENML_STORE_${suffix} that leaves nothing wrong`, async () => {
    const environment: Record<string, string> = {
      ...(suffix === "URL" ? { ZENML_STORE_API_KEY: KEY } : {}),
      ZENML_STORE_URL: URL_A,
      [`ZENML_STORE_${suffix}`]: value,
    };
    const { findings } = resolve({ environment }, { now: NOW });
    assertEquals(findings.length, 1);
    const { stdout } = await new Deno.Command("bash", {
      args: ["-c", `${findings[0]!.hint}\nenv -0`],
      env: { ...environment, PATH: "/usr/bin:/bin" },
      clearEnv: true,
    }).output();
    const after = Object.fromEntries(
      new TextDecoder().decode(stdout).split("\0").flatMap((line) => {
        const at = line.indexOf("=");
        return line.startsWith("ZENML")
          ? [[line.slice(0, at), line.slice(at + 1)] as const]
          : [];
      }),
    );
    const again = resolve({ environment: after }, { now: NOW });
    assertEquals(again.findings.map(({ code }) => code), []);
    const used = suffix === "URL"
      ? again.consumers.client.serverUrl
      : after["ZENML_STORE_API_KEY"] ?? after["ZENML_STORE_API_TOKEN"];
    assertEquals([URL_A, KEY, TOKEN].includes(used ?? ""), true);
  });
}
