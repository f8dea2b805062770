import { assertEquals } from "@std/assert";
import { listenForAnyKey } from "../../bench/any_key.ts";
import { diagnose } from "../../lib/doctor/diagnose.ts";
import { encodeApiKey } from "../../lib/resolver/credential_format.ts";
import { resolve } from "../../mod.ts";

Deno.test("listenForAnyKey() is a healthy server to every key at once", async () => {
  const server = listenForAnyKey({ latencyMs: 5 });
  const examine = async (id: string) => {
    const key = encodeApiKey({ id, value: crypto.randomUUID() });
    const environment = {
      ZENML_STORE_URL: server.url,
      ZENML_STORE_API_KEY: key,
    };
    const { connections } = await diagnose(resolve({ environment }));
    return connections.flatMap(({ checks }) =>
      checks.flatMap(({ findings }) => findings.map(({ code }) => code))
    );
  };
  const ids = [1, 2, 3].map(() => crypto.randomUUID());
  try {
    assertEquals(await Promise.all(ids.map(examine)), [[], [], []]);
    const looks = server.requests.map(({ path }) => path)
      .filter((path) => path.includes("/api_keys/"));
    assertEquals(
      looks.map((path) => path.split("/").at(-1)).sort(),
      ids.toSorted(),
    );
  } finally {
    await server.close();
  }
});

Deno.test("listenForAnyKey() refuses what is no key", async () => {
  const server = listenForAnyKey({});
  try {
    const response = await fetch(`${server.url}/api/v1/login`, {
      method: "POST",
      body: new URLSearchParams({ password: "changeme" }),
    });
    await response.body?.cancel();
    assertEquals(response.status, 401);
  } finally {
    await server.close();
  }
});
