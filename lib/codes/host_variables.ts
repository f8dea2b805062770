// The variables that change what the client does with its connection, and are no part of a connection.
//
// Facts: measured on ZenML 0.98.0.

/** Settings of the client's store that make it refuse where they are wrong. */
const CLIENT_SETTING_NAMES = [
  "ZENML_STORE_TYPE",
  "ZENML_STORE_SECRETS_STORE",
  "ZENML_STORE_BACKUP_SECRETS_STORE",
  "ZENML_STORE_HTTP_TIMEOUT",
  "ZENML_STORE_CONNECTION_POOL_SIZE",
] as const;

/** The name of a setting of the client's store. */
export type ClientSettingName = typeof CLIENT_SETTING_NAMES[number];

/** Variables of the HTTP and TLS libraries that the programs use: by whose roots they verify, and whose entries they send. */
export const LIBRARY_VARIABLE_NAMES = [
  "REQUESTS_CA_BUNDLE",
  "CURL_CA_BUNDLE",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "NETRC",
] as const;

/** All of them: the settings, whether the client behaves as a server, where it stores an earlier login, its version in images, and its libraries' variables. */
export const HOST_VARIABLE_NAMES: readonly string[] = [
  ...CLIENT_SETTING_NAMES,
  "ZENML_SERVER",
  "ZENML_CONTAINER",
  "ZENML_CONFIG_PATH",
  "ZENML_VERSION",
  ...LIBRARY_VARIABLE_NAMES,
];

/** Returns whether a name is one of the settings of the client's store. */
export function isClientSettingName(name: string): name is ClientSettingName {
  return (CLIENT_SETTING_NAMES as readonly string[]).includes(name);
}

/** Kubernetes sets this variable in every container. */
export const KUBERNETES_VARIABLE = "KUBERNETES_SERVICE_HOST";
