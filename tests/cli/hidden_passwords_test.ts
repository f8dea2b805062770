import { assertEquals } from "@std/assert";
import { KEY } from "../helpers/credentials.ts";
import { DOCTOR, RESOLVE } from "../helpers/every_format.ts";
import { runInProcess } from "../helpers/run_in_process.ts";

/** Values with a password that nobody told of, and what of it nobody may see. */
const HIDDEN_PASSWORDS = [
  ["https://u:hunter2%40host", "hunter2"],
  ["https://u:hunter2%2540host.example.com", "hunter2"],
  ["HTTPS://u:hunter2@host.example.com", "hunter2"],
  ["u:hunter2@secretpass", "secretpass"],
  ["hunter2@secretpass", "hunter2"],
  ["hunter2@secretpass", "secretpass"],
  ["https://u:hunter2@secretpass@host.example.com", "secretpass"],
  ["//u:hunter2@host.example.com", "hunter2"],
  ["https:/u:hunter2@host.example.com", "hunter2"],
  ["https:\\\\u:hunter2@host.example.com", "hunter2"],
  ["'https://u:hunter2@host.example.com'", "hunter2"],
  ["https://u:hunter2&#64;host.example.com", "hunter2"],
  ["mysql://u:hunter2@host.example.com/db", "hunter2"],
] as const;

for (const [value, hidden] of HIDDEN_PASSWORDS) {
  Deno.test(`zenml-env shows nothing of ${hidden} in ${value}, wherever it was typed`, async () => {
    for (
      const env of [
        { ZENML_STORE_URL: value, ZENML_STORE_API_KEY: KEY },
        { ZENML_SERVER_URL: value, ZENML_API_KEY: KEY },
        {
          ZENML_STORE_URL: "https://zenml.example.com",
          ZENML_PRO_API_URL: value,
          ZENML_STORE_VERIFY_SSL: value,
          ZENML_STORE_API_KEY: KEY,
        },
        {
          ZENML_STORE_URL: "https://zenml.example.com",
          ZENML_STORE_API_KEY: value,
        },
        { ZENML_URL: value },
      ]
    ) {
      for (
        const args of [
          [...DOCTOR, "--offline"],
          RESOLVE,
          [...RESOLVE, `--url=${value}`],
          ["resolve", `--format=${value}`],
          ["doctor", value],
        ]
      ) {
        const { everything } = await runInProcess(args, { env });
        assertEquals(everything.includes(hidden), false, everything);
      }
    }
  });
}

/** Where a password may be typed by mistake. */
const TYPED: readonly ((password: string) => readonly string[])[] = [
  (password) => [password],
  (password) => ["doctor", password],
  (password) => ["doctor", "--", password],
  (password) => ["doctor", `--${password}`],
  (password) => ["doctor", `--${password}=x`],
  (password) => ["doctor", `-${password}`],
  (password) => ["doctor", `--verbose=${password}`],
  (password) => ["doctor", "--format", password],
  (password) => [
    "doctor",
    `--format=text=${password}`,
    `--format=json=${password}`,
  ],
  (password) => ["doctor", "--env-file", password],
  (password) => ["doctor", "--env-file", `${password}.env`],
  (password) => ["doctor", "--env-file", `folder/${password}`],
  (password) => ["doctor", "--offline", "--each", password],
  (password) => ["doctor", "--offline", "--url", password],
  ...["ignore", "only", "skip", "timeout", "consumer", "prefer", "demo"].map(
    (name) => (password: string) => ["doctor", `--${name}`, password],
  ),
  (password) => ["explain", password],
  (password) => ["completions", password],
];

for (
  const password of [
    "plumjam",
    "Plum-cake",
    "plum jam",
    "plum4",
    "pj7",
    "hunter2@secretpass",
    "plum/../jam",
    "ZENKEY_plumjam",
  ]
) {
  Deno.test(`zenml-env repeats no password that was typed in the place of another argument: ${password}`, async () => {
    const env = {
      ZENML_STORE_URL: "https://zenml.example.com",
      ZENML_STORE_USERNAME: "me",
      ZENML_STORE_PASSWORD: password,
    };
    for (const typed of TYPED) {
      const args = typed(password);
      const { everything } = await runInProcess(args, { env });
      assertEquals(everything.includes(password), false, everything);
    }
  });
}
