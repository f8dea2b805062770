import { CLIENT, TERRAFORM, testFindings, URL_A } from "./support.ts";

const LOCAL = "http://localhost:8080";
const invalid = (name: string) => `client-setting-invalid error client ${name}`;

/** Values that the client 0.98.0 was seen to refuse together with a good URL and key, or to take. */
const SETTINGS: ReadonlyArray<readonly [string, boolean, readonly string[]]> = [
  ["TYPE", true, ["rest"]],
  ["TYPE", false, ["sql", "REST", "Sql", " rest", "rest\n", ""]],
  ["SECRETS_STORE", false, ["", "x", "{}", "null", '{"type":"sql"}']],
  ["BACKUP_SECRETS_STORE", false, ["", "x", "{}", "null"]],
  ["HTTP_TIMEOUT", true, [
    ...[" 5 ", "5\n", "5.0", "5.00", "05", "+5", "1_000", "1_000.0"],
  ]],
  ["HTTP_TIMEOUT", false, [
    ...["", " ", "abc", "5.5", "5.", ".0", "1e3", "0x5", "\u0665", "1__0"],
    ...["_1", "--5", "+ 5", "0", "-0.0", "-1"],
  ]],
  ["CONNECTION_POOL_SIZE", true, ["10", " 5 ", "1_000", "0", "-1"]],
  ["CONNECTION_POOL_SIZE", false, ["", "abc", "5.5", "1e3", "_1"]],
];

testFindings([
  ...SETTINGS.flatMap(([suffix, taken, values]) =>
    values.map((value) => {
      const name = `ZENML_STORE_${suffix}`;
      return [
        `${taken ? "takes" : "refuses"} ${JSON.stringify(value)} as ${name}`,
        { ...CLIENT, [name]: value },
        taken ? [] : [invalid(name)],
      ] as const;
    })
  ),
  ["takes ZENML_STORE_TYPE in any case of its name", {
    ...CLIENT,
    ZENML_STORE_Type: "x",
  }, [invalid("ZENML_STORE_TYPE")]],
  ["says once that ZENML_STORE_TYPE needs a URL", {
    ZENML_STORE_TYPE: "rest",
  }, [invalid("ZENML_STORE_TYPE")]],
  ["says with Terraform that ZENML_STORE_TYPE needs a URL", {
    ...TERRAFORM,
    ZENML_STORE_TYPE: "rest",
  }, [invalid("ZENML_STORE_TYPE")]],
  ["is silent about a wrong time limit where the client works locally", {
    ZENML_STORE_HTTP_TIMEOUT: "abc",
    ...TERRAFORM,
  }, []],
  [
    "drops the client's settings under --consumer terraform",
    { ...TERRAFORM, ZENML_STORE_TYPE: "x", ZENML_SERVER: "1" },
    [],
    { consumer: "terraform" },
  ],
  ...["", "1", "false"].map((value) =>
    [`warns of ZENML_SERVER set to '${value}'`, {
      ...CLIENT,
      ZENML_SERVER: value,
    }, ["client-is-server warning client ZENML_SERVER"]] as const
  ),
  ["leaves ZENML_SERVER alone where only Terraform is in use", {
    ...TERRAFORM,
    ZENML_SERVER: "1",
  }, []],
  ...["1", "y", "yes", "True", "true"].map((value) =>
    [`finds that ZENML_CONTAINER=${value} rewrites localhost`, {
      ...CLIENT,
      ZENML_STORE_URL: LOCAL,
      ZENML_CONTAINER: value,
    }, ["url-host-rewritten warning client ZENML_STORE_URL"]] as const
  ),
  ...["TRUE", "Y", "on", "0", "", " true"].map((value) =>
    [`finds that ZENML_CONTAINER=${value} rewrites nothing`, {
      ...CLIENT,
      ZENML_STORE_URL: LOCAL,
      ZENML_CONTAINER: value,
    }, []] as const
  ),
  ...["http://[::1]:8080", "http://127.0.0.2:8080", URL_A].map((url) =>
    [`finds that ZENML_CONTAINER leaves ${url} alone`, {
      ...CLIENT,
      ZENML_STORE_URL: url,
      ZENML_CONTAINER: "true",
    }, []] as const
  ),
  ["finds that ZENML_CONTAINER does nothing to Terraform", {
    ...TERRAFORM,
    ZENML_SERVER_URL: LOCAL,
    ZENML_CONTAINER: "true",
  }, []],
]);
