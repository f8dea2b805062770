import { assertEquals } from "@std/assert";
import { startDemoServer } from "../../lib/demo/server.ts";
import { PRO_KEY } from "../helpers/credentials.ts";

/** Logs in with a key, or shows it in the place of a token, and returns the status. */
async function statusOf(
  url: string,
  key: string,
  way: "login" | "bearer",
): Promise<number> {
  const response = way === "login"
    ? await fetch(`${url}/api/v1/login`, {
      method: "POST",
      body: new URLSearchParams({ password: key }),
    })
    : await fetch(`${url}/api/v1/current-user`, {
      headers: { authorization: `Bearer ${key}` },
    });
  await response.body?.cancel();
  return response.status;
}

for (const way of ["login", "bearer"] as const) {
  Deno.test(`startDemoServer() takes a Pro key that it knows, and no other, by ${way}`, async () => {
    await using server = await startDemoServer("pro");
    const { ZENML_STORE_URL: url = "", ZENML_STORE_API_KEY: key = "" } =
      server.environment;
    assertEquals(await statusOf(url, key, way), 200);
    assertEquals(await statusOf(url, PRO_KEY, way), 401);
  });
}
