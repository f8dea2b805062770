// The report of `resolve` for people.
import { assert, assertEquals } from "@std/assert";
import { resolutionText } from "../../lib/report/resolution_text.ts";
import { resolve } from "../../lib/resolver/resolve.ts";

const LOOK = { columns: 80, color: false, strict: false } as const;

/** What follows the table of what the programs use. */
function endingOf(
  environment: Readonly<Record<string, string>>,
  strict = false,
): readonly string[] {
  const lines = resolutionText(resolve({ environment }), { ...LOOK, strict })
    .trimEnd().split("\n");
  return lines.slice(lines.indexOf("Together") + 1);
}

Deno.test("resolutionText() ends with the first failure, its place, and what fixes all failures", () => {
  assertEquals(
    endingOf({
      ZENML_STORE_URL: "zenml.example.com",
      ZENML_STORE_API_KEY: "***",
    }),
    [
      "  no configuration: no URL is set that can be used",
      "",
      "Findings",
      "    ✗ url-scheme-missing (ZENML_STORE_URL, environment)",
      "      ZENML_STORE_URL does not begin with http:// or https://",
      "",
      "Failed: value-placeholder: ZENML_STORE_API_KEY is masked, as logs and dashboards",
      "  show a secret; it is not sent",
      "  In ZENML_STORE_API_KEY, environment",
      "Fix:",
      "  export ZENML_STORE_API_KEY='<the API key>'",
      "  export ZENML_STORE_URL=https://zenml.example.com",
    ],
  );
});

Deno.test("resolutionText() says that two URLs differ where that is why there is no configuration", () => {
  const [why] = endingOf({
    ZENML_STORE_URL: "https://a.example.com",
    ZENML_STORE_API_KEY: "key",
    ZENML_SERVER_URL: "https://b.example.com",
    ZENML_API_KEY: "key",
  });
  assertEquals(why, "  no configuration: the two URLs differ");
});

Deno.test("resolutionText() fails for a warning where warnings fail, and else fixes it in its place", () => {
  const environment = {
    ZENML_STORE_URL: "https://a.example.com/",
    ZENML_STORE_API_KEY: `ZENKEY_${btoa('{"id":"i","key":"k"}')}`,
  };
  const fails = (strict: boolean) =>
    endingOf(environment, strict).some((line) =>
      line.startsWith("Failed: url-trailing-slash: ")
    );
  assert(fails(true));
  assert(!fails(false));
  assert(endingOf(environment).at(-1)?.startsWith("      "));
});
