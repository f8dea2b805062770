import { assert, assertEquals } from "@std/assert";
import {
  asAdministrator,
  correct,
  type Fix,
  inOrder,
  missingIn,
  permit,
  renameTo,
  run,
  runPiped,
  setTo,
  setToUnknown,
  setToVariable,
  unset,
  when,
  words,
} from "../../lib/finding/fix.ts";
import { fixSteps } from "../../lib/finding/fix_steps.ts";
import { hintOf } from "../../lib/finding/hint.ts";
import type { Place } from "../../lib/finding/place.ts";
import { parseEnvFile } from "../../lib/sources/env_file.ts";
import { needing, read } from "../helpers/programs.ts";
import { AWKWARD } from "../export/values.ts";
import { inFolder } from "../helpers/temporary_folder.ts";

const variable = "ZENML_STORE_URL";
const here = { variable, source: { kind: "environment" } } as const;
const inFile = {
  variable,
  source: { kind: "file", file: ".env", line: 3 },
} as const;
const byFlag = { variable, source: { kind: "flag", name: "--url" } } as const;
const piped = { variable, source: { kind: "standard-input" } } as const;
const secret = { ...here, variable: "ZENML_STORE_API_KEY" } as const;
const URL = "https://zenml.example.com";
const SETTINGS =
  "Settings → Secrets and variables → Actions → ZENML_STORE_URL: ";

/** A fix, the place, and its hint. */
const HINTS: readonly (readonly [fix: Fix, place: Place, hint: string])[] = [
  [setTo(here, URL), "posix", `export ZENML_STORE_URL=${URL}`],
  [setTo(here, "a b"), "posix", "export ZENML_STORE_URL='a b'"],
  [setTo(here, "it's"), "powershell", "$env:ZENML_STORE_URL = 'it''s'"],
  [setTo(here, URL), "github-actions", `${SETTINGS}set it to ${URL}`],
  [
    setTo(missingIn(variable), URL),
    "github-actions",
    `${SETTINGS}add it with the value ${URL}, and name it under env: in the workflow`,
  ],
  [
    setTo(here, URL),
    "gitlab-ci",
    `Settings → CI/CD → Variables → ZENML_STORE_URL: set it to ${URL}`,
  ],
  [
    setTo(here, URL),
    "azure-pipelines",
    `Pipelines → Edit → Variables → ZENML_STORE_URL: set it to ${URL}`,
  ],
  [
    setTo(here, URL),
    "kubernetes",
    `The Secret or ConfigMap that sets ZENML_STORE_URL: set it to ${URL}`,
  ],
  [setTo(inFile, URL), "posix", `ZENML_STORE_URL=${URL}  # in .env, line 3`],
  // A file is edited, whoever runs the job.
  [
    setTo(inFile, "a b"),
    "github-actions",
    "ZENML_STORE_URL='a b'  # in .env, line 3",
  ],
  [
    setTo(missingIn(variable, "a;b.env"), URL),
    "posix",
    `ZENML_STORE_URL=${URL}  # in 'a;b.env'`,
  ],
  [setTo(byFlag, URL), "posix", `--url ${URL}  # on the command line`],
  [unset(byFlag), "posix", "--url: remove it"],
  [
    setToUnknown(piped, "the API key"),
    "posix",
    'printf %s "$KEY" | zenml-env doctor --api-key-stdin',
  ],
  [
    correct(piped, "remove-quotes"),
    "posix",
    "Standard input: remove the quotes",
  ],
  [
    setToUnknown(here, "the API key"),
    "posix",
    "export ZENML_STORE_URL='<the API key>'",
  ],
  [
    setToUnknown(here, "the API key"),
    "github-actions",
    `${SETTINGS}set it to the API key`,
  ],
  [
    setToVariable(here, "ZENML_SERVER_URL"),
    "posix",
    'export ZENML_STORE_URL="$ZENML_SERVER_URL"',
  ],
  [
    setToVariable(inFile, "ZENML_SERVER_URL"),
    "posix",
    "In .env, line 3, ZENML_STORE_URL: set it to the value of ZENML_SERVER_URL",
  ],
  [unset(here), "posix", "unset ZENML_STORE_URL"],
  [unset(here), "powershell", "Remove-Item Env:ZENML_STORE_URL"],
  [unset(here), "github-actions", `${SETTINGS}remove it`],
  [unset(inFile), "posix", "In .env, line 3, ZENML_STORE_URL: remove it"],
  [
    renameTo({ ...here, variable: "ZENML_URL" }, variable),
    "posix",
    'export ZENML_STORE_URL="$ZENML_URL"; unset ZENML_URL',
  ],
  [
    renameTo({ ...inFile, variable: "ZENML_URL" }, variable),
    "posix",
    "In .env, line 3, ZENML_URL: change this name to ZENML_STORE_URL",
  ],
  [
    correct(secret, "remove-quotes"),
    "github-actions",
    "Settings → Secrets and variables → Actions → ZENML_STORE_API_KEY: remove the quotes",
  ],
  [
    correct({ ...inFile, variable: "A" }, "decode-base64"),
    "kubernetes",
    "In .env, line 3, A: decode it from base64",
  ],
  [
    asAdministrator(URL, ["zenml", "service-account", "list"]),
    "github-actions",
    `zenml login ${URL}; zenml service-account list  # in a shell without ZENML_STORE_* variables, logged in as an administrator`,
  ],
  [run("curl", "-v", `${URL}/a;b`), "posix", `curl -v '${URL}/a;b'`],
  [run("curl", "-v", `${URL}/a;b`), "powershell", `curl.exe -v ('${URL}/a;b')`],
  [
    runPiped(["openssl", "s_client"], ["openssl", "x509"]),
    "posix",
    "openssl s_client </dev/null | openssl x509",
  ],
  [
    permit("--allow-env", "ZENML_*"),
    "posix",
    "--allow-env='ZENML_*'  # add this flag behind deno run",
  ],
  [
    when("if you want that server", setTo(here, URL)),
    "posix",
    `export ZENML_STORE_URL=${URL}  # if you want that server`,
  ],
  [
    inOrder(run("date", "-u"), words("Set the clock that is wrong")),
    "posix",
    "date -u  # then set the clock that is wrong",
  ],
  [
    inOrder(setTo(here, URL), unset(secret)),
    "posix",
    `export ZENML_STORE_URL=${URL}; unset ZENML_STORE_API_KEY`,
  ],
  [
    inOrder(setTo(here, URL), unset(secret)),
    "gitlab-ci",
    `Settings → CI/CD → Variables → ZENML_STORE_URL: set it to ${URL}; then Settings → CI/CD → Variables → ZENML_STORE_API_KEY: remove it`,
  ],
];

for (const [fix, place, hint] of HINTS) {
  Deno.test(`hintOf() writes for ${place}: ${hint}`, () => {
    assertEquals(hintOf(fix, place), hint);
  });
}

/** Texts that are code to some syntax: each would make the file `pwned`. */
const HOSTILE = [
  "https://x.example/;touch$IFS./pwned",
  "https://x.example/$(touch pwned)",
  "https://x.example/`touch pwned`",
  "https://x.example/'; touch pwned; '",
  'https://x.example/"; touch pwned; "',
  "https://x.example/ # \ntouch pwned\n",
  "https://x.example/&touch pwned&",
  "https://x.example/|touch pwned",
  "'$(touch pwned)'",
  "\u2028touch pwned",
  "-n;touch pwned",
] as const;

const PLACES = [
  "posix",
  "powershell",
  "github-actions",
  "gitlab-ci",
  "azure-pipelines",
  "kubernetes",
] as const;

/** Every fix that holds a text of somebody else's. */
function fixesOf(text: string): readonly Fix[] {
  const file = { kind: "file", file: text, line: 1 } as const;
  return [
    setTo(here, text),
    setTo(inFile, text),
    setTo(byFlag, text),
    setTo({ variable, source: file }, URL),
    unset({ variable, source: file }),
    correct({ variable, source: file }, "remove-quotes"),
    correct({ variable: text, source: here.source }, "remove-quotes"),
    renameTo({ variable: text, source: here.source }, variable),
    unset({ variable: text, source: here.source }),
    correct(here, "take-json-field", text),
    correct(here, "add-prefix", text),
    correct(here, "remove-prefix", text),
    correct(here, "add-item", text),
    run("true", text),
    permit("--allow-net", text),
  ];
}

Deno.test({
  ...needing("bash", "fixSteps() writes nothing of a value that bash runs"),
  async fn() {
    await inFolder(async (folder) => {
      const lines = HOSTILE.flatMap((text) =>
        fixesOf(text).flatMap((fix) =>
          PLACES.flatMap((place) => [
            hintOf(fix, place).replaceAll(/\p{Cc}/gu, "\uFFFD"),
            ...fixSteps(fix, place).flatMap(({ where, words, lines }) => [
              ...lines,
              ...[where, words].map((text) =>
                (text ?? "").replaceAll(/\p{Cc}/gu, "\uFFFD")
              ),
            ]),
          ])
        )
      ).filter((line) => !/zenml-env/u.test(line));
      await Deno.writeTextFile(
        `${folder}/lines`,
        [...new Set(lines)].join("\0"),
      );
      await read("bash", [
        "-c",
        `cd ${folder}; mkdir run; cd run; export ZENML_STORE_URL=x
         while IFS= read -r -d '' line; do (eval "$line") </dev/null; done <../lines >/dev/null 2>&1
         cd ..; find . -name '*pwned*' >found; rm -rf run`,
      ]);
      assertEquals(await Deno.readTextFile(`${folder}/found`), "");
    });
  },
});

Deno.test("fixSteps() writes a line of an env file that reads back as the value, or none", () => {
  for (const text of [...HOSTILE, "a b", "it's", 'say "x"', "a#b", "$A"]) {
    for (const { lines, words } of fixSteps(setTo(inFile, text), "posix")) {
      if (words !== null) continue;
      const { settings, findings: all } = parseEnvFile(
        lines.join("\n"),
        ".env",
      );
      // That docker reads it in another way is said as an info.
      const findings = all.filter(({ severity }) => severity !== "info");
      assertEquals([settings.map(({ value }) => value), findings], [
        [text],
        [],
      ]);
    }
  }
});

/** What reads the file `.env`, and prints the values of V0, V1 and so on, each with a NUL behind it. */
const READERS: Readonly<Record<string, string>> = {
  "bash":
    'set -a; . ./.env; i=0; while n="V$i"; [ -n "${!n+x}" ]; do printf "%s\\0" "${!n}"; i=$((i + 1)); done',
  "python-dotenv":
    `python3 -c 'import dotenv; print(end="".join(v + chr(0) for v in dotenv.dotenv_values(".env").values()))'`,
  "node":
    `node --env-file=.env -e 'for (let i = 0; \`V\${i}\` in process.env; i++) process.stdout.write(process.env[\`V\${i}\`] + "\\0")'`,
};

function lineOf(text: string): readonly string[] {
  const [step] = fixSteps(setTo(inFile, text), "posix");
  return step?.words === null ? step.lines : [];
}

/** Returns whether bash finds a reader. */
async function hasReader(name: string): Promise<boolean> {
  const script = name === "python-dotenv"
    ? "python3 -c 'import dotenv'"
    : `command -v ${name}`;
  return (await read("bash", ["-c", `if ${script} >&2; then echo y; fi`]))
    .trim() === "y";
}

Deno.test({
  ...needing("bash", "fixSteps() writes lines that every reader reads alike"),
  async fn(t) {
    for (const [name, script] of Object.entries(READERS)) {
      const ignore = !(await hasReader(name));
      await t.step({
        name: ignore ? `${name} (skipped: it is not there)` : name,
        ignore,
        fn: () =>
          inFolder(async (cwd) => {
            const written = [...HOSTILE, ...AWKWARD].flatMap((text) => {
              const [line] = lineOf(text);
              return line === undefined ? [] : [{ text, line }];
            });
            const lines = written.map(({ line }, index) =>
              line.replace(variable, `V${index}`)
            );
            await Deno.writeTextFile(`${cwd}/.env`, lines.join("\n"));
            const stdout = await read("bash", ["-c", script], {
              cwd,
              env: { LC_ALL: "C.UTF-8", PYTHONIOENCODING: "utf-8" },
            });
            assert(written.length > 20);
            assertEquals(
              stdout.split("\0").slice(0, -1),
              written.map(({ text }) => text),
            );
          }),
      });
    }
  },
});

/** A correction, what is wrong, and what is right. */
const CORRECTIONS = [
  ["remove-quotes", null, "`\"'„«a“b”»‚’'`", "ab"],
  ["remove-blanks", null, " a\tb \n", "ab"],
  ["remove-line-breaks", null, "a\r\nb\n", "ab"],
  ["remove-escaped-line-breaks", null, "a\\nb\\r", "ab"],
  ["remove-foreign-characters", null, "\u00a0a\u200bb \n", "ab"],
  ["decode-base64", null, btoa("a b"), "a b"],
  ["add-prefix", "ZENKEY_", "ab", "ZENKEY_ab"],
  ["add-item", "a;b", "x", "x,a;b"],
  ["remove-prefix", "Bearer ", "Bearer ab", "ab"],
  ["take-assigned-value", null, "ZENML_STORE_API_KEY=a=b", "a=b"],
] as const;

for (const [how, what, wrong, right] of CORRECTIONS) {
  Deno.test({
    ...needing("bash", `fixSteps() writes a command that does ${how}`),
    async fn() {
      const [step] = fixSteps(correct(here, how, what), "posix");
      assert(step);
      const stdout = await read("bash", [
        "-c",
        `${step.lines.join("\n")}\nprintf %s "$ZENML_STORE_URL"`,
      ], { env: { ZENML_STORE_URL: wrong } });
      assertEquals(stdout, right);
    },
  });
}
