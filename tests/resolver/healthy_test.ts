import { assertEquals } from "@std/assert";
import { parseEnvFile } from "../../lib/sources/env_file.ts";
import { type HostFacts, resolve, type ResolveOptions } from "../../mod.ts";
import {
  type Environment,
  KEY,
  KEY_ID,
  NOW,
  OTHER_KEY,
  PRO_KEY,
  TOKEN,
  URL_A,
} from "./support.ts";

/** An environment in which nothing is wrong, after the shape of public ones. */
interface Healthy {
  readonly environment?: Environment;
  readonly file?: string;
  readonly format?: "docker";
  readonly hostFacts?: HostFacts;
  readonly options?: ResolveOptions;
}

const CLIENT = { ZENML_STORE_URL: URL_A, ZENML_STORE_API_KEY: KEY };
const TERRAFORM = { ZENML_SERVER_URL: URL_A, ZENML_API_KEY: KEY };
const GITHUB: HostFacts = {
  place: "github-actions",
  job: { hosted: true, run: null },
};
const PULL_REQUEST: HostFacts = {
  place: "github-actions",
  job: { hosted: true, run: "pull-request" },
};
const POD: HostFacts = {
  place: "kubernetes",
  container: "KUBERNETES_SERVICE_HOST",
};
const at = (url: string, more: Environment = {}): Healthy => ({
  environment: { ZENML_STORE_URL: url, ZENML_STORE_API_KEY: KEY, ...more },
});
const login = (username: string, password: string): Healthy => ({
  environment: {
    ZENML_STORE_URL: URL_A,
    ZENML_STORE_USERNAME: username,
    ZENML_STORE_PASSWORD: password,
  },
});
const withClient = (more: Environment): Healthy => ({
  environment: { ...CLIENT, ...more },
});
const file = (text: string, more: Partial<Healthy> = {}): Healthy => ({
  file: text,
  ...more,
});
const LINES = `ZENML_STORE_URL=${URL_A}\nZENML_STORE_API_KEY=${KEY}\n`;

const HEALTHY: Readonly<Record<string, Healthy>> = {
  // Jobs of CI services.
  "a workflow of GitHub": { environment: CLIENT, hostFacts: GITHUB },
  "a pull request with its secrets": {
    environment: CLIENT,
    hostFacts: PULL_REQUEST,
  },
  "a workflow with project and stack by name": withClient({
    ZENML_PROJECT: "churn",
    ZENML_STACK: "vertex",
    ZENML_STACK_NAME: "vertex",
  }),
  "a workflow with names of its own": withClient({
    ZENML_GITHUB_SHA: "0123abcd",
    ZENML_GITHUB_URL_PR: "https://github.com/acme/ml/pull/1",
    ZENML_ACTION_ID: "7",
  }),
  "a workflow with secrets of several environments": withClient({
    DEV_ZENML_STORE_URL: "https://dev.example.com",
    DEV_ZENML_STORE_API_KEY: OTHER_KEY,
    PROD_ZENML_SERVER_URL: "https://prod.example.com",
  }),
  "a workflow for both programs": { environment: { ...CLIENT, ...TERRAFORM } },
  "Terraform in a workflow": { environment: TERRAFORM, hostFacts: GITHUB },
  "Terraform with input variables": {
    environment: {
      ...TERRAFORM,
      TF_VAR_zenml_server_url: URL_A,
      TF_VAR_zenml_api_key: KEY,
      TF_IN_AUTOMATION: "1",
    },
  },
  "Terraform with a token": {
    environment: { ZENML_SERVER_URL: URL_A, ZENML_API_TOKEN: TOKEN },
  },
  "Terraform in the client's folder": {
    environment: TERRAFORM,
    hostFacts: { ...GITHUB, configFolder: false },
  },
  "a job of GitLab": {
    environment: CLIENT,
    hostFacts: {
      place: "gitlab-ci",
      job: { hosted: false, run: "unprotected-branch" },
    },
  },
  "a job of Azure Pipelines": {
    environment: { ...CLIENT, AGENT_ISSELFHOSTED: "0" },
    hostFacts: { place: "azure-pipelines", job: { hosted: true, run: null } },
  },
  "a job of Jenkins": withClient({ BUILD_ID: "7", CREDENTIALS: "zenml" }),
  "a job that starts the server itself": {
    ...at("http://localhost:8237"),
    hostFacts: GITHUB,
  },
  // URLs.
  "a laptop": at("http://localhost:8237"),
  "a laptop by address": at("http://127.0.0.1:8237"),
  "a laptop by IPv6": at("http://[::1]:8237"),
  "a listen address": at("http://0.0.0.0:8080"),
  "a service of Compose": at("http://zenml-server:8080"),
  "a service of Compose with an underscore": at("http://zenml_server:8080"),
  "a service of Kubernetes": { ...at("http://zenml.mlops:80"), hostFacts: POD },
  "a service by its whole name": {
    ...at("http://zenml-server.zenml.svc.cluster.local:8080"),
    hostFacts: POD,
  },
  "the host of a container": {
    ...at("http://host.docker.internal:8237"),
    hostFacts: { container: "/.dockerenv" },
  },
  "the host of k3d": at("http://host.k3d.internal:8080"),
  "a network of Tailscale": at("http://100.101.102.103:8080"),
  "a name of Tailscale": at("http://zenml.tail1234.ts.net"),
  "a home": at("http://nas.local:8080"),
  "a home by the standard": at("http://zenml.home.arpa"),
  "a private address": at("http://10.20.30.40:8080"),
  "a workspace of Pro": {
    environment: {
      ZENML_STORE_URL: "https://1a2b3c4d-acme.cloudinfra.zenml.io",
      ZENML_STORE_API_KEY: PRO_KEY,
    },
  },
  "a workspace of Pro that runs at home": {
    environment: {
      ZENML_STORE_URL: "https://ws.zenml.example.org",
      ZENML_STORE_API_KEY: PRO_KEY,
      ZENML_PRO_API_URL: "https://zenml-pro.example.org/api/v1",
    },
  },
  "a Space of Hugging Face": at("https://acme-zenml.hf.space"),
  "Cloud Run": at("https://zenml-abc123xyz-ew.a.run.app"),
  "a load balancer": at(
    "https://a1b2c3-1234567890.eu-west-1.elb.amazonaws.com",
  ),
  "Azure Container Apps": at(
    "https://zenml.happysea-1a2b3c4d.westeurope.azurecontainerapps.io",
  ),
  "an international name": at("https://zenml.bücher.example"),
  "a company that begins like an example": at(
    "https://zenml.yourhospital.com",
  ),
  "another company that does": at("https://your-hotel.example.com"),
  "a host that is called null": at("https://null.example.com"),
  "a host with digits": at("https://zenml-7.example.com:8443"),
  // Credentials.
  "a token": {
    environment: { ZENML_STORE_URL: URL_A, ZENML_STORE_API_TOKEN: TOKEN },
  },
  "user name and password": login("default", "Passw0rd-demo"),
  "an e-mail as user name": login("me@example.com", "Passw0rd-demo"),
  "a password with a dollar": login("default", "eohw$1jgf"),
  "a password with a hash": login("default", "Admin123#"),
  "a password in braces": login("default", "{x}"),
  "a password of quotes and blanks": login("default", 'it\'s "so" long'),
  "a password that is a sentence": login("default", "correct horse battery"),
  "a password with percent signs": login("default", "100%pure%"),
  "a password like a path": login("default", "/etc/passwd"),
  "a password like base64": login("default", "cGFzc3dvcmQtZGVtbw=="),
  "a password that begins like a store": login("default", "vault:me"),
  "a password that is null": login("default", "null"),
  "a user called None": login("None", "Passw0rd-demo"),
  // What else is set.
  "the client's other settings": withClient({
    ZENML_STORE_TYPE: "rest",
    ZENML_STORE_HTTP_TIMEOUT: "60",
    ZENML_STORE_VERIFY_SSL: "true",
    ZENML_CONFIG_PATH: "/home/me/.config/zenml",
    ZENML_LOGGING_VERBOSITY: "INFO",
    ZENML_DEBUG: "false",
    ZENML_ANALYTICS_OPT_IN: "false",
    ZENML_ENABLE_RICH_TRACEBACK: "false",
    ZENML_DISABLE_CLIENT_SERVER_MISMATCH_WARNING: "true",
    AUTO_OPEN_DASHBOARD: "false",
  }),
  "the server's settings in one file with the client's": withClient({
    ZENML_SERVER_DEPLOYMENT_TYPE: "docker",
    ZENML_SERVER_AUTO_ACTIVATE: "1",
    ZENML_DEFAULT_USER_NAME: "admin",
    ZENML_DEFAULT_USER_PASSWORD: "zenml",
    ZENML_SERVER_JWT_SECRET_KEY: "0123456789abcdef",
    ZENML_SERVER_SERVER_URL: URL_A,
    ZENML_SERVER_DASHBOARD_URL: URL_A,
    ZENML_IMAGE: "zenmldocker/zenml:0.98.0",
    ZENML_VERSION: "0.98.0",
    ZENML_PORT: "8080",
  }),
  "a project and a stack by id": withClient({
    ZENML_ACTIVE_PROJECT_ID: KEY_ID,
    ZENML_ACTIVE_STACK_ID: KEY_ID,
  }),
  "a CA": withClient({ ZENML_STORE_VERIFY_SSL: "/etc/ssl/ca.pem" }),
  "a step of a pipeline": {
    environment: {
      ZENML_STORE_URL: URL_A,
      ZENML_STORE_TYPE: "rest",
      ZENML_STORE_API_TOKEN: TOKEN,
      ZENML_STORE_VERIFY_SSL: "True",
      ZENML_ACTIVE_PROJECT_ID: KEY_ID,
      ZENML_ACTIVE_STACK_ID: KEY_ID,
      ZENML_ENABLE_REPO_INIT_WARNINGS: "False",
    },
    hostFacts: POD,
  },
  "Kitaru with the same server": withClient({
    KITARU_SERVER_URL: URL_A,
    KITARU_AUTH_TOKEN: KEY,
    KITARU_PROJECT: "",
  }),
  "an extra name with the same value": withClient({ ZENML_URL: URL_A }),
  "a file with the key next to the key": withClient({
    ZENML_STORE_API_KEY_FILE: "/run/secrets/zenml_api_key",
  }),
  "other services": withClient({
    MLFLOW_TRACKING_URI: "http://mlflow:5000",
    VAULT_ADDR: "https://vault.example.com",
    AWS_SECRET_ARN: "arn:aws:secretsmanager:eu-west-1:1:secret:x",
    DATABASE_URL: "mysql://me:secret@db/zenml",
    OP_SERVICE_ACCOUNT_TOKEN: "ops_abc",
  }),
  "only Terraform asked for": {
    environment: { ...TERRAFORM, ZENML_STORE_URL: "" },
    options: { consumer: "terraform" },
  },
  "a sqlite store of the client, Terraform asked for": {
    environment: { ...TERRAFORM, ZENML_STORE_URL: "sqlite:////tmp/zenml.db" },
    options: { consumer: "terraform" },
  },
  // Env files.
  "an env file": file(LINES),
  "an env file with export": file(LINES.replaceAll(/^(?=Z)/gm, "export ")),
  "an env file with quotes": file(LINES.replaceAll(/=(.*)$/gm, '="$1"')),
  "an env file with apostrophes": file(LINES.replaceAll(/=(.*)$/gm, "='$1'")),
  "an env file with comments": file(
    `# ZenML\n\n${LINES.replaceAll(/$/gm, "  # see the wiki")}`.replace(
      /\n {2}# see the wiki$/,
      "\n",
    ),
  ),
  "an env file of Windows": file(LINES.replaceAll("\n", "\r\n")),
  "an env file with a BOM": file(`\uFEFF${LINES}`),
  "an env file for docker": file(`# for docker\n${LINES}PATH\n`, {
    format: "docker",
  }),
  "an env file that says a thing twice": file(LINES + LINES),
  "an env file of many services": file(
    `COMPOSE_PROJECT_NAME=ml\nUID=\${UID}\nMYSQL_ROOT_PASSWORD=p$$w\n${LINES}`,
  ),
  "an env file for Compose with defaults of others": file(
    `${LINES}TAG=\${TAG:-latest}\nHTTP_PROXY=\n`,
  ),
  "an env file with a sentence in it": file(
    `${LINES}MESSAGE="several\nlines: yes"\n`,
  ),
  "an env file hidden by the same values": file(LINES, { environment: CLIENT }),
  "an env file that another environment completes": file(
    `ZENML_STORE_URL=${URL_A}\n`,
    { environment: { ZENML_STORE_API_KEY: KEY } },
  ),
  "an env file of a password with signs": file(
    `ZENML_STORE_URL=${URL_A}\nZENML_STORE_USERNAME=default\nZENML_STORE_PASSWORD=eohw$1jgf\n`,
  ),
};

for (const [what, healthy] of Object.entries(HEALTHY)) {
  Deno.test({
    name: `resolve() finds nothing wrong with ${what}`,
    permissions: "none",
    fn() {
      const { environment, file: text, format, hostFacts, options } = healthy;
      const { findings } = resolve({
        ...(environment ? { environment } : {}),
        ...(hostFacts ? { hostFacts } : {}),
        ...(text === undefined
          ? {}
          : { envFiles: [parseEnvFile(text, ".env", format)] }),
      }, { now: NOW, ...options });
      assertEquals(
        findings.filter(({ severity }) => severity !== "info")
          .map(({ code, message }) => `${code}: ${message}`),
        [],
      );
    },
  });
}

Deno.test("the table of healthy environments has sixty rows at least", () => {
  assertEquals(Object.keys(HEALTHY).length >= 60, true);
});
