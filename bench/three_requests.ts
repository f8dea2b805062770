/**
 * The three requests of a healthy examination and nothing else, as ZENML_STORE_URL and ZENML_STORE_API_KEY say.
 *
 * @module
 */
const api = `${Deno.env.get("ZENML_STORE_URL")}/api/v1`;

async function ask(path: string, init: RequestInit = {}): Promise<string> {
  const response = await fetch(api + path, init);
  if (!response.ok) throw new Error(`${path}: status ${response.status}`);
  return await response.text();
}

await ask("/info");
const answer = await ask("/login", {
  method: "POST",
  body: new URLSearchParams({
    grant_type: "zenml-api-key",
    password: Deno.env.get("ZENML_STORE_API_KEY") ?? "",
  }),
});
const { access_token } = JSON.parse(answer) as { access_token: string };
await ask("/current-user", {
  headers: { authorization: `Bearer ${access_token}` },
});
