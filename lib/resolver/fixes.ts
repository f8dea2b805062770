// Fixes that several rules share: what only the user has, and how a value of a role is corrected.
import { type Role, type VariableName, VARIABLES } from "../codes/variables.ts";
import {
  correct,
  type Correction,
  type Fix,
  setToUnknown,
  type Target,
} from "../finding/fix.ts";

/** What each variable is to be set to, where only the user has it. */
const REAL_VALUES: Readonly<Record<Role, string>> = {
  "url": "the URL of the server",
  "api-key": "the API key",
  "api-token": "an API token",
  "username": "the user name",
  "password": "the password",
  "tls-verification": "the path of a file with the certificate of the CA",
  "pro-api-url": "the URL of the management API",
  "project": "the id of the project",
  "stack": "the id of the stack",
};

/** A target whose variable is one of the table's. */
export type KnownTarget = Target & { readonly variable: VariableName };

/** Sets a variable to its real value, which only the user has. */
export function setToRealValue(target: KnownTarget): Fix {
  return setToUnknown(target, REAL_VALUES[VARIABLES[target.variable].role]);
}

/** Takes the blanks out of a value: those around a text of people, and every one of what can hold none. */
export function removeBlanks(target: KnownTarget, value: string): Fix {
  const correction = BLANKS[VARIABLES[target.variable].role];
  return correct(
    target,
    // Others than ASCII's look the same, and no blank of a shell.
    correction === "remove-foreign-characters" &&
      /^[\t\n\v\f\r -~]*$/u.test(value)
      ? "remove-blanks"
      : correction,
  );
}

const BLANKS: Readonly<Record<Role, Correction>> = {
  "url": "remove-foreign-characters",
  "api-key": "remove-foreign-characters",
  "api-token": "remove-foreign-characters",
  "username": "trim",
  "password": "trim",
  "tls-verification": "trim",
  "pro-api-url": "remove-foreign-characters",
  "project": "trim",
  "stack": "trim",
};

/** Sets a URL to that of a workspace of ZenML Pro. */
export function setToWorkspace(target: Target): Fix {
  return setToUnknown(
    target,
    "https://WORKSPACE-ID.zenml.io, as the settings of the workspace show it",
  );
}
