// The bodies of a ZenML server's responses, field by field as recorded from ZenML 0.98.0.
import { PRO_TOKEN_LIFE_SECONDS } from "./issued_token.ts";
import type { ApiKey, DemoAccount, Identity, Workspace } from "./workspace.ts";

/** A JSON object that is about to be sent. */
export type Body = Readonly<Record<string, unknown>>;

/** What the dashboard sends for every path that is none of the API's. */
export const DASHBOARD_HTML = `<!doctype html>
<html lang="en">
<head><title>ZenML Dashboard</title></head>
<body><div id="root"></div></body>
</html>
`;

/** Writes the server info. */
export function infoBody(
  { id, pro, isActivated, needsLogin }: Workspace,
): Body {
  const [organization, workspace] = ["acme", "prod"];
  return {
    id,
    name: "default",
    version: "0.98.0",
    active: isActivated,
    debug: false,
    deployment_type: pro ? "cloud" : "other",
    database_type: "sqlite",
    secrets_store_type: "sql",
    auth_scheme: pro
      ? "EXTERNAL"
      : needsLogin
      ? "OAUTH2_PASSWORD_BEARER"
      : "NO_AUTH",
    server_url: "",
    dashboard_url: pro ? dashboardOf(pro) : "",
    analytics_enabled: false,
    metadata: pro
      ? {
        account_id: pro.organizationId,
        organization_id: pro.organizationId,
        workspace_id: id,
        organization_name: organization,
        workspace_name: workspace,
      }
      : {},
    last_user_activity: naiveUtc(Date.now()),
    pro_dashboard_url: pro?.dashboardUrl ?? null,
    pro_api_url: pro?.apiUrl ?? null,
    pro_organization_id: pro?.organizationId ?? null,
    pro_organization_name: pro ? organization : null,
    pro_workspace_id: pro ? id : null,
    pro_workspace_name: pro ? workspace : null,
  };
}

/** Writes where a Pro workspace redirects requests for its dashboard. */
export function dashboardOf(pro: { readonly dashboardUrl: string }): string {
  return `${pro.dashboardUrl}/workspaces/prod`;
}

/** Writes the response to a login that was accepted. */
export function tokenBody(token: string, isPro: boolean): Body {
  return {
    access_token: token,
    token_type: "bearer",
    expires_in: isPro ? PRO_TOKEN_LIFE_SECONDS : null,
    refresh_token: null,
    csrf_token: null,
    scope: null,
    device_id: null,
    device_metadata: null,
  };
}

/** Writes the account of a request. */
export function accountBody({ account }: Identity, byKey: boolean): Body {
  const { active, isServiceAccount } = account;
  return {
    body: {
      ...timesOf(account),
      active,
      activation_token: null,
      full_name: isServiceAccount ? account.name : "",
      email_opted_in: false,
      is_service_account: isServiceAccount,
      is_admin: !isServiceAccount,
      default_project_id: null,
      avatar_url: null,
    },
    metadata: {
      password_changed_at: null,
      email: byKey ? "" : null,
      external_user_id: byKey ? null : account.externalId,
      user_metadata: {},
      oidc_claims: {},
    },
    ...entityOf(account),
  };
}

/** Writes an API key. */
export function keyBody(key: ApiKey, account: DemoAccount): Body {
  const { active, retainMinutes, lastLoginAt, rotatedAt } = key;
  return {
    body: {
      ...timesOf(key),
      key: null,
      active,
      service_account: {
        body: {
          ...timesOf(account),
          full_name: account.name,
          active: account.active,
          avatar_url: null,
        },
        metadata: null,
        ...entityOf(account),
      },
    },
    metadata: {
      description: "",
      retain_period_minutes: retainMinutes,
      last_login: lastLoginAt === null ? null : naiveUtc(lastLoginAt),
      last_rotated: rotatedAt === null ? null : naiveUtc(rotatedAt),
    },
    ...entityOf(key),
  };
}

function timesOf({ createdAt }: DemoAccount | ApiKey): Body {
  const created = naiveUtc(createdAt);
  return { created, updated: created };
}

function entityOf({ id, name }: DemoAccount | ApiKey): Body {
  return { resources: null, id, permission_denied: false, name };
}

/** Writes a time as the server does: UTC without saying so, with microseconds. */
function naiveUtc(time: number): string {
  return new Date(time).toISOString().replace("Z", "000");
}
