import { assert, assertFalse } from "@std/assert";
import fc from "npm:fast-check@4.10.2";
import { encodeApiKey } from "../../lib/resolver/credential_format.ts";
import { ConfigurationError, resolve, type Sources } from "../../mod.ts";
import {
  type Environment,
  files,
  KEY_ID,
  NOW,
  tokenOf,
  URL_A,
} from "./support.ts";

/** Something that is found nowhere by chance. */
const SECRET = fc.string({
  unit: fc.constantFrom(..."0123456789abcdef"),
  minLength: 16,
  maxLength: 24,
}).map((hex) => `s3cr3t-${hex}`);

/** Where a secret may stand: in an environment or in a line of an env file. */
type Place = readonly [name: string, place: (secret: string) => Environment];

const KEY_NAMES = [
  "ZENML_STORE_API_KEY",
  "ZENML_API_KEY",
  "ZENML_STORE_API_TOKEN",
  "ZENML_API_TOKEN",
  "ZENML_STORE_PASSWORD",
  "ZENML_STORE_KEY",
  "ZENML_TOKEN",
  "zenml_api_key",
  "ZENML_STORE_PASS",
  "ZENML_API_KEYS",
];

const FORMS: ReadonlyArray<readonly [string, (secret: string) => string]> = [
  ["as it is", (secret) => secret],
  ["in a key", (secret) => encodeApiKey({ id: KEY_ID, value: secret })],
  ["as a key's id", (secret) => encodeApiKey({ id: secret, value: "x" })],
  ["in a Pro key", (secret) => `ZENPROKEY_${secret}`],
  ["behind a prefix", (secret) => `ZENKEY_${secret}`],
  ["behind a prefix in lower case", (secret) => `zenkey_${secret}`],
  ["in a token", (secret) => `${tokenOf({ sub: "a" })}${secret}`],
  ["as a token's key id", (secret) => tokenOf({ api_key_id: secret })],
  ["in quotes", (secret) => `"${secret}"`],
  ["in one quote", (secret) => `'${secret}`],
  ["between blanks", (secret) => ` \t${secret}\n`],
  ["around a line break", (secret) => `${secret}\n${secret}`],
  ["behind Bearer", (secret) => `Bearer ${secret}`],
  ["in a template", (secret) => `\${${secret}}`],
  ["in angle brackets", (secret) => `<${secret}>`],
];

const URL_NAMES = [
  "ZENML_STORE_URL",
  "ZENML_SERVER_URL",
  "ZENML_PRO_API_URL",
  "ZENML_URL",
];

const URL_FORMS: typeof FORMS = [
  ["as a URL's password", (secret) => `https://me:${secret}@zenml.example.com`],
  ["as a URL's user", (secret) => `https://${secret}@zenml.example.com`],
  [
    "as the password of an upper-case URL",
    (secret) => `HTTPS://me:${secret}@h`,
  ],
  [
    "as the password of a URL with a slash",
    (secret) => `https://me:a/${secret}@h/`,
  ],
  ["as the password of a URL with @", (secret) => `https://me:${secret}@b@h/`],
  [
    "as the password of a URL with blanks",
    (secret) => `https://me: ${secret} @h`,
  ],
  [
    "as the password of a URL with quotes",
    (secret) => `"https://me:'${secret}"@h"`,
  ],
  ["as the password of a URL with ?", (secret) => `https://me:?${secret}@h`],
  ["as the password of a URL with #", (secret) => `https://me:#${secret}@h`],
  ["as the password of a URL with <", (secret) => `https://me:<${secret}>@h`],
  [
    "as the password of a URL without a scheme",
    (secret) => `me:${secret}@zenml.example.com`,
  ],
  [
    "as the password of a URL with one slash",
    (secret) => `https:/me:${secret}@h`,
  ],
  [
    "as the password of a URL with three slashes",
    (secret) => `https:///me:${secret}@h`,
  ],
  [
    "as the password of a URL without a host",
    (secret) => `https://me:${secret}@`,
  ],
  [
    "as the password of a database",
    (secret) => `mysql://root:${secret}@db/zenml`,
  ],
  [
    "as the password of a URL with a line break",
    (secret) => `https://me:a\n${secret}@h`,
  ],
  [
    "as the password of a URL with a bad port",
    (secret) => `https://me:${secret}@h:99999`,
  ],
  [
    "as the password of a URL in a template",
    (secret) => `https://me:${secret}@$HOST`,
  ],
];

const PLACES: readonly Place[] = [
  ...KEY_NAMES.flatMap((name) =>
    FORMS.map(([form, write]) =>
      [
        `${name} ${form}`,
        (secret: string) => ({ [name]: write(secret) }),
      ] as const
    )
  ),
  ...URL_NAMES.flatMap((name) =>
    URL_FORMS.map(([form, write]) =>
      [
        `${name} ${form}`,
        (secret: string) => ({ [name]: write(secret) }),
      ] as const
    )
  ),
];

/** What is set besides the secret. */
const OTHERS: readonly Environment[] = [
  {},
  { ZENML_STORE_URL: URL_A, ZENML_SERVER_URL: `${URL_A}/` },
  {
    ZENML_STORE_USERNAME: "me",
    ZENML_STORE_URL: "http://h",
    ZENML_API_KEY: "k",
  },
];

/** Every way of printing a resolution. */
function printed(sources: Sources): string[] {
  const resolution = resolve(sources, { now: NOW });
  const error = new ConfigurationError(resolution.findings);
  const everything = [resolution, error, error.message, error.stack];
  return [
    JSON.stringify(everything),
    Deno.inspect(everything, {
      depth: Infinity,
      iterableLimit: Infinity,
      strAbbreviateSize: Infinity,
      showHidden: true,
      getters: true,
    }),
    ...resolution.findings.flatMap(({ message, hint }) => [message, hint]),
    ...resolution.connections.map(({ credential }) =>
      credential.kind === "api-key"
        ? `${credential.key}`
        : credential.kind === "api-token"
        ? `${credential.token}`
        : credential.kind === "password"
        ? `${credential.password}`
        : ""
    ),
  ];
}

/** A secret, and the two forms in which it is in a key. */
function assertSecret(sources: Sources, secret: string, what: string): void {
  const inKey = encodeApiKey({ id: KEY_ID, value: secret }).slice(-20);
  for (const text of printed(sources)) {
    assertFalse(text.includes(secret), `${what}: ${text.slice(0, 4000)}`);
    assertFalse(text.includes(inKey), `${what}: ${text.slice(0, 4000)}`);
  }
}

for (const [what, place] of PLACES) {
  Deno.test({
    name: `resolve() prints no secret that is in ${what}`,
    permissions: "none",
    fn() {
      fc.assert(
        fc.property(SECRET, fc.constantFrom(...OTHERS), (secret, others) => {
          const environment = { ...others, ...place(secret) };
          assertSecret({ environment }, secret, "environment");
          const lines = Object.entries(place(secret))
            .map(([name, value]) => `${name}=${value}`);
          assertSecret(
            {
              environment: others,
              envFiles: files(lines.join("\n")),
            },
            secret,
            "env file",
          );
        }),
        { numRuns: 6 },
      );
    },
  });
}

const LINES: typeof FORMS = [
  ["without =", (secret) => `ZENML_STORE_API_KEY ${secret}`],
  ["with a colon", (secret) => `ZENML_API_KEY: ${secret}`],
  ["with an unclosed quote", (secret) => `ZENML_API_KEY="${secret}`],
  ["with text behind quotes", (secret) => `ZENML_API_KEY="a"${secret}`],
  ["without a name", (secret) => secret],
  ["as the name", (secret) => `${secret}=a`],
  ["as a good name", (secret) => `${secret.replaceAll("-", "_")}=a`],
  ["in the name", (secret) => `ZENML_STORE_API_KEY.${secret}=a`],
  ["behind set", (secret) => `set ZENML_API_KEY=${secret}`],
];

for (const [what, write] of LINES) {
  Deno.test({
    name: `resolve() prints no secret of a line ${what}`,
    permissions: "none",
    fn() {
      fc.assert(
        fc.property(SECRET, (secret) => {
          assertSecret({ envFiles: files(write(secret)) }, secret, what);
        }),
        { numRuns: 6 },
      );
    },
  });
}

Deno.test({
  name: "resolve() prints no secret of the flags",
  permissions: "none",
  fn() {
    fc.assert(fc.property(
      SECRET,
      fc.constantFrom(...FORMS),
      fc.constantFrom(...URL_FORMS),
      (secret, [form, key], [urlForm, url]) => {
        const flags = { apiKey: key(secret), url: url(secret) };
        assertSecret({ flags }, secret, `${form}, ${urlForm}`);
      },
    ));
  },
});

Deno.test({
  name: "resolve() gives a secret to an explicit call",
  permissions: "none",
  fn() {
    const environment = {
      ZENML_STORE_URL: URL_A,
      ZENML_STORE_API_KEY: "hunter2",
    };
    const credential = resolve({ environment }).configuration?.credential;
    assert(credential?.kind === "api-key");
    assert(credential.key.reveal() === "hunter2");
  },
});
