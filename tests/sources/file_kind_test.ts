import { assert, assertEquals, assertMatch } from "@std/assert";
import { parseEnvFile } from "../../lib/sources/env_file.ts";
import { describeEncoding } from "../../lib/sources/encoding.ts";
import { resolve } from "../../mod.ts";
import { KEY, TOKEN, URL_A } from "../resolver/support.ts";

/** What a file is, its text, what is said of it, and the variables that are read from it all the same. */
const KINDS: readonly (readonly [
  what: string,
  text: string,
  says: RegExp,
  read?: readonly string[],
])[] = [
  [
    "Compose with a map",
    `services:\n  train:\n    image: acme/train\n    environment:\n      ZENML_STORE_URL: ${URL_A}\n      ZENML_STORE_API_KEY: ${KEY}\n`,
    /Compose/,
  ],
  [
    "Compose with a list",
    `services:\n  train:\n    environment:\n      - ZENML_STORE_URL=${URL_A}\n      - ZENML_STORE_API_KEY=${KEY}\n`,
    /Compose/,
  ],
  [
    "a manifest",
    `apiVersion: v1\nkind: Secret\nmetadata:\n  name: zenml\nstringData:\n  ZENML_STORE_URL: ${URL_A}\n`,
    /Kubernetes/,
  ],
  [
    "a workflow",
    `name: ci\non:\n  push:\njobs:\n  run:\n    env:\n      ZENML_STORE_URL: ${URL_A}\n`,
    /workflow/,
  ],
  [
    "what the dashboard shows",
    `ZENML_STORE_URL: ${URL_A}\nZENML_STORE_API_KEY: ${KEY}\n`,
    /YAML/,
  ],
  [
    "quoted YAML",
    `"ZENML_STORE_URL": "${URL_A}"\n'ZENML_STORE_API_KEY': "${KEY}"\n`,
    /YAML|JSON/,
  ],
  [
    "a unit",
    `[Unit]\nDescription=train\n[Service]\nEnvironment=ZENML_STORE_URL=${URL_A}\nEnvironment="ZENML_STORE_API_KEY=${KEY}"\nExecStart=/usr/bin/train\n`,
    /systemd/,
  ],
  [
    "a drop-in of a unit",
    `[Service]\nEnvironment=ZENML_STORE_URL=${URL_A}\n`,
    /systemd/,
  ],
  [
    "a Dockerfile",
    `FROM python:3.11\nENV ZENML_STORE_URL=${URL_A}\nENV ZENML_STORE_API_KEY ${KEY}\nRUN pip install zenml\n`,
    /Dockerfile/,
  ],
  [
    "a Dockerfile with ARG",
    `ARG ZENML_STORE_URL\nENV ZENML_STORE_URL=\${ZENML_STORE_URL}\n`,
    /Dockerfile/,
  ],
  [
    "PowerShell",
    `$env:ZENML_STORE_URL = "${URL_A}"\n$env:ZENML_STORE_API_KEY = "${KEY}"\n`,
    /PowerShell/,
  ],
  [
    "PowerShell of .NET",
    `[Environment]::SetEnvironmentVariable("ZENML_STORE_URL", "${URL_A}")\n`,
    /PowerShell/,
  ],
  [
    "cmd",
    `@echo off\nset ZENML_STORE_URL=${URL_A}\nset "ZENML_STORE_API_KEY=${KEY}"\n`,
    /batch/,
  ],
  [
    "setx",
    `setx ZENML_STORE_URL ${URL_A}\nsetx ZENML_STORE_API_KEY "${KEY}"\n`,
    /batch/,
  ],
  [
    "fish",
    `set -x ZENML_STORE_URL ${URL_A}\nset -gx ZENML_STORE_API_KEY ${KEY}\n`,
    /fish/,
  ],
  [
    "fish in long words",
    `set --export --global ZENML_STORE_URL ${URL_A}\n`,
    /fish/,
  ],
  [
    "csh",
    `setenv ZENML_STORE_URL ${URL_A}\nsetenv ZENML_STORE_API_KEY ${KEY}\n`,
    /csh/,
  ],
  [
    "JSON",
    `{\n  "ZENML_STORE_URL": "${URL_A}",\n  "ZENML_STORE_API_KEY": "${KEY}"\n}\n`,
    /JSON/,
  ],
  [
    "Python",
    `import os\nos.environ["ZENML_STORE_URL"] = "${URL_A}"\nos.environ["ZENML_STORE_API_KEY"] = "${KEY}"\n`,
    /Python/,
  ],
  [
    "HCL",
    `provider "zenml" {\n  server_url = "${URL_A}"\n  api_key = var.zenml_api_key\n}\n`,
    /Terraform/,
    ["server_url", "api_key"],
  ],
  [
    "tfvars with a map",
    `zenml_server_url = "${URL_A}"\nlabels = {\n  team = "ml"\n}\n`,
    /Terraform/,
    ["zenml_server_url", "labels", "team"],
  ],
  ["TOML", `[env]\nZENML_STORE_URL = "${URL_A}"\n`, /INI|TOML/, [
    "ZENML_STORE_URL",
  ]],
  [
    "a script",
    `#!/usr/bin/env bash\nset -euo pipefail\nexport ZENML_STORE_URL=${URL_A}\nif true; then\necho hi\nfi\n`,
    /shell/,
    ["ZENML_STORE_URL"],
  ],
  [
    "direnv",
    `source_up\ndotenv_if_exists .env.local\nexport ZENML_STORE_URL=${URL_A}\nlayout python3\nPATH_add bin\n`,
    /shell/,
    ["ZENML_STORE_URL"],
  ],
];

for (const [what, text, says, read = []] of KINDS) {
  Deno.test({
    name: `parseEnvFile() says once that the file is ${what}`,
    permissions: "none",
    fn() {
      const { settings, findings } = parseEnvFile(text, ".env");
      const told = findings.filter(({ code }) => code === "file-invalid");
      assertEquals(told.length, 1, JSON.stringify(told));
      assertMatch(told[0]!.message, says);
      assertEquals(
        told[0]!.severity,
        read.length === 0 ? "error" : "warning",
      );
      if (read.length > 0) {
        assertEquals(settings.map(({ variable }) => variable), read);
      }
      const { findings: all } = resolve({
        envFiles: [parseEnvFile(text, ".env")],
      });
      assert(!JSON.stringify(all).includes(KEY.slice(20)));
      if (read.length === 0) {
        assertEquals(all.map(({ code }) => code), ["file-invalid"]);
      }
    },
  });
}

/** Good env files, of which nothing is to be said. */
const GOOD: readonly string[] = [
  "",
  "# nothing\n",
  `ZENML_STORE_URL=${URL_A}\nZENML_STORE_API_KEY=${KEY}\n`,
  `export ZENML_STORE_URL=${URL_A}\n`.replace("export ", ""),
  `\uFEFF# for all\nZENML_STORE_URL=${URL_A}\n`,
  `ZENML_STORE_URL=${URL_A}\r\nZENML_STORE_API_KEY=${KEY}\r\n`,
  `A="x y"\nB='z'\nC=a#b\nD=$HOME/x\n`,
  `ZENML_STORE_API_TOKEN=${TOKEN}\n`,
  `ZENML_STORE_API_KEY=${KEY}\nOTHER\n`.replace("OTHER\n", "OTHER=1\n"),
];

for (const text of GOOD) {
  Deno.test({
    name: `parseEnvFile() finds nothing in ${
      JSON.stringify(text.slice(0, 40))
    }`,
    permissions: "none",
    fn: () => assertEquals(parseEnvFile(text, ".env").findings, []),
  });
}

const BROKEN = [KEY.slice(0, 60), KEY.slice(60, 120), KEY.slice(120)];

for (
  const [what, text] of [
    [
      "a key over three lines",
      `ZENML_STORE_API_KEY=${BROKEN.join("\n")}\nA=b\n`,
    ],
    [
      "a key over lines of Windows",
      `ZENML_STORE_API_KEY=${BROKEN.join("\r\n")}\r\nA=b\r\n`,
    ],
    [
      "a key with indented lines",
      `ZENML_STORE_API_KEY=${BROKEN.join("\n  ")}\nA=b\n`,
    ],
    [
      "a token over two lines",
      `ZENML_STORE_API_TOKEN=${TOKEN.slice(0, 70)}\n${TOKEN.slice(70)}\nA=b\n`,
    ],
  ] as const
) {
  Deno.test({
    name: `parseEnvFile() joins ${what}, for the finding that says so`,
    permissions: "none",
    fn() {
      const envFiles = [
        parseEnvFile(`ZENML_STORE_URL=${URL_A}\n${text}`, ".env"),
      ];
      assertEquals(envFiles[0]!.settings.at(-1)?.variable, "A");
      const { findings } = resolve({ envFiles });
      assertEquals(findings.map(({ code }) => code), ["value-whitespace"]);
      assertMatch(findings[0]!.message, /line breaks/);
      assertEquals(findings[0]!.line, 2);
    },
  });
}

Deno.test("parseEnvFile() joins no line to a whole key", () => {
  const text = `ZENML_STORE_API_KEY=${KEY}\nabcdefgh\n`;
  assertEquals(parseEnvFile(text, ".env").settings[0]?.value, KEY);
});

const utf16 = (text: string) => {
  const units = Uint16Array.from(text, (char) => char.charCodeAt(0));
  return new Uint8Array(units.buffer);
};

for (
  const [what, bytes, says] of [
    ["UTF-16", utf16("\uFEFFA=b\n"), /UTF-16.*PowerShell/],
    [
      "UTF-16 of the other order",
      Uint8Array.from([0xfe, 0xff, 0, 65]),
      /UTF-16/,
    ],
    ["UTF-16 without a mark", utf16("ZENML_STORE_URL=x\n"), /UTF-16/],
    [
      "a file of git-crypt",
      new TextEncoder().encode("\0GITCRYPT\0abc"),
      /git-crypt/,
    ],
    ["a compressed file", Uint8Array.from([0x1f, 0x8b, 8, 0]), /compressed/],
    ["Latin-1", Uint8Array.from([65, 61, 66, 10, 67, 61, 0xe4, 10]), /line 2/],
  ] as const
) {
  Deno.test({
    name: `describeEncoding() names ${what}`,
    permissions: "none",
    fn: () => assertMatch(describeEncoding(bytes), says),
  });
}
