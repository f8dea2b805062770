import { EXPORT_FORMATS } from "../../lib/export/syntaxes.ts";
import { certificateOf } from "../helpers/certificates.ts";
import { KEY } from "../helpers/credentials.ts";
import { clientWith, type Environment } from "../helpers/examination.ts";
import { http, json, page, redirect } from "../helpers/replies.ts";
import { type Machine, runInProcess } from "../helpers/run_in_process.ts";
import {
  assertHides,
  DOCTOR,
  RESOLVE,
  secretOf,
} from "../helpers/every_format.ts";
import { ECHOES } from "../helpers/secret_echoes.ts";
import {
  ACCOUNT,
  type Answers,
  INFO,
  listenAsZenml,
} from "../helpers/zenml_listener.ts";

const EXPORTS = EXPORT_FORMATS.map((format) => ["resolve", "--format", format]);

/** In a header there is no line break, and nothing but ASCII. */
const HEADER_REGEXP = /^[\x20-\x7E]*$/u;

/** What a host is made of. */
const HOST_REGEXP = /^[\w-]{1,63}$/u;

const withInfo = (name: string, text: string): Answers => ({
  info: json(200, { ...INFO, [name]: text }),
});

const withHeader = (name: string, text: string): Answers => ({
  info: http(503, "x", { [name]: text }),
});

/** Where a server may put a text of its choice. */
const BODY_PLACES: Readonly<Record<string, (text: string) => Answers>> = {
  "the body of a refusal": (text) => ({ login: json(418, { detail: text }) }),
  "a body that is no JSON": (text) => ({ login: http(500, text) }),
  "the title of a page": (text) => ({ info: page(200, text) }),
  "the name of the account": (text) => ({
    "current-user": json(200, { ...ACCOUNT, name: text }),
  }),
  ...Object.fromEntries(
    [
      "id",
      "version",
      "deployment_type",
      "auth_scheme",
      "pro_api_url",
      "pro_dashboard_url",
    ].map((name) => [name, (text: string) => withInfo(name, text)]),
  ),
  "the URL of a control plane": (text) =>
    withInfo("pro_api_url", `https://pro.example.com/${text}`),
  "the time of a rotation": (text) => ({
    key: json(200, {
      metadata: { last_rotated: text, retain_period_minutes: 10 },
    }),
  }),
  "the name of a key": (text) => ({
    login: json(401, {
      detail: ["CredentialsNotValid", `API key ${text} is not active`],
    }),
  }),
};

const HEADER_PLACES: Readonly<Record<string, (text: string) => Answers>> = {
  ...Object.fromEntries(
    ["Retry-After", "Content-Type", "Date", "Server", "Via", "Location"].map((
      name,
    ) => [name, (text: string) => withHeader(name, text)]),
  ),
  "Retry-After of a login": (text) => ({
    login: http(429, "", { "retry-after": text }),
  }),
  "Content-Type of what is no server": (text) => ({
    info: http(200, "x", { "content-type": text }),
  }),
  "the path of a redirect": (text) => ({ info: redirect(302, `/${text}`) }),
  "the query of a redirect": (text) => ({
    login: redirect(307, `https://x.example/?t=${text}`),
  }),
};

const HOST_PLACES: Readonly<Record<string, (text: string) => Answers>> = {
  "the host of a redirect": (text) => ({
    info: redirect(302, `https://${text}.example/`),
  }),
  "the host of a control plane": (text) =>
    withInfo("pro_api_url", `https://${text}.example`),
};

/** The places with the texts that fit into them. */
const SERVER_PLACES = [
  ...Object.entries(BODY_PLACES).map((place) => [...place, /^/u] as const),
  ...Object.entries(HEADER_PLACES).map((place) =>
    [...place, HEADER_REGEXP] as const
  ),
  ...Object.entries(HOST_PLACES).map((place) =>
    [...place, HOST_REGEXP] as const
  ),
];

/** Where the user's own side may have a text. */
const OWN_PLACES: Readonly<Record<string, (text: string) => Machine>> = {
  "ZENML_STORE_VERIFY_SSL": (text) => ({
    env: { ZENML_STORE_VERIFY_SSL: text },
  }),
  "a path in ZENML_STORE_VERIFY_SSL": (text) => ({
    env: { ZENML_STORE_VERIFY_SSL: `/etc/${text}/ca.pem` },
  }),
  "ZENML_STORE_USERNAME": (text) => ({ env: { ZENML_STORE_USERNAME: text } }),
  "ZENML_ACTIVE_PROJECT_ID": (text) => ({
    env: { ZENML_ACTIVE_PROJECT_ID: text },
  }),
  "ZENML_PRO_API_URL": (text) => ({
    env: { ZENML_PRO_API_URL: `https://pro.example.com/${text}` },
  }),
  "the path of the URL": (text) => ({
    env: { ZENML_STORE_URL: `https://zenml.example.com/${text}` },
  }),
  "the query of the URL": (text) => ({
    env: { ZENML_STORE_URL: `https://zenml.example.com/?x=${text}` },
  }),
  "the URL": (text) => ({ env: { ZENML_STORE_URL: text } }),
  "the user information of Terraform's URL": (text) => ({
    env: { ZENML_SERVER_URL: `https://me:${text}@zenml.example.com` },
  }),
  "a misspelt variable": (text) => ({ env: { ZENML_STOER_URL: text } }),
  "a line of an env file": (text) => ({
    files: { "x.env": `ZENML ${text}\n${text}\nZENML_STORE_URL='${text}\n` },
  }),
  "a misspelt name in an env file": (text) => ({
    files: { "x.env": `ZENML_${text}=x\nexport ${text}=1\n` },
  }),
};

for (const [place, answers, fitting] of SERVER_PLACES) {
  Deno.test(`doctor shows in no format a secret that ${place} holds, in whatever form`, async () => {
    let reply: Answers = {};
    await using server = listenAsZenml(() => reply);
    for (const write of Object.values(ECHOES)) {
      const secret = fitting === HOST_REGEXP
        ? `Plum-${crypto.randomUUID().slice(0, 18)}`
        : secretOf();
      if (!fitting.test(write(secret))) continue;
      reply = answers(write(secret));
      const env = {
        ...clientWith(server.url, KEY),
        ZENML_API_TOKEN: secret,
      };
      const { everything } = await runInProcess(DOCTOR, { env });
      assertHides(everything, write, secret);
    }
  });
}

Deno.test("doctor shows in no format a secret in the names of a certificate", async () => {
  for (const form of ["as it is", "in base64", "as hex", "in lower case"]) {
    const write = ECHOES[form]!;
    const secret = `Plum-${crypto.randomUUID()}`;
    const certificate = certificateOf({
      name: write(secret),
      hosts: [`${write(secret).replaceAll(/[^\w-]/gu, "")}.example`],
    });
    await using server = listenAsZenml({}, certificate);
    const env: Environment = {
      ZENML_STORE_URL: server.url,
      ZENML_STORE_USERNAME: "me",
      ZENML_STORE_PASSWORD: secret,
    };
    const { everything } = await runInProcess(DOCTOR, { env });
    assertHides(everything, write, secret);
  }
});

for (const [place, machine] of Object.entries(OWN_PLACES)) {
  Deno.test(`zenml-env shows in no format a secret that ${place} holds, in whatever form`, async () => {
    for (const write of Object.values(ECHOES)) {
      const secret = secretOf();
      const { env, files = {} } = machine(write(secret));
      const whole = {
        env: {
          ZENML_STORE_URL: "https://zenml.example.com",
          ZENML_STORE_USERNAME: "me",
          ZENML_STORE_PASSWORD: secret,
          ...env,
        },
        files,
      };
      const envFiles = Object.keys(files).map((file) => `--env-file=${file}`);
      for (const args of [[...DOCTOR, "--offline"], RESOLVE, ...EXPORTS]) {
        const { everything } = await runInProcess(
          [...args, ...envFiles],
          whole,
        );
        assertHides(everything, write, secret);
      }
    }
  });
}

Deno.test("zenml-env shows no secret that is in the name of a file or in another argument, in whatever form", async () => {
  for (const write of Object.values(ECHOES)) {
    const secret = secretOf();
    const text = write(secret);
    const name = `${text}.env`;
    const machine: Machine = {
      env: {
        ZENML_STORE_URL: "https://zenml.example.com",
        ZENML_STORE_PASSWORD: secret,
      },
      files: { [name]: `ZENML_STORE_USERNAME=me\nZENML ${text}\n` },
    };
    for (
      const args of [
        [...DOCTOR, "--offline", "--env-file", name],
        [...RESOLVE, "--env-file", name],
        ["doctor", "--env-file", `missing-${name}`],
        ["doctor", "--offline", "--each", name, "--each", `missing-${name}`],
        ["resolve", `--format=${text}`],
        ["resolve", `--format=json=${text}`, `--format=text=${text}`],
        ["resolve", "--ignore", text],
        ["doctor", "--only", text],
        ["doctor", "--timeout", text],
        ["doctor", "--consumer", text],
        ["doctor", `--${text}`],
        ["doctor", `--${text}=x`],
        ["doctor", "--offline", `--url=${text}`],
        ["doctor", "--offline", `--url=https://x.example/${text}`],
        ["doctor", text],
        ["explain", text],
        ["completions", text],
        [text],
      ]
    ) {
      const { everything } = await runInProcess(args, machine);
      assertHides(everything, write, secret);
    }
  }
});
