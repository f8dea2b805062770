import { assertEquals } from "@std/assert";
import { clientSettingProblem } from "../../lib/resolver/client_settings.ts";
import { settingsByName } from "../../lib/sources/setting.ts";
import { resolve } from "../../mod.ts";

/** A type of store and the URL, and the type that the client takes instead, or null. */
const TYPES = [
  ["rest", "https://zenml.example.com", null],
  ["sql", "https://zenml.example.com", "rest"],
  ["sql", "sqlite:////tmp/zenml.db", null],
  ["rest", "sqlite:////tmp/zenml.db", "sql"],
  ["sql", "mysql://root@db.example.com/zenml", null],
  ["rest", null, "rest"],
  ["sql", null, "rest"],
] as const;

for (const [type, url, right] of TYPES) {
  Deno.test(`clientSettingProblem() ${right === null ? "finds none" : `hints ${right}`} for ZENML_STORE_TYPE=${type} with ${url ?? "no URL"}`, () => {
    const settings = settingsByName({
      environment: { ZENML_STORE_TYPE: type },
    });
    const problem = clientSettingProblem(settings, url, false);
    assertEquals(problem?.right ?? null, right);
  });
}

/** A user name or a password without a URL, and whether the client refuses. */
const LOGINS = [
  [{ ZENML_STORE_USERNAME: "me" }, "error"],
  [{ ZENML_STORE_PASSWORD: "hunter2-hunter2" }, "error"],
  [
    { ZENML_STORE_USERNAME: "me", ZENML_STORE_PASSWORD: "hunter2-hunter2" },
    "error",
  ],
  [{ ZENML_STORE_USERNAME: "" }, "local"],
  [{ ZENML_STORE_USERNAME: "", ZENML_STORE_PASSWORD: "" }, "local"],
  [{ ZENML_STORE_USERNAME: "", ZENML_STORE_PASSWORD: "x" }, "error"],
] as const;

for (const [environment, status] of LOGINS) {
  Deno.test(`resolve() says ${status} of a client with ${JSON.stringify(environment)} alone`, () => {
    assertEquals(resolve({ environment }).consumers.client.status, status);
  });
}
