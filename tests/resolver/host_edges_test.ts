import { assertEquals } from "@std/assert";
import { resolve } from "../../mod.ts";
import { KEY } from "../helpers/credentials.ts";

const container = "/.dockerenv";

const codesOf = (
  environment: Readonly<Record<string, string>>,
  hostFacts = {},
) => resolve({ environment, hostFacts }).findings.map(({ code }) => code);

const clientAt = (url: string) => ({
  ZENML_STORE_URL: url,
  ZENML_STORE_API_KEY: KEY,
});
const terraformAt = (url: string) => ({
  ZENML_SERVER_URL: url,
  ZENML_API_KEY: KEY,
});

/** A URL, and whether it leads back into the container that it is used in. */
const URLS = [
  ["https://localhost", true],
  ["https://127.0.0.1:8080", true],
  ["https://[::1]", true],
  ["https://10.0.0.5", false],
  ["https://192.168.1.2", false],
  ["https://zenml.zenml.svc", false],
  ["https://host.docker.internal", false],
  ["https://zenml.example.com", false],
] as const;

for (const [url, isLoopback] of URLS) {
  Deno.test(`resolve() ${isLoopback ? "finds" : "does not find"} url-loopback-in-container for ${url}`, () => {
    for (const environment of [clientAt(url), terraformAt(url)]) {
      assertEquals(
        codesOf(environment, { container }).includes(
          "url-loopback-in-container",
        ),
        isLoopback,
      );
      assertEquals(
        codesOf(environment).includes("url-loopback-in-container"),
        false,
      );
    }
  });
}

/** What ZENML_CONTAINER says, and whether the client takes another host for this machine. */
const CONTAINERS = [
  ["true", true],
  ["True", true],
  ["1", true],
  ["yes", true],
  ["TRUE", false],
  ["on", false],
  ["false", false],
  ["", false],
] as const;

for (const [value, rewrites] of CONTAINERS) {
  Deno.test(`resolve() ${rewrites ? "finds" : "does not find"} url-host-rewritten for the client alone with ZENML_CONTAINER=${value}`, () => {
    const variables = { ZENML_CONTAINER: value };
    const found = (environment: Readonly<Record<string, string>>) =>
      codesOf({ ...environment, ...variables }).includes("url-host-rewritten");
    assertEquals(found(clientAt("https://localhost")), rewrites);
    assertEquals(found(terraformAt("https://localhost")), false);
    assertEquals(found(clientAt("https://zenml.example.com")), false);
  });
}

Deno.test("resolve() finds no misspelled name that is empty", () => {
  const url = "https://zenml.example.com";
  const found = (value: string) =>
    codesOf({ ...clientAt(url), ZENML_URL: value })
      .includes("variable-misspelled");
  assertEquals([found(url), found("")], [true, false]);
});
