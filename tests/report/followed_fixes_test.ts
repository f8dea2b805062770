import { assertEquals } from "@std/assert";
import { quoteDotenv } from "../../lib/finding/quoting.ts";
import type { Place } from "../../lib/finding/place.ts";
import { fixPartsOfAll } from "../../lib/report/fix_text.ts";
import { parseEnvFile } from "../../lib/sources/env_file.ts";
import type { Sources } from "../../lib/sources/setting.ts";
import { resolve } from "../../mod.ts";
import { KEY, PRO_KEY, TOKEN } from "../helpers/credentials.ts";
import {
  followInBash,
  followInFile,
  followInSettings,
  type Variables,
} from "../helpers/follow_fixes.ts";
import { needing } from "../helpers/programs.ts";

const URL = "https://zenml.example.com";
const client = (changes: Variables) => ({
  ZENML_STORE_URL: URL,
  ZENML_STORE_API_KEY: KEY,
  ...changes,
});
const terraform = (changes: Variables) => ({
  ZENML_SERVER_URL: URL,
  ZENML_API_KEY: KEY,
  ...changes,
});

/** What is wrong, by name. */
const ENVIRONMENTS: Readonly<Record<string, Variables>> = {
  "nothing is set": {},
  "only a URL": { ZENML_STORE_URL: URL },
  "only a key": { ZENML_STORE_API_KEY: KEY },
  "only Terraform's URL": { ZENML_SERVER_URL: URL },
  "halves of both conventions": { ZENML_STORE_URL: URL, ZENML_API_KEY: KEY },
  "halves the other way round": {
    ZENML_SERVER_URL: URL,
    ZENML_STORE_API_KEY: KEY,
  },
  "a flawed half of the other convention": {
    ZENML_SERVER_URL: ` ${URL}/ `,
    ZENML_STORE_API_KEY: `"${KEY}"`,
  },
  "two URLs": {
    ...client({}),
    ...terraform({ ZENML_SERVER_URL: "https://other.example.com" }),
  },
  "quotes around the URL": client({ ZENML_STORE_URL: `"${URL}"` }),
  "quotes around the key": client({ ZENML_STORE_API_KEY: `"${KEY}"` }),
  "apostrophes around the key": client({ ZENML_STORE_API_KEY: `'${KEY}'` }),
  "typographic quotes around the key": client({
    ZENML_STORE_API_KEY: `“${KEY}”`,
  }),
  "blanks around the key": terraform({ ZENML_API_KEY: `\t ${KEY} ` }),
  "a no-break space before the key": client({
    ZENML_STORE_API_KEY: `\u00a0${KEY}`,
  }),
  "a zero-width space before the URL": client({
    ZENML_STORE_URL: `\u200b${URL}`,
  }),
  "a blank within the key": client({
    ZENML_STORE_API_KEY: `${KEY.slice(0, 20)} ${KEY.slice(20)}`,
  }),
  "blanks and quotes around everything": client({
    ZENML_STORE_URL: ` "${URL}/" `,
    ZENML_STORE_API_KEY: ` "${KEY}" `,
  }),
  "blanks around a password": {
    ZENML_STORE_URL: URL,
    ZENML_STORE_USERNAME: "me",
    ZENML_STORE_PASSWORD: " correct horse ",
  },
  "a trailing slash for Terraform": terraform({ ZENML_SERVER_URL: `${URL}/` }),
  "a trailing slash for both": {
    ...client({ ZENML_STORE_URL: `${URL}/` }),
    ...terraform({ ZENML_SERVER_URL: `${URL}/` }),
  },
  "the path of the API": client({ ZENML_STORE_URL: `${URL}/api/v1` }),
  "a page's path": client({ ZENML_STORE_URL: `${URL}/projects/default` }),
  "a query": client({ ZENML_STORE_URL: `${URL}/?a=b` }),
  "user information": client({
    ZENML_STORE_URL: "https://me:s3cretword@zenml.example.com",
  }),
  "no scheme": client({ ZENML_STORE_URL: "zenml.example.com" }),
  "no scheme, a port": client({ ZENML_STORE_URL: "zenml.example.com:8080" }),
  "a scheme in capitals": client({
    ZENML_STORE_URL: "HTTPS://zenml.example.com",
  }),
  "another scheme": client({ ZENML_STORE_URL: "ftp://zenml.example.com" }),
  "http": client({ ZENML_STORE_URL: "http://zenml.example.com" }),
  "no URL at all": client({ ZENML_STORE_URL: "http://" }),
  "a key in the URL": client({ ZENML_STORE_URL: `${URL}/${KEY}` }),
  "shell code in the URL": terraform({
    ZENML_SERVER_URL: "https://zenml.example.com/;touch$IFS./pwned;",
  }),
  "the dashboard": client({ ZENML_STORE_URL: "https://cloud.zenml.io" }),
  "a page of a workspace": client({
    ZENML_STORE_URL: "https://cloud.zenml.io/workspaces/x",
  }),
  "the management API": client({
    ZENML_STORE_URL: "https://cloudapi.zenml.io",
    ZENML_STORE_API_KEY: PRO_KEY,
  }),
  "an empty URL": client({ ZENML_STORE_URL: "" }),
  "an empty key": { ZENML_STORE_URL: URL, ZENML_STORE_API_KEY: "" },
  "an empty password": {
    ZENML_STORE_URL: URL,
    ZENML_STORE_USERNAME: "me",
    ZENML_STORE_PASSWORD: "",
  },
  "an empty user name and password": {
    ZENML_STORE_URL: URL,
    ZENML_STORE_USERNAME: "",
    ZENML_STORE_PASSWORD: "",
  },
  "an empty user name and password with a key": client({
    ZENML_STORE_USERNAME: "",
    ZENML_STORE_PASSWORD: "",
  }),
  "an empty token with a key": client({ ZENML_STORE_API_TOKEN: "" }),
  "an empty Terraform with a client": client({
    ZENML_SERVER_URL: "",
    ZENML_API_KEY: "",
  }),
  "an example key": client({ ZENML_STORE_API_KEY: "<your-api-key>" }),
  "an example of everything": client({
    ZENML_STORE_URL: "https://your-zenml-server",
    ZENML_STORE_API_KEY: "changeme",
  }),
  "a token in the key's variable": client({ ZENML_STORE_API_KEY: TOKEN }),
  "a key in the token's variable": {
    ZENML_SERVER_URL: URL,
    ZENML_API_TOKEN: KEY,
  },
  "a key without its prefix": client({
    ZENML_STORE_API_KEY: KEY.replace("ZENKEY_", ""),
  }),
  "a key cut short": client({ ZENML_STORE_API_KEY: KEY.slice(0, 30) }),
  "half a token": { ZENML_STORE_URL: URL, ZENML_STORE_API_TOKEN: "abc.def" },
  "a key and a token": client({ ZENML_STORE_API_TOKEN: TOKEN }),
  "a misspelled URL": { ZENML_URL: URL, ZENML_STORE_API_KEY: KEY },
  "a name in small letters": {
    zenml_store_url: URL,
    ZENML_STORE_API_KEY: KEY,
  },
  "a misspelled name with the right one": client({ ZENML_URL: URL }),
  "no switch for the certificate": client({ ZENML_STORE_VERIFY_SSL: "No" }),
  "a switch in quotes": client({ ZENML_STORE_VERIFY_SSL: '"false"' }),
  "a timeout of nothing": client({ ZENML_STORE_HTTP_TIMEOUT: "0" }),
  "a server's variable": client({ ZENML_SERVER: "true" }),
};

const PLACES: readonly Exclude<Place, "posix" | "powershell">[] = [
  "github-actions",
  "gitlab-ci",
  "azure-pipelines",
  "kubernetes",
];

/** What is wrong with sources, but for what is only worth knowing. */
function flawsOf(sources: Sources) {
  const { findings } = resolve(sources, { isFile: () => null });
  return findings.filter(({ severity }) => severity !== "info");
}

const codesOf = (sources: Sources) =>
  flawsOf(sources).map(({ code, variable }) => `${code} ${variable}`);

for (const [criterion, environment] of Object.entries(ENVIRONMENTS)) {
  Deno.test({
    ...needing("bash", `the fixes work in bash for ${criterion}`),
    async fn() {
      const parts = fixPartsOfAll(flawsOf({ environment }), "posix");
      const after = await followInBash(parts, environment);
      assertEquals(codesOf({ environment: after }), []);
    },
  });

  Deno.test(`the fixes work in an env file for ${criterion}`, () => {
    const read = (text: string) => ({ envFiles: [parseEnvFile(text, ".env")] });
    const text = Object.entries(environment).map(([name, value]) =>
      `${name}=${quoteDotenv(value) ?? ""}`
    ).join("\n");
    const valueOf = (line: string) =>
      parseEnvFile(line, ".env").settings[0]?.value ?? "";
    const parts = fixPartsOfAll(flawsOf(read(text)), "posix");
    const after = followInFile(parts, text, valueOf);
    assertEquals(codesOf(read(after)), [], after.replaceAll(KEY, "KEY"));
  });

  Deno.test(`the fixes work in the settings of services for ${criterion}`, () => {
    for (const place of PLACES) {
      const parts = fixPartsOfAll(flawsOf({ environment }), place);
      const after = followInSettings(parts, environment);
      assertEquals(codesOf({ environment: after }), [], place);
    }
  });
}
