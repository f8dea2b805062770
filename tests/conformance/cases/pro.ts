import {
  type Case,
  store,
  storePassword,
  storeToken,
  terraform,
  type Variables,
} from "./case.ts";
import type { World } from "../world.ts";

/** The Pro workspace and its control plane. */
export const PRO_CASES: readonly Case[] = [
  {
    name: "Pro: valid key",
    variables: (world) => pro(world),
    exit: 0,
    login: "pass",
    client: "login",
  },
  {
    name: "Pro: valid key for terraform, which asks no control plane",
    variables: ({ pro, credentials }) => terraform(pro.url, credentials.pro),
    exit: 0,
    login: "pass",
  },
  {
    name: "Pro: valid token of the workspace",
    variables: ({ pro, tokenOfPro }) => storeToken(pro.url, tokenOfPro),
    exit: 0,
    login: "pass",
  },
  {
    name: "Pro: key refused with 401",
    variables: (world) => pro(world),
    controlPlane: "refuse-401",
    exit: 1,
    errors: ["key-refused"],
    login: "fail",
  },
  {
    name: "Pro: key refused with 403, for terraform",
    variables: ({ pro, credentials }) => terraform(pro.url, credentials.pro),
    controlPlane: "refuse-403",
    exit: 1,
    errors: ["key-refused"],
    login: "fail",
  },
  {
    name: "Pro: workspace unknown to the control plane",
    variables: (world) => pro(world),
    controlPlane: "unknown-workspace",
    exit: 1,
    errors: ["workspace-not-enrolled"],
    login: "fail",
  },
  {
    name: "Pro: control plane fails",
    variables: (world) => pro(world),
    controlPlane: "error",
    exit: 1,
    errors: ["pro-control-plane-unreachable"],
    login: "fail",
  },
  {
    name: "Pro: control plane down",
    variables: (world) => pro(world),
    controlPlane: "down",
    exit: 1,
    errors: ["pro-control-plane-unreachable"],
    login: "fail",
  },
  {
    name: "Pro: control plane down, for terraform",
    variables: ({ pro, credentials }) => terraform(pro.url, credentials.pro),
    controlPlane: "down",
    exit: 1,
    errors: ["pro-control-plane-unreachable"],
    login: "fail",
  },
  {
    name: "Pro: ZENML_PRO_API_URL unset",
    variables: ({ pro, credentials }) => store(pro.url, credentials.pro),
    exit: 1,
    errors: ["pro-api-url-mismatch"],
    login: "skip",
    client: "login",
  },
  {
    name: "Pro: ZENML_PRO_API_URL with a slash",
    variables: (world) => pro(world, `${world.controlPlane.url}/`),
    exit: 1,
    errors: ["pro-api-url-mismatch"],
    warnings: ["url-trailing-slash"],
    login: "skip",
    client: "login",
  },
  {
    name: "Pro: ZENML_PRO_API_URL without its path",
    variables: (world) => pro(world, world.controlPlane.dashboardUrl),
    exit: 1,
    errors: ["pro-api-url-mismatch"],
    login: "skip",
  },
  {
    name: "Pro: ZENML_PRO_API_URL elsewhere",
    variables: (world) => pro(world, world.closed),
    exit: 1,
    errors: ["pro-api-url-mismatch"],
    login: "skip",
  },
  {
    name: "Pro: URL of the control plane as the server",
    // The control plane's URL ends in /api/v1, as self-hosted ones do: one cause,
    // one finding, and no "url-includes-api-path" besides it.
    variables: ({ controlPlane, credentials }) => ({
      ...store(controlPlane.url, credentials.pro),
      ZENML_PRO_API_URL: controlPlane.url,
    }),
    exit: 1,
    errors: ["url-is-pro-management-api"],
    login: "skip",
  },
  {
    name: "Pro: key with a blank behind it",
    variables: (world) => pro(world, undefined, " "),
    exit: 0,
    warnings: ["value-whitespace"],
    login: "pass",
  },
  {
    name: "Pro: key with a line break",
    // The contract's warning is for keys that servers take; a workspace cannot
    // pass this one on (measured), nor can the client send it: an error.
    variables: (world) => pro(world, undefined, "\n"),
    exit: 1,
    errors: ["value-whitespace"],
    login: "pass",
    client: "login",
  },
  {
    name: "Pro: key with a line break, for terraform",
    variables: ({ pro, credentials }) =>
      terraform(pro.url, `${credentials.pro}\n`),
    exit: 1,
    errors: ["value-whitespace"],
    login: "pass",
  },
  {
    name: "Pro: key of the workspace itself, which still works",
    variables: ({ pro, credentials }) => store(pro.url, credentials.valid),
    exit: 0,
    // The control plane does not know such an account, which may read every project.
    warnings: ["key-kind-mismatch", "project-missing"],
    login: "pass",
    client: "login",
  },
  {
    name: "Pro: key of another server",
    variables: ({ pro, credentials }) => store(pro.url, credentials.unknown),
    exit: 1,
    errors: ["key-kind-mismatch"],
    login: "fail",
  },
  {
    name: "Pro: user name and password",
    // 400, "Unsupported grant type".
    variables: ({ pro, credentials }) =>
      storePassword(pro.url, "admin", credentials.password),
    exit: 1,
    errors: ["password-refused"],
    login: "fail",
  },
];

function pro(
  { pro, controlPlane, credentials }: World,
  apiUrl: string = controlPlane.url,
  behindKey: string = "",
): Variables {
  return {
    ...store(pro.url, `${credentials.pro}${behindKey}`),
    ZENML_PRO_API_URL: apiUrl,
  };
}
