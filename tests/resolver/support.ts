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
import { KEY } from "../helpers/credentials.ts";
import type { Environment } from "../helpers/examination.ts";

export {
  KEY,
  KEY_ID,
  PRO_KEY,
  TOKEN,
  tokenOf,
} from "../helpers/credentials.ts";
export type { Environment } from "../helpers/examination.ts";

/** Another API key of the right form. */
export const OTHER_KEY = encodeApiKey({
  id: "9d2c7f10-3b4e-4a57-8c1d-5e6f7a8b9c0d",
  value: "decade".repeat(8),
});

/** The server of most tests. */
export const URL_A = "https://zenml.example.com";

/** Another server. */
export const URL_B = "https://other.example.com";

/** The present time of most tests. */
export const NOW = new Date("2026-11-21T10:00:00Z");

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
