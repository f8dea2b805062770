// The variables that change what the client does with its connection, and are no part of a connection.
//
// Facts: measured on ZenML 0.98.0.

/** Settings of the client's store that make it refuse where they are wrong. */
export const CLIENT_SETTING_NAMES = [
  "ZENML_STORE_TYPE",
  "ZENML_STORE_SECRETS_STORE",
  "ZENML_STORE_BACKUP_SECRETS_STORE",
  "ZENML_STORE_HTTP_TIMEOUT",
  "ZENML_STORE_CONNECTION_POOL_SIZE",
] as const;

/** The name of a setting of the client's store. */
export type ClientSettingName = typeof CLIENT_SETTING_NAMES[number];

/** All of them: the settings, what the client takes itself for, where it stores an earlier login, and its version in images. */
export const HOST_VARIABLE_NAMES: readonly string[] = [
  ...CLIENT_SETTING_NAMES,
  "ZENML_SERVER",
  "ZENML_CONTAINER",
  "ZENML_CONFIG_PATH",
  "ZENML_VERSION",
];

/** Returns whether a name is one of the settings of the client's store. */
export function isClientSettingName(name: string): name is ClientSettingName {
  return (CLIENT_SETTING_NAMES as readonly string[]).includes(name);
}

/** Kubernetes sets this variable in every container. */
export const KUBERNETES_VARIABLE = "KUBERNETES_SERVICE_HOST";
