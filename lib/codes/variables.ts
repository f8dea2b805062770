// The variables that ZenML's Python client and its Terraform provider read: the one table that everything else
// derives from.
//
// Facts: ZenML's documentation of service accounts and of the provider, and both programs as measured with ZenML
// 0.98.0.

/** The set of variables that one documented tool reads. */
export type Convention = "store" | "terraform";

/** A program that reads a convention: `client` the Python client and CLI, `terraform` the Terraform provider. */
export type Consumer = "client" | "terraform";

/** What a variable is for. */
export type Role =
  | "url"
  | "api-key"
  | "api-token"
  | "username"
  | "password"
  | "tls-verification"
  | "pro-api-url"
  | "project"
  | "stack";

/** What is known of one variable. */
export interface VariableFacts {
  /** The convention that it belongs to. */
  readonly convention: Convention;
  /** What it is for. */
  readonly role: Role;
  /** Whether its value must never be printed. */
  readonly secret: boolean;
  /** What it holds, in one phrase. */
  readonly meaning: string;
}

/** Every variable of both conventions, in the order of reports. */
export const VARIABLES = {
  ZENML_STORE_URL: {
    convention: "store",
    role: "url",
    secret: false,
    meaning: "the server's URL",
  },
  ZENML_STORE_API_KEY: {
    convention: "store",
    role: "api-key",
    secret: true,
    meaning: "a service account's API key",
  },
  ZENML_STORE_API_TOKEN: {
    convention: "store",
    role: "api-token",
    secret: true,
    meaning: "a short-lived API token",
  },
  ZENML_STORE_USERNAME: {
    convention: "store",
    role: "username",
    secret: false,
    meaning: "a user name, with the password",
  },
  ZENML_STORE_PASSWORD: {
    convention: "store",
    role: "password",
    secret: true,
    meaning: "the password of that user",
  },
  ZENML_STORE_VERIFY_SSL: {
    convention: "store",
    role: "tls-verification",
    secret: false,
    meaning: "true, false, a CA file, or a CA's PEM text",
  },
  ZENML_PRO_API_URL: {
    convention: "store",
    role: "pro-api-url",
    secret: false,
    meaning: "the management API of a self-hosted ZenML Pro",
  },
  ZENML_ACTIVE_PROJECT_ID: {
    convention: "store",
    role: "project",
    secret: false,
    meaning: "the id of the project to work in",
  },
  ZENML_ACTIVE_STACK_ID: {
    convention: "store",
    role: "stack",
    secret: false,
    meaning: "the id of the stack to run on",
  },
  ZENML_SERVER_URL: {
    convention: "terraform",
    role: "url",
    secret: false,
    meaning: "the server's URL",
  },
  ZENML_API_KEY: {
    convention: "terraform",
    role: "api-key",
    secret: true,
    meaning: "a service account's API key",
  },
  ZENML_API_TOKEN: {
    convention: "terraform",
    role: "api-token",
    secret: true,
    meaning: "a short-lived API token",
  },
} as const satisfies Record<string, VariableFacts>;

/** The name of a variable that one of the two programs reads. */
export type VariableName = keyof typeof VARIABLES;

/** The variable that tells the client how to verify its server, and no other host. */
export const VERIFY_VARIABLE = "ZENML_STORE_VERIFY_SSL" satisfies VariableName;

/** The names of all variables, in the order of the table. */
export const VARIABLE_NAMES: readonly VariableName[] = Object.keys(
  VARIABLES,
) as VariableName[];

const NAMES: ReadonlySet<string> = new Set(VARIABLE_NAMES);

/** The consumers, in the order of reports. */
export const CONSUMERS: readonly Consumer[] = ["client", "terraform"];

/** Makes something of each consumer. */
export function byConsumer<T>(
  make: (consumer: Consumer) => T,
): Readonly<Record<Consumer, T>> {
  return { client: make("client"), terraform: make("terraform") };
}

/** The conventions; of two values the first one's wins unless the user prefers the other. */
export const CONVENTIONS: readonly Convention[] = ["store", "terraform"];

/** The convention that each consumer reads. */
export const CONVENTION_OF: Readonly<Record<Consumer, Convention>> = {
  client: "store",
  terraform: "terraform",
};

/** The consumer that reads each convention. */
export const CONSUMER_OF: Readonly<Record<Convention, Consumer>> = {
  store: "client",
  terraform: "terraform",
};

/** What the variables of a credential are for. */
const CREDENTIAL_ROLES: ReadonlySet<Role> = new Set<Role>([
  "api-key",
  "api-token",
  "username",
  "password",
]);

/** How each consumer is called in a sentence. */
export const CONSUMER_NAMES: Readonly<Record<Consumer, string>> = {
  client: "the ZenML client",
  terraform: "the Terraform provider",
};

/** The control plane that the client assumes where `ZENML_PRO_API_URL` is not set (measured on 0.98.0). */
export const DEFAULT_PRO_API_URL = "https://cloudapi.zenml.io";

/** Returns whether a name is one of the variables of the table. */
export function isVariableName(name: string): name is VariableName {
  return NAMES.has(name);
}

/** Returns the consumer that reads a variable. */
export function consumerOf(name: VariableName): Consumer {
  return CONSUMER_OF[VARIABLES[name].convention];
}

/** Returns whether a name is that of a variable for a part of a credential. */
export function isCredentialVariable(name: string): boolean {
  return isVariableName(name) && CREDENTIAL_ROLES.has(VARIABLES[name].role);
}

/** Finds the variable of a convention that plays a role. */
export function variableOf(
  convention: Convention,
  role: Role,
): VariableName | null {
  return VARIABLE_NAMES.find((name) =>
    VARIABLES[name].convention === convention && VARIABLES[name].role === role
  ) ?? null;
}
