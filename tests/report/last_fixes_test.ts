import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  asAdministrator,
  type Fix,
  setTo,
  when,
} from "../../lib/finding/fix.ts";
import type { Finding } from "../../lib/finding/finding.ts";
import type { Place } from "../../lib/finding/place.ts";
import { diagnosisText } from "../../lib/report/diagnosis_text.ts";
import { REPORT_FORMATS, writerOf } from "../../lib/report/formats.ts";
import type { Code, Severity } from "../../mod.ts";
import { finding, reportOf, target } from "./reports.ts";

const URL = "https://zenml.example.com/a/long/path/behind/an/ingress";
const ADMINISTRATION = asAdministrator(
  URL,
  ["zenml", "service-account", "api-key", "deploy bot", "update", "ci"],
);
const HEADING =
  "In a shell without ZENML_STORE_* variables, logged in as an administrator:";
const COMMANDS = [
  `zenml login ${URL}`,
  "zenml service-account api-key 'deploy bot' update ci",
];
const here = {
  variable: "ZENML_STORE_URL",
  source: { kind: "environment" },
} as const;

function found(
  code: Code,
  severity: Severity,
  fix: Fix,
  message: string,
): Finding {
  return { ...finding({ code, severity, message }), fix };
}

const KEY = found("key-inactive", "error", ADMINISTRATION, "The key is off");
const URL_SLASH = found(
  "url-trailing-slash",
  "warning",
  setTo(here, URL),
  "The URL ends in a slash",
);

function textOf(
  findings: readonly Finding[],
  { columns = 60, strict = false, place = "posix" }: {
    readonly columns?: number;
    readonly strict?: boolean;
    readonly place?: Place;
  } = {},
): string {
  const { diagnosis } = target({
    findings: findings.filter(({ code }) => code.startsWith("url-")),
    loginFindings: findings.filter(({ code }) => !code.startsWith("url-")),
  });
  return diagnosisText({ ...diagnosis, place }, {
    columns,
    color: false,
    strict,
    verbosity: "normal",
  });
}

for (const columns of [40, 60, 200]) {
  Deno.test(`diagnosisText() ends with what failed and whole commands, ${columns} columns wide`, () => {
    const text = textOf([KEY], { columns });
    const end = text.slice(text.indexOf("\nFailed: key-inactive: "));
    assertEquals(
      end.slice(end.indexOf("\nFix:")).replaceAll(/\n {2}(?! )/gu, " "),
      `\nFix: ${HEADING}\n    ${COMMANDS[0]}\n    ${COMMANDS[1]}\n`,
    );
  });
}

Deno.test("diagnosisText() says each message once, that of the first failure at the end", () => {
  const text = textOf([URL_SLASH, KEY]);
  assertEquals(text.split("The key is off").length, 2);
  assertEquals(text.split("The URL ends in a slash").length, 2);
  assert(text.indexOf("The key is off") > text.indexOf("Failed: "));
});

Deno.test("diagnosisText() lists the fixes of what fails at the end, and others in their place", () => {
  const [mild, strict] = [false, true].map((strict) =>
    textOf([URL_SLASH, KEY], { strict })
  );
  const line = `export ZENML_STORE_URL=${URL}`;
  assert(mild && strict);
  assert(mild.indexOf(line) < mild.indexOf("Failed: "));
  // The fix of a warning follows that of the error.
  assert(strict.indexOf(line) > strict.indexOf(COMMANDS[1] ?? ""));
  for (const text of [mild, strict]) assertEquals(text.split(line).length, 2);
});

Deno.test("diagnosisText() writes a single fix in words behind its name", () => {
  const text = textOf([{ ...KEY, fix: setTo(here, "x") }], {
    place: "github-actions",
    columns: 100,
  });
  assertStringIncludes(
    text,
    "\nFix: Settings → Secrets and variables → Actions → ZENML_STORE_URL: set it to x\n",
  );
});

Deno.test("diagnosisText() says on which condition a fix is right", () => {
  const fix = when("if you want that server", setTo(here, "x"));
  assertStringIncludes(
    textOf([{ ...KEY, fix }]),
    "\nFix:\n  If you want that server:\n    export ZENML_STORE_URL=x\n",
  );
});

Deno.test("every format has the commands of a fix whole", async () => {
  const report = reportOf([target({ loginFindings: [KEY] })]);
  const look = { columns: 60, color: false, verbosity: "normal" } as const;
  for (const format of REPORT_FORMATS) {
    const output = (await writerOf(format))(report, look)
      .replaceAll("&apos;", "'").replaceAll("&#39;", "'");
    for (const command of COMMANDS) {
      assertStringIncludes(
        output,
        format.startsWith("json")
          ? JSON.stringify(command.split(" ")[1])
          : command,
        format,
      );
    }
  }
});
