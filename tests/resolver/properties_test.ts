import { assert, assertEquals } from "@std/assert";
import fc from "npm:fast-check@4.10.2";
import { ANY_CHARACTER } from "../helpers/any_text.ts";
import {
  type Consumer,
  CONSUMERS,
  VARIABLE_NAMES,
} from "../../lib/codes/variables.ts";
import {
  encodeApiKey,
  readApiKey,
} from "../../lib/resolver/credential_format.ts";
import { normaliseServerUrl } from "../../lib/resolver/server_url.ts";
import { isCode, type Resolution, resolve } from "../../mod.ts";
import {
  CLIENT,
  type Environment,
  files,
  KEY,
  NOW,
  PRO_KEY,
  TERRAFORM,
  TOKEN,
  tokenOf,
} from "./support.ts";

/** Values that something is wrong with. */
const NASTY = [
  "",
  " ",
  "\n",
  '"',
  "''",
  "changeme",
  "<KEY>",
  "$X",
  "${X}",
  "%X%",
  "***",
  "https://zenml.example.com",
  "https://zenml.example.com/",
  "HTTPS://h",
  "https://h/api/v1",
  "https://h?x#y",
  "https://u:p@h",
  "http://h",
  "http://",
  "http://localhost:8080",
  "https://cloudapi.zenml.io",
  "https://cloud.zenml.io",
  "zenml.example.com:8080",
  "sqlite:////tmp/x",
  "mysql://u:p@h/d",
  "ftp://h",
  " https://h",
  '"https://h"',
  "https://h\n",
  "https://a b",
  "https://[::1",
  "https://\uD800",
  "h/\n",
  "h\u2028",
  "//h/\0",
  KEY,
  ` ${KEY}`,
  `"${KEY}"`,
  KEY.slice(7),
  PRO_KEY,
  TOKEN,
  tokenOf({ exp: 0 }),
  tokenOf({ exp: 1e300 }),
  tokenOf({ exp: NOW.getTime() / 1000 + 60 }),
  "true",
  "false",
  " false",
  "/ca.pem",
  "u",
  "p",
  "\u202E",
  "\u001b[31m",
  "::error::x",
  "toString",
];

const VALUE = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 1, arbitrary: fc.string({ unit: ANY_CHARACTER }) },
  {
    weight: 1,
    arbitrary: fc.array(fc.constantFrom(...NASTY), { maxLength: 4 })
      .map((parts) => parts.join("")),
  },
  {
    weight: 1,
    arbitrary: fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 9 })
      .map((units) => String.fromCharCode(...units)),
  },
);

const NAME = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom<string>(...VARIABLE_NAMES) },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constantFrom<string>(...VARIABLE_NAMES),
      fc.constantFrom("", "S", "\n", "\u2028", "\u202E"),
    ).map(([name, tail]) => name + tail),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom("ZENML_URL", "zenml_api_key", "__proto__", "A"),
  },
);

const ENVIRONMENT = fc.dictionary(NAME, VALUE, {
  maxKeys: 8,
  noNullPrototype: true,
});

const OPTIONS = fc.record({
  now: fc.constantFrom(NOW, new Date(NaN), new Date(0)),
  consumer: fc.constantFrom("client" as const, "terraform" as const),
  prefer: fc.constantFrom("store" as const, "terraform" as const),
}, { requiredKeys: [] });

/** A file's text that sets these, and lines that are none. */
function textOf(environment: Environment): string {
  return Object.entries(environment).map(([name, value]) => `${name}=${value}`)
    .join("\n");
}

const SOURCES = fc.record({
  environment: ENVIRONMENT,
  envFiles: fc.array(ENVIRONMENT.map(textOf), { maxLength: 2 })
    .map((texts) => files(...texts)),
  flags: fc.record({ url: VALUE, apiKey: VALUE }, { requiredKeys: [] }),
}, { requiredKeys: [] });

/** Asserts that every URL of a resolution is as it would be written again. */
function assertNormalised({ configuration, connections }: Resolution): void {
  if (configuration !== null) {
    const { value } = configuration.serverUrl;
    assertEquals(normaliseServerUrl(value), value);
  }
  for (const { serverUrl } of connections) {
    assertEquals(normaliseServerUrl(serverUrl), serverUrl);
  }
}

function assertKnownInOneLine({ findings }: Resolution): void {
  for (const finding of findings) {
    assert(isCode(finding.code), finding.code);
    assert(["error", "warning", "info"].includes(finding.severity));
    for (const shown of [finding.message, finding.hint]) {
      assert(
        /^[^\p{Cc}\u2028\u2029]+$/u.test(shown),
        `${finding.code}: ${JSON.stringify(shown)}`,
      );
    }
  }
}

function assertRefusalsFound(
  { consumers, findings }: Resolution,
  considered: readonly Consumer[],
): void {
  for (const consumer of considered) {
    if (consumers[consumer].status !== "error") continue;
    assert(
      findings.some((finding) =>
        finding.severity === "error" && finding.consumers.includes(consumer)
      ),
      `nothing is found for ${consumer}`,
    );
  }
}

Deno.test({
  name:
    "resolve() resolves anything, finds what the table of codes has, in one line, and an error wherever a program refuses",
  permissions: "none",
  fn() {
    fc.assert(
      fc.property(SOURCES, OPTIONS, (sources, options) => {
        const resolution = resolve(sources, options);
        assertNormalised(resolution);
        assertKnownInOneLine(resolution);
        assertRefusalsFound(
          resolution,
          options.consumer ? [options.consumer] : CONSUMERS,
        );
      }),
      { numRuns: 3000 },
    );
  },
});

Deno.test({
  name: "resolve() finds one-line causes in files of any name",
  permissions: "none",
  fn() {
    const envFiles = files("ZENML_STORE_URL=https://h/\nZENML_URL=x")
      .map((file) => ({
        ...file,
        settings: file.settings.map((setting) => ({
          variable: setting.variable,
          value: setting.value,
          source: { kind: "file", file: "a\nb\u2028.env", line: 1 } as const,
        })),
      }));
    const { findings } = resolve({ environment: CLIENT, envFiles });
    assert(findings.length > 0);
    for (const { message, hint } of findings) {
      assert(/^[^\p{Cc}\u2028\u2029]+$/u.test(message), message);
      assert(/^[^\p{Cc}\u2028\u2029]+$/u.test(hint), hint);
    }
  },
});

Deno.test({
  name: "resolve() finds nothing for the consumer that is not asked about",
  permissions: "none",
  fn() {
    fc.assert(
      fc.property(
        SOURCES,
        fc.constantFrom(...CONSUMERS),
        (sources, consumer) => {
          const { findings } = resolve(sources, { consumer, now: NOW });
          for (const found of findings) {
            for (const each of found.consumers) assertEquals(each, consumer);
          }
        },
      ),
      { numRuns: 1000 },
    );
  },
});

for (
  const [whole, consumer] of [[CLIENT, "client"], [
    TERRAFORM,
    "terraform",
  ]] as const
) {
  Deno.test({
    name:
      `resolve() finds nothing for another than the ${consumer} where that alone is set`,
    permissions: "none",
    fn() {
      const environment = fc.dictionary(
        fc.constantFrom(...Object.keys(whole)),
        // Set for both programs alike: not empty.
        VALUE.filter((value) => value !== ""),
        { noNullPrototype: true },
      ).map((some) => ({ ...whole, ...some }));
      fc.assert(
        fc.property(environment, (environment) => {
          for (const found of resolve({ environment }, { now: NOW }).findings) {
            assertEquals([...found.consumers], [consumer], found.code);
          }
        }),
        { numRuns: 1000 },
      );
    },
  });
}

Deno.test({
  name: "normaliseServerUrl() gives what it takes",
  permissions: "none",
  fn() {
    const part = fc.constantFrom(
      "/",
      "//",
      "api",
      "/api",
      "/api/v1",
      "v2",
      "?a",
      "#b",
      "u:p@",
      "h",
      ":443",
      ":80",
      "..",
      "%2e",
      "%",
      "é",
      " ",
      "\\",
      "A",
      "[::1]",
      ".",
      "1",
      "\t",
    );
    const url = fc.tuple(
      fc.constantFrom("https://", "HTTP://", "http://h/", "https://h:1", ""),
      fc.array(part, { maxLength: 8 }),
    ).map(([head, tail]) => head + tail.join(""));
    // Like fc.webUrl(), which lists a million characters first.
    const segment = fc.string({ unit: ANY_CHARACTER }).map(encodeURIComponent);
    const webUrl = fc.tuple(
      fc.constantFrom("https", "http"),
      fc.domain(),
      fc.array(segment),
    ).map(([scheme, host, path]) => `${scheme}://${[host, ...path].join("/")}`);
    fc.assert(
      fc.property(fc.oneof(url, webUrl, VALUE), (text) => {
        const once = normaliseServerUrl(text);
        if (once !== null) assertEquals(normaliseServerUrl(once), once);
      }),
      { numRuns: 5000 },
    );
  },
});

Deno.test({
  name: "readApiKey() reads what encodeApiKey() writes",
  permissions: "none",
  fn() {
    const text = fc.string({ unit: "grapheme", minLength: 1 });
    fc.assert(fc.property(text, text, (id, value) => {
      assertEquals(readApiKey(encodeApiKey({ id, value })), {
        kind: "workspace",
        id,
        value,
      });
    }));
  },
});
