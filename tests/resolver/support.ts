/**
 * What the resolver's tests share: values of the right form, and findings in short.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { encodeApiKey } from "../../lib/resolver/credential_format.ts";
import { parseEnvFile } from "../../lib/sources/env_file.ts";
import {
  type EnvFile,
  type Finding,
  resolve,
  type ResolveOptions,
} from "../../mod.ts";

/** The id of the API key in {@linkcode KEY}. */
export const KEY_ID = "31fcb891-8a65-4d6c-9f5b-0f2b5e1c7a11";

/** An API key of the right form. */
export const KEY = encodeApiKey({ id: KEY_ID, value: "c0ffee".repeat(8) });

/** Another API key of the right form. */
export const OTHER_KEY = encodeApiKey({
  id: "9d2c7f10-3b4e-4a57-8c1d-5e6f7a8b9c0d",
  value: "decade".repeat(8),
});

/** An API key of the right form of a ZenML Pro organization. */
export const PRO_KEY = `ZENPROKEY_${btoa("an organization's key")}`;

/** The server of most tests. */
export const URL_A = "https://zenml.example.com";

/** Another server. */
export const URL_B = "https://other.example.com";

/** The present time of most tests. */
export const NOW = new Date("2026-11-21T10:00:00Z");

/** An environment's variables. */
export type Environment = Readonly<Record<string, string>>;

/** The client's convention, complete. */
export const CLIENT: Environment = {
  ZENML_STORE_URL: URL_A,
  ZENML_STORE_API_KEY: KEY,
};

/** The Terraform provider's convention, complete. */
export const TERRAFORM: Environment = {
  ZENML_SERVER_URL: URL_A,
  ZENML_API_KEY: KEY,
};

/**
 * Makes a token of the right form.
 *
 * @param claims What it says.
 * @returns A JWT that no server signed.
 */
export function tokenOf(claims: Readonly<Record<string, unknown>>): string {
  const part = (value: unknown) =>
    btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_")
      .replaceAll("=", "");
  return `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}.c2lnbmF0dXJl`;
}

/** An API token of the right form that does not end. */
export const TOKEN = tokenOf({ sub: "0b1c", api_key_id: KEY_ID });

/**
 * Makes env files.
 *
 * @param texts What is in each.
 * @returns The files `0.env`, `1.env` and so on.
 */
export function files(...texts: readonly string[]): readonly EnvFile[] {
  return texts.map((text, index) => parseEnvFile(text, `${index}.env`));
}

/**
 * Writes findings in short.
 *
 * @param findings Any findings.
 * @returns For each its code, severity, consumers and variable, sorted: their order is no promise.
 */
export function inShort(findings: readonly Finding[]): string[] {
  return findings.map(({ code, severity, consumers, variable }) =>
    `${code} ${severity} ${consumers.join("+") || "-"} ${variable ?? "-"}`
  ).sort();
}

/** A criterion, an environment, and what exactly is found in it. */
export type Case = readonly [
  criterion: string,
  environment: Environment,
  expected: readonly string[],
  options?: ResolveOptions,
];

/**
 * Registers a test for each case: exactly the expected findings, no more.
 *
 * @param cases The table.
 */
export function testFindings(cases: readonly Case[]): void {
  for (const [criterion, environment, expected, options] of cases) {
    Deno.test({
      name: `resolve() ${criterion}`,
      permissions: "none",
      fn() {
        const { findings } = resolve({ environment }, { now: NOW, ...options });
        assertEquals(inShort(findings), [...expected].sort());
      },
    });
  }
}

/** A criterion, a URL, and what is found in it for the client and for Terraform, as `code severity`. */
export type UrlCase = readonly [
  criterion: string,
  url: string,
  client: readonly string[],
  terraform: readonly string[],
];

/**
 * Registers two tests for each URL: with a good key for each program.
 *
 * @param cases The table.
 */
export function testUrls(cases: readonly UrlCase[]): void {
  testFindings(cases.flatMap(([criterion, url, client, terraform]) =>
    [
      [
        `${criterion}, for the client`,
        { ...CLIENT, ZENML_STORE_URL: url },
        client.map((found) => `${found} client ZENML_STORE_URL`),
      ],
      [
        `${criterion}, for Terraform`,
        { ...TERRAFORM, ZENML_SERVER_URL: url },
        terraform.map((found) => `${found} terraform ZENML_SERVER_URL`),
      ],
    ] satisfies Case[]
  ));
}
