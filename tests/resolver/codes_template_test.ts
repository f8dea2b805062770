import {
  CLIENT,
  TERRAFORM,
  testFindings,
  testUrls,
  TOKEN,
  URL_A,
} from "./support.ts";

const PLACEHOLDER = ["value-placeholder error"];
const UNEXPANDED = ["value-unexpanded error"];
const PATH = ["url-has-path warning"];

testUrls([
  ["finds https://...", "https://...", PLACEHOLDER, PLACEHOLDER],
  ["finds a whole URL in brackets", "<SERVER_URL>", PLACEHOLDER, PLACEHOLDER],
  [
    "finds a host in brackets",
    "https://<workspace-id>.zenml.io",
    PLACEHOLDER,
    PLACEHOLDER,
  ],
  [
    "finds your-zenml-server",
    "https://your-zenml-server",
    PLACEHOLDER,
    PLACEHOLDER,
  ],
  [
    "finds your-zenml-server with a port",
    "http://your-zenml-server:8080",
    PLACEHOLDER,
    PLACEHOLDER,
  ],
  [
    "finds your-zenml-server with a domain",
    "https://your-zenml-server.example.com",
    PLACEHOLDER,
    PLACEHOLDER,
  ],
  ["finds a masked host", "https://***", PLACEHOLDER, PLACEHOLDER],
  ["finds a redacted URL", "[redacted]", PLACEHOLDER, PLACEHOLDER],
  ["finds changeme", "changeme", PLACEHOLDER, PLACEHOLDER],
  [
    "is silent about another host that begins with your-",
    "https://your-company.example.com",
    [],
    [],
  ],
  [
    "is silent about changeme in a host",
    "https://changeme.example.com",
    [],
    [],
  ],
  [
    "is silent about ... in a path",
    "https://zenml.example.com/a...b",
    PATH,
    PATH,
  ],
  [
    "finds ${{ secrets.X }}",
    "${{ secrets.ZENML_URL }}",
    UNEXPANDED,
    UNEXPANDED,
  ],
  ["finds $(X)", "https://$(ZENML_HOST)", UNEXPANDED, UNEXPANDED],
  ["finds %X%", "%ZENML_URL%", UNEXPANDED, UNEXPANDED],
  ["finds %X% as a host", "https://%ZENML_HOST%/", UNEXPANDED, UNEXPANDED],
  [
    "finds %X% that begins like an encoded sign",
    "https://%FACADE%/",
    UNEXPANDED,
    UNEXPANDED,
  ],
  ["finds {{ x }}", "https://{{ zenml_host }}", UNEXPANDED, UNEXPANDED],
  ["finds $NAME", "https://$ZENML_HOST", UNEXPANDED, UNEXPANDED],
  ["finds ${NAME}", "https://${ZENML_HOST}:8080", UNEXPANDED, UNEXPANDED],
  ["finds op://", "op://vault/zenml/url", UNEXPANDED, UNEXPANDED],
]);

/** The client's URL with a user name and a password. */
const login = (username: string, password: string) => ({
  ZENML_STORE_URL: URL_A,
  ZENML_STORE_USERNAME: username,
  ZENML_STORE_PASSWORD: password,
});

testFindings([
  ...[
    "<API_KEY>",
    "changeme",
    "CHANGE_ME",
    "your-api-key",
    "YOUR_API_KEY",
    "***",
    "********",
    "[redacted]",
    "ZENKEY_<your key>",
    "ZENKEY_...",
    "ZENKEY_***",
    "ZENPROKEY_...",
  ].map((value) =>
    [`finds the placeholder ${value} for a key`, {
      ...CLIENT,
      ZENML_STORE_API_KEY: value,
    }, ["value-placeholder error client ZENML_STORE_API_KEY"]] as const
  ),
  ...[
    "${{ secrets.ZENML_API_KEY }}",
    "$(ZENML_API_KEY)",
    "%ZENML_API_KEY%",
    "{{ zenml_api_key }}",
    "$ZENML_STORE_API_KEY",
    "${ZENML_STORE_API_KEY}",
    "op://vault/zenml/key",
  ].map((value) =>
    [`finds the template ${value} for a key`, {
      ...TERRAFORM,
      ZENML_API_KEY: value,
    }, ["value-unexpanded error terraform ZENML_API_KEY"]] as const
  ),
  ["finds a masked token", {
    ZENML_SERVER_URL: URL_A,
    ZENML_API_TOKEN: "***",
  }, ["value-placeholder error terraform ZENML_API_TOKEN"]],
  ["is silent about a good token", {
    ZENML_SERVER_URL: URL_A,
    ZENML_API_TOKEN: TOKEN,
  }, []],
  ["finds a placeholder in ZENML_PRO_API_URL", {
    ...CLIENT,
    ZENML_PRO_API_URL: "<URL>",
  }, ["value-placeholder error client ZENML_PRO_API_URL"]],
  ["finds a template behind quotes, both causes", {
    ...CLIENT,
    ZENML_STORE_API_KEY: '"$KEY"',
  }, [
    "value-quoted error client ZENML_STORE_API_KEY",
    "value-unexpanded error client ZENML_STORE_API_KEY",
  ]],
  ["finds a placeholder in a credential that another hides", {
    ...CLIENT,
    ZENML_STORE_API_TOKEN: "changeme",
  }, [
    "credential-ambiguous warning client ZENML_STORE_API_KEY",
    "value-placeholder error client ZENML_STORE_API_TOKEN",
  ]],

  ["finds a password that is a placeholder", login("me", "changeme"), [
    "value-placeholder error client ZENML_STORE_PASSWORD",
  ]],
  ["finds a user name that is a placeholder", login("<USER>", "hunter2"), [
    "value-placeholder error client ZENML_STORE_USERNAME",
  ]],
  ["finds a password that is a template", login("me", "${PASSWORD}"), [
    "value-unexpanded error client ZENML_STORE_PASSWORD",
  ]],
  ["finds a user name that is a template", login("$USER", "hunter2"), [
    "value-unexpanded error client ZENML_STORE_USERNAME",
  ]],
  ["finds a password that is %NAME%", login("me", "%PASSWORD%"), [
    "value-unexpanded error client ZENML_STORE_PASSWORD",
  ]],
  ...[
    "pa$ecret",
    "a${b}c",
    "x{{y}}z",
    "50%off%now",
    "<3 zenml",
    "my***pass",
    "changeme123",
    "wait...what",
    "your majesty is not amused",
  ].map((password) =>
    [
      `takes the password ${password} for no template`,
      login("me", password),
      [],
    ] as const
  ),
  ["takes $ in a user name for no template", login("DOMAIN\\u$er", "p"), []],
]);
