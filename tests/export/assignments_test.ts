import { assert, assertEquals } from "@std/assert";
import { assignmentsOf } from "../../lib/export/assignments.ts";
import type { Convention } from "../../lib/codes/variables.ts";
import { resolve } from "../../mod.ts";
import { KEY, PRO_KEY, TOKEN } from "../helpers/credentials.ts";
import { PEM } from "./values.ts";

const URL_A = "https://zenml.example.com";
const PRO_API = "https://pro.example.com";

type Environment = Readonly<Record<string, string>>;

/** What an environment is exported as; a secret is marked by !, a shortfall by its severity. */
function exported(
  environment: Environment,
  convention: Convention,
): readonly string[] {
  const { configuration } = resolve({ environment });
  assert(configuration);
  const { assignments, shortfalls } = assignmentsOf(configuration, convention);
  return [
    ...assignments.map(({ variable, value, secret }) =>
      `${variable}${secret ? "!" : ""}=${value}`
    ),
    ...shortfalls.map(({ severity, message }) => `${severity}: ${message}`),
  ];
}

const NO_PASSWORD =
  "error: A user name and password cannot be given to the Terraform provider: use an API key";
const NO_VERIFICATION =
  "warning: How certificates are verified cannot be set for the Terraform provider: it trusts the system's roots";

/** An environment, and what is in each convention besides the URL. */
const CASES: readonly (readonly [
  criterion: string,
  environment: Environment,
  store: readonly string[],
  terraform: readonly string[],
])[] = [
  [
    "an API key",
    { ZENML_STORE_API_KEY: KEY },
    [`ZENML_STORE_API_KEY!=${KEY}`],
    [`ZENML_API_KEY!=${KEY}`],
  ],
  [
    "a Pro key between quotes and blanks without them",
    { ZENML_API_KEY: ` "${PRO_KEY}"\n` },
    [`ZENML_STORE_API_KEY!=${PRO_KEY}`],
    [`ZENML_API_KEY!=${PRO_KEY}`],
  ],
  [
    "a token",
    { ZENML_API_TOKEN: TOKEN },
    [`ZENML_STORE_API_TOKEN!=${TOKEN}`],
    [`ZENML_API_TOKEN!=${TOKEN}`],
  ],
  [
    "a key that stood in the variable of a token as a key",
    { ZENML_API_TOKEN: KEY },
    [`ZENML_STORE_API_KEY!=${KEY}`],
    [`ZENML_API_KEY!=${KEY}`],
  ],
  [
    "a token that stood in the variable of a key as a token",
    { ZENML_STORE_API_KEY: TOKEN },
    [`ZENML_STORE_API_TOKEN!=${TOKEN}`],
    [`ZENML_API_TOKEN!=${TOKEN}`],
  ],
  [
    "user name and password for the client alone",
    { ZENML_STORE_USERNAME: "me", ZENML_STORE_PASSWORD: "hunter2 $x" },
    ["ZENML_STORE_USERNAME=me", "ZENML_STORE_PASSWORD!=hunter2 $x"],
    [NO_PASSWORD],
  ],
  ["no credential", {}, [], []],
  ["no placeholder", { ZENML_STORE_API_KEY: "changeme" }, [], []],
  [
    "verification that is on, if that was said",
    { ZENML_STORE_VERIFY_SSL: "Yes" },
    ["ZENML_STORE_VERIFY_SSL=true"],
    [],
  ],
  [
    "verification that is off for the client alone",
    { ZENML_STORE_VERIFY_SSL: "n" },
    ["ZENML_STORE_VERIFY_SSL=false"],
    [NO_VERIFICATION],
  ],
  [
    "a CA file for the client alone",
    { ZENML_STORE_VERIFY_SSL: "/etc/ca.pem" },
    ["ZENML_STORE_VERIFY_SSL=/etc/ca.pem"],
    [NO_VERIFICATION],
  ],
  [
    "a CA's text as it is",
    { ZENML_STORE_VERIFY_SSL: PEM },
    [`ZENML_STORE_VERIFY_SSL=${PEM}`],
    [NO_VERIFICATION],
  ],
  [
    "a bundle with a private key as a secret",
    { ZENML_STORE_VERIFY_SSL: PEM.replaceAll("CERTIFICATE", "PRIVATE KEY") },
    [
      `ZENML_STORE_VERIFY_SSL!=${PEM.replaceAll("CERTIFICATE", "PRIVATE KEY")}`,
    ],
    [NO_VERIFICATION],
  ],
  [
    "a verification that holds a password as a secret",
    { ZENML_STORE_VERIFY_SSL: "me:hunter2@h" },
    ["ZENML_STORE_VERIFY_SSL!=me:hunter2@h"],
    [NO_VERIFICATION],
  ],
  [
    "the Pro API for the client, which alone needs it",
    { ZENML_PRO_API_URL: PRO_API },
    [`ZENML_PRO_API_URL=${PRO_API}`],
    [],
  ],
  [
    "the Pro API without user information",
    { ZENML_PRO_API_URL: "https://me:hunter2@pro.example.com" },
    [`ZENML_PRO_API_URL=${PRO_API}`],
    [],
  ],
  [
    "no Pro API with a key in its URL",
    { ZENML_PRO_API_URL: `https://pro.example.com/${KEY}` },
    [],
    [],
  ],
  [
    "a user name that holds the password as a secret",
    { ZENML_STORE_USERNAME: "a-hunter22", ZENML_STORE_PASSWORD: "hunter22" },
    ["ZENML_STORE_USERNAME!=a-hunter22", "ZENML_STORE_PASSWORD!=hunter22"],
    [NO_PASSWORD],
  ],
];

for (const [criterion, environment, store, terraform] of CASES) {
  Deno.test(`assignmentsOf() gives ${criterion}`, () => {
    // The URL is in the other convention, and is normalised.
    const given = { ...environment, ZENML_SERVER_URL: `${URL_A}/api/v1/` };
    assertEquals(exported(given, "store"), [
      `ZENML_STORE_URL=${URL_A}`,
      ...store,
    ]);
    assertEquals(exported(given, "terraform"), [
      `ZENML_SERVER_URL=${URL_A}`,
      ...terraform,
    ]);
  });
}
