import { assert, assertEquals } from "@std/assert";
import { assignmentsOf } from "../../lib/export/assignments.ts";
import { GITHUB } from "../../lib/export/github_env.ts";
import { writeExport } from "../../lib/export/write.ts";
import { configurationOf, resolve } from "../../mod.ts";
import { KEY } from "../helpers/credentials.ts";

Deno.test("writeExport() masks a secret before anything else is printed", () => {
  const { text } = writeExport(
    {
      assignments: [
        // The runner's file cannot hold it, which is said on standard output.
        { variable: "ZENML_STORE_USERNAME", value: "me\r", secret: false },
        { variable: "ZENML_STORE_API_KEY", value: KEY, secret: true },
      ],
      shortfalls: [{ severity: "warning", message: "something is missing" }],
    },
    GITHUB,
    true,
  );
  const commands = text.trimEnd().split("\n")
    .map((line) => line.split("::")[1]);
  assertEquals(commands, ["add-mask", "notice", "notice"]);
});

Deno.test("assignmentsOf() hands over no URL of which a part was redacted", () => {
  const configuration = configurationOf(resolve({
    environment: {
      ZENML_STORE_URL: "https://zenml.example.com",
      ZENML_STORE_API_KEY: KEY,
      ZENML_PRO_API_URL: "https://pro.example.com",
    },
  }));
  const withProUrl = (value: string) => {
    const { proApiUrl } = configuration;
    assert(proApiUrl !== null);
    const { assignments, shortfalls } = assignmentsOf(
      { ...configuration, proApiUrl: { ...proApiUrl, value } },
      "store",
    );
    return [
      assignments.find(({ variable }) => variable === "ZENML_PRO_API_URL")
        ?.value ?? null,
      shortfalls.map(({ severity }) => severity),
    ];
  };
  assertEquals(withProUrl("https://pro.example.com"), [
    "https://pro.example.com",
    [],
  ]);
  assertEquals(withProUrl("https://[redacted]@pro.example.com"), [
    "https://pro.example.com",
    [],
  ]);
  assertEquals(withProUrl("https://pro.example.com/[redacted]"), [
    null,
    ["error"],
  ]);
});
