import { assertEquals, assertStringIncludes } from "@std/assert";
import { runHere } from "../helpers/captured_shell.ts";
import { UNKNOWN_MACHINE } from "../helpers/host.ts";

const SLASHED = "https://zenml.example.com/";

/** What the machine shows, and how the fix begins. */
const FIXES: readonly (readonly [
  variables: Readonly<Record<string, string>>,
  platform: string,
  fix: string,
])[] = [
  [{}, "linux", "export ZENML_SERVER_URL=https://zenml.example.com"],
  [{}, "darwin", "export ZENML_SERVER_URL=https://zenml.example.com"],
  [{}, "windows", "$env:ZENML_SERVER_URL = 'https://zenml.example.com'"],
  [
    { GITHUB_ACTIONS: "true", KUBERNETES_SERVICE_HOST: "10.0.0.1" },
    "windows",
    "Settings → Secrets and variables → Actions → ZENML_SERVER_URL: set it to",
  ],
  [
    { GITLAB_CI: "true" },
    "linux",
    "Settings → CI/CD → Variables → ZENML_SERVER_URL: set it to",
  ],
  [
    { TF_BUILD: "True" },
    "linux",
    "Pipelines → Edit → Variables → ZENML_SERVER_URL: set it to",
  ],
  [
    { KUBERNETES_SERVICE_HOST: "10.0.0.1" },
    "linux",
    "The Secret or ConfigMap that sets ZENML_SERVER_URL: set it to",
  ],
];

for (const [variables, platform, fix] of FIXES) {
  Deno.test(`zenml-env doctor writes fixes for ${platform} with ${JSON.stringify(variables)}`, async () => {
    for (
      const format of ["text", "json", "jsonl", "github", "junit", "markdown"]
    ) {
      const { status, stdout } = await runHere(
        ["doctor", "--offline", "--format", format],
        200,
        {
          machine: {
            ...UNKNOWN_MACHINE,
            platform,
            readVariable: (name) => variables[name],
          },
          readEnvironment: () => ({
            variables: {
              ZENML_SERVER_URL: SLASHED,
              ZENML_API_KEY: "x".repeat(3),
            },
            refused: [],
            undecodable: [],
          }),
        },
      );
      assertEquals(status, 1);
      assertStringIncludes(plain(stdout), fix.split(": ")[0] ?? "", format);
    }
  });
}

/** Takes the escapes and the code spans of the formats off. */
function plain(text: string): string {
  return text.replaceAll("`", "").replaceAll("&apos;", "'")
    .replaceAll("&#39;", "'").replaceAll("%3A", ":");
}
