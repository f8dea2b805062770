/**
 * Service accounts, keys and tokens on a real server, through its REST API.
 *
 * @module
 */

/** A service account. */
export interface Account {
  /** Its id. */
  readonly id: string;
  /** Its name. */
  readonly name: string;
}

/** An API key of an account. */
export interface Key {
  /** The account's id. */
  readonly account: string;
  /** The key's id. */
  readonly id: string;
  /** The value, shown once: `ZENKEY_…`. */
  readonly value: string;
}

/** A logged-in administrator of a server. */
export class Administrator {
  readonly #url: string;
  readonly #token: string;
  #accounts = 0;

  /**
   * Takes a session of an administrator.
   *
   * @param url The server's base URL.
   * @param token The session's token.
   */
  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /**
   * Logs in with a password.
   *
   * @param url The server's base URL.
   * @param user Name and password.
   * @returns The administrator.
   */
  static async login(
    url: string,
    user: { readonly name: string; readonly password: string },
  ): Promise<Administrator> {
    const { name, password } = user;
    return new Administrator(
      url,
      await login(url, { username: name, password }),
    );
  }

  /**
   * Creates an account with one key.
   *
   * @returns The key.
   */
  async createKey(): Promise<Key> {
    const name = `bot-${++this.#accounts}`;
    const account = await this.#ask("POST", "/service_accounts", {
      name,
      active: true,
    });
    const path = `/service_accounts/${textAt(account, "id")}/api_keys`;
    const key = await this.#ask("POST", path, { name: "ci" });
    return {
      account: textAt(account, "id"),
      id: textAt(key, "id"),
      value: textAt(key, "body", "key"),
    };
  }

  /**
   * Creates a project.
   *
   * @param name Its name.
   * @returns Its id.
   */
  async createProject(name: string): Promise<string> {
    const project = { name, display_name: name, description: "" };
    return textAt(await this.#ask("POST", "/projects", project), "id");
  }

  /**
   * Finds a project or a stack.
   *
   * @param kind Which of them.
   * @param name Its name.
   * @returns Its id.
   */
  async idOf(kind: "projects" | "stacks", name: string): Promise<string> {
    const page = await this.#ask("GET", `/${kind}?name=${name}`);
    return textAt(page, "items", "0", "id");
  }

  /**
   * Rotates a key.
   *
   * @param key The key.
   * @param minutes How long the old value still works.
   * @returns The key with its new value.
   */
  async rotate(key: Key, minutes: number): Promise<Key> {
    const answer = await this.#ask("PUT", `${pathOf(key)}/rotate`, {
      retain_period_minutes: minutes,
    });
    return { ...key, value: textAt(answer, "body", "key") };
  }

  /**
   * Deactivates a key.
   *
   * @param key The key.
   */
  async deactivateKey(key: Key): Promise<void> {
    await this.#ask("PUT", pathOf(key), { active: false });
  }

  /**
   * Deactivates the account of a key.
   *
   * @param key The key.
   */
  async deactivateAccount(key: Key): Promise<void> {
    await this.#ask("PUT", `/service_accounts/${key.account}`, {
      active: false,
    });
  }

  /**
   * Deletes a key.
   *
   * @param key The key.
   */
  async deleteKey(key: Key): Promise<void> {
    await this.#ask("DELETE", pathOf(key));
  }

  /**
   * Logs in with a key.
   *
   * @param key The key's value.
   * @returns The access token.
   */
  token(key: string): Promise<string> {
    return login(this.#url, { password: key });
  }

  /**
   * Makes a token that expires; the server also makes one that has expired.
   *
   * @param token A token of the account.
   * @param seconds Its lifetime, negative for one that is over.
   * @returns The token.
   */
  async expiringToken(token: string, seconds: number): Promise<string> {
    // Older servers take whole minutes; each ignores the other's parameter.
    const path = `/api_token?token_type=generic&expires_in=${seconds}` +
      `&expires_minutes=${Math.trunc(seconds / 60)}`;
    const answer = await request(this.#url, "GET", path, token);
    if (typeof answer !== "string") throw new TypeError("No token in answer");
    return answer;
  }

  #ask(method: string, path: string, body?: unknown): Promise<unknown> {
    return request(this.#url, method, path, this.#token, body);
  }
}

/**
 * Logs in as the server's clients do.
 *
 * @param url The server's base URL.
 * @param form The fields.
 * @returns The access token.
 */
export async function login(
  url: string,
  form: Record<string, string>,
): Promise<string> {
  const response = await fetch(`${url}/api/v1/login`, {
    method: "POST",
    body: new URLSearchParams(form),
  });
  return textAt(await answerOf(response), "access_token");
}

function pathOf(key: Key): string {
  return `/service_accounts/${key.account}/api_keys/${key.id}`;
}

async function request(
  url: string,
  method: string,
  path: string,
  token: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      "authorization": `Bearer ${token}`,
      "content-type": "application/json",
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  return await answerOf(response);
}

async function answerOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  const { pathname } = new URL(response.url);
  throw new Error(`Cannot use ${pathname}: ${response.status} ${text}`);
}

function textAt(value: unknown, ...path: readonly string[]): string {
  let found: unknown = value;
  for (const name of path) {
    if (typeof found !== "object" || found === null) break;
    found = Object.entries(found).find(([key]) => key === name)?.[1];
  }
  if (typeof found === "string") return found;
  throw new TypeError(`Cannot read ${path.join(".")} of the answer`);
}
