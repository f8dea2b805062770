import { assertEquals } from "@std/assert";
import {
  type Resolution,
  resolve,
  type ResolveOptions,
  type Sources,
} from "../../mod.ts";
import {
  CLIENT,
  files,
  inShort,
  KEY,
  TERRAFORM,
  URL_A,
  URL_B,
} from "./support.ts";

const URL_C = "https://third.example.com";

/** Where the merged URL comes from. */
function urlOf({ configuration }: Resolution): unknown {
  if (configuration === null) return null;
  const { value, variable, source } = configuration.serverUrl;
  return [value, variable, source];
}

/** Sources, and where the merged URL comes from. */
type UrlCase = readonly [
  criterion: string,
  sources: Sources,
  expected: unknown,
  options?: ResolveOptions,
];

const ENVIRONMENT = { kind: "environment" };
const FLAG = { kind: "flag", name: "--url" };
const fileAt = (file: string, line: number) => ({ kind: "file", file, line });

const URL_CASES: readonly UrlCase[] = [
  ["takes the environment before env files", {
    environment: CLIENT,
    envFiles: files(`ZENML_STORE_URL=${URL_B}`),
  }, [URL_A, "ZENML_STORE_URL", ENVIRONMENT]],
  ["takes an env file where the environment is silent", {
    environment: { ZENML_STORE_API_KEY: KEY },
    envFiles: files(`\n\nZENML_STORE_URL=${URL_B}`),
  }, [URL_B, "ZENML_STORE_URL", fileAt("0.env", 3)]],
  ["takes the last env file", {
    envFiles: files(`ZENML_STORE_URL=${URL_A}`, `ZENML_STORE_URL=${URL_B}`),
  }, [URL_B, "ZENML_STORE_URL", fileAt("1.env", 1)]],
  ["takes the last line of an env file", {
    envFiles: files(`ZENML_STORE_URL=${URL_A}\nZENML_STORE_URL=${URL_B}`),
  }, [URL_B, "ZENML_STORE_URL", fileAt("0.env", 2)]],
  ["takes the flag before the environment", {
    flags: { url: URL_C },
    environment: CLIENT,
    envFiles: files(`ZENML_STORE_URL=${URL_B}`),
  }, [URL_C, "ZENML_STORE_URL", FLAG]],
  ["takes the flag for the client where nothing is in use", {
    flags: { url: URL_C },
  }, [URL_C, "ZENML_STORE_URL", FLAG]],
  ["takes the flag for Terraform where only that is in use", {
    flags: { url: URL_C },
    environment: { ZENML_API_KEY: KEY },
  }, [URL_C, "ZENML_SERVER_URL", FLAG]],
  [
    "takes the flag for the consumer of --consumer",
    {
      flags: { url: URL_C },
      environment: CLIENT,
    },
    [URL_C, "ZENML_SERVER_URL", FLAG],
    { consumer: "terraform" },
  ],
  ["takes the flag for both consumers in use", {
    flags: { url: URL_C },
    environment: { ...CLIENT, ...TERRAFORM, ZENML_SERVER_URL: URL_B },
  }, [URL_C, "ZENML_STORE_URL", FLAG]],
  ["passes over an empty value", {
    environment: { ...CLIENT, ZENML_STORE_URL: "" },
    envFiles: files(`ZENML_STORE_URL=${URL_B}`),
  }, [URL_B, "ZENML_STORE_URL", fileAt("0.env", 1)]],
  ["passes over a blank value", {
    environment: { ...CLIENT, ZENML_STORE_URL: " \t" },
    envFiles: files(`ZENML_STORE_URL=${URL_B}`),
  }, [URL_B, "ZENML_STORE_URL", fileAt("0.env", 1)]],
  ["passes over a placeholder", {
    environment: { ...CLIENT, ZENML_STORE_URL: "https://..." },
    envFiles: files(`ZENML_STORE_URL=${URL_B}`),
  }, [URL_B, "ZENML_STORE_URL", fileAt("0.env", 1)]],
  ["passes over a template", {
    environment: { ...CLIENT, ZENML_STORE_URL: "$(URL)" },
    envFiles: files(`ZENML_STORE_URL=${URL_B}`),
  }, [URL_B, "ZENML_STORE_URL", fileAt("0.env", 1)]],
  ["takes store where both agree", {
    environment: { ...CLIENT, ...TERRAFORM },
  }, [URL_A, "ZENML_STORE_URL", ENVIRONMENT]],
  [
    "takes terraform where that is preferred",
    {
      environment: { ...CLIENT, ...TERRAFORM },
    },
    [URL_A, "ZENML_SERVER_URL", ENVIRONMENT],
    { prefer: "terraform" },
  ],
  [
    "takes the preferred of two servers",
    {
      environment: { ...CLIENT, ...TERRAFORM, ZENML_SERVER_URL: URL_B },
    },
    [URL_B, "ZENML_SERVER_URL", ENVIRONMENT],
    { prefer: "terraform" },
  ],
  [
    "takes store of two servers if that is named",
    {
      environment: { ...CLIENT, ...TERRAFORM, ZENML_SERVER_URL: URL_B },
    },
    [URL_A, "ZENML_STORE_URL", ENVIRONMENT],
    { prefer: "store" },
  ],
  ["normalises", {
    environment: {
      ...CLIENT,
      ZENML_STORE_URL: ` "HTTPS://u:p@ZenML.Example.COM:443//api/v1/?a#b" `,
    },
  }, [URL_A, "ZENML_STORE_URL", ENVIRONMENT]],
  ["keeps another path and port", {
    environment: {
      ...CLIENT,
      ZENML_STORE_URL: "http://BÜCHER.example:8080/a/b/",
    },
  }, ["http://xn--bcher-kva.example:8080/a/b", "ZENML_STORE_URL", ENVIRONMENT]],
  ["is null where two servers stand and none is preferred", {
    environment: { ...CLIENT, ...TERRAFORM, ZENML_SERVER_URL: URL_B },
  }, null],
  ["is null where nothing is set", {}, null],
  ["is null where no URL is set", {
    environment: { ...CLIENT, ZENML_STORE_URL: "zenml.example.com" },
  }, null],
  ["is null where there is only a credential", {
    environment: { ZENML_API_KEY: KEY },
  }, null],
];

for (const [criterion, sources, expected, options] of URL_CASES) {
  Deno.test({
    name: `resolve() ${criterion}, in the merged configuration`,
    permissions: "none",
    fn: () => assertEquals(urlOf(resolve(sources, options)), expected),
  });
}

Deno.test({
  name: "resolve() tells the variable, source, file and line of a finding",
  permissions: "none",
  fn() {
    const envFiles = files(
      `# server\nZENML_STORE_URL=${URL_A}/\nZENML_STORE_API_KEY=${KEY}`,
    );
    const [finding, ...rest] = resolve({ envFiles }).findings;
    assertEquals(rest.map(({ code }) => code), []);
    assertEquals(
      [finding?.variable, finding?.source, finding?.file, finding?.line],
      ["ZENML_STORE_URL", "0.env:2", "0.env", 2],
    );
  },
});

Deno.test({
  name: "resolve() tells the source of a flag and of standard input",
  permissions: "none",
  fn() {
    const flags = { url: `${URL_A}/`, apiKey: "ZENKEY_cut" };
    const { findings } = resolve({ flags });
    assertEquals(
      findings.map((
        { code, source, file, line },
      ) => [code, source, file, line]),
      [
        ["url-trailing-slash", "--url", null, null],
        ["key-malformed", "standard input", null, null],
      ],
    );
  },
});

Deno.test({
  name: "resolve() drops the other's settings and findings under --consumer",
  permissions: "none",
  fn() {
    const environment = {
      ...CLIENT,
      ZENML_SERVER_URL: "nonsense",
      ZENML_API_KEY: "",
    };
    const { findings, settings, connections } = resolve({ environment }, {
      consumer: "client",
    });
    assertEquals(inShort(findings), []);
    assertEquals(settings.map(({ variable }) => variable), Object.keys(CLIENT));
    assertEquals(connections.map(({ consumers }) => consumers), [["client"]]);
  },
});
