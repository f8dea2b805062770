import { assertEquals, assertFalse } from "@std/assert";
import { flags, hostsIn, SERVER } from "./flags.ts";

const SECRET = "ZENPROKEY_c2VjcmV0U2VjcmV0";
/** No form gives this one away. */
const OPAQUE = "s3cr3t-and-opaque";
/** The permissions for a URL, from each place that it may come from. */
function everywhere(
  url: string,
): Promise<readonly (readonly string[])[]> {
  return Promise.all([
    flags({ url: [url] }),
    flags({}, { ZENML_STORE_URL: url }),
    flags({}, { ZENML_SERVER_URL: url }),
    flags({}, { ...SERVER, ZENML_PRO_API_URL: url }),
    flags({}, { ...SERVER, HTTPS_PROXY: url }),
    flags({}, { ...SERVER, ALL_PROXY: url }),
    flags({}, {}, `ZENML_SERVER_URL=${url}\n`),
    flags({}, SERVER, `ZENML_PRO_API_URL='${url}'\n`),
  ]);
}

for (
  const [url, host] of [
    ["https://Zenml.example.com:8443/x?y#z", "zenml.example.com"],
    ["https://me:p%40ss@zenml.example.com/", "zenml.example.com"],
    ["http://[::1]:8080/", "[::1]"],
    ["https://zénml.example.com", "xn--znml-bpa.example.com"],
    ["https://zenml.example.com.", "zenml.example.com."],
    ["https://zen_ml.example.com", "zen_ml.example.com"],
    ["http://2130706433", "127.0.0.1"],
  ] as const
) {
  Deno.test(`permissionsFor() permits the host of ${url}`, async () => {
    assertEquals(hostsIn(await flags({ url: [url] })), [host]);
  });
}

for (
  const url of [
    "[",
    "a]b",
    "https://[",
    "https://a]b",
    "https://[v1.x]",
    "http://[:::]:80",
    "http://[1.2.3.4]:80",
    "socks5://[.]",
    "https://a..b",
    "https://.a",
    "https://.",
    "https://a'b",
    "https://zenml.example.com,",
    "https://a,b",
    "https://*.example.com",
    "https://*",
    "https://a b",
    "https://a%2cb",
    "https://~",
    "https://",
    "https://a --allow-all",
    "zenml.example.com,--allow-all",
    "://",
    ",",
    "--allow-all,",
  ]
) {
  Deno.test(`permissionsFor() permits no host for the URL ${url}`, async () => {
    for (const permitted of await everywhere(url)) {
      const hosts = hostsIn(permitted)
        .filter((host) => host !== "zenml.example.com");
      assertEquals(hosts, []);
    }
  });
}

Deno.test("permissionsFor() permits no host where nothing names one", async () => {
  assertEquals(hostsIn(await flags({})), []);
});

Deno.test("permissionsFor() permits the hosts of both programs, of ZenML Pro's part and of proxies", async () => {
  const permitted = await flags({}, {
    ZENML_STORE_URL: "https://one.example.com",
    ZENML_SERVER_URL: "http://two.example.com",
    ZENML_PRO_API_URL: "https://pro.example.com/api",
    HTTPS_PROXY: "http://me:hunter2@proxy.example.com:3128",
    HTTP_PROXY: "[::1]:3128",
  });
  assertEquals([...hostsIn(permitted)].sort(), [
    "[::1]",
    "one.example.com",
    "pro.example.com",
    "proxy.example.com",
    "two.example.com",
  ]);
});

Deno.test("permissionsFor() writes the host of a proxy in the form that Deno takes", async () => {
  const permitted = await flags({}, {
    ...SERVER,
    ALL_PROXY: "socks5://127.0.0.1.:1",
  });
  assertEquals(hostsIn(permitted), ["zenml.example.com", "127.0.0.1"]);
});

Deno.test("permissionsFor() permits the host of the program that is examined alone", async () => {
  const permitted = await flags({ consumer: ["terraform"] }, {
    ZENML_STORE_URL: "https://one.example.com",
    ZENML_SERVER_URL: "https://two.example.com",
  });
  assertEquals(hostsIn(permitted), ["two.example.com"]);
});

for (
  const [what, url] of [
    ["the URL", SECRET],
    ["its host", `https://${SECRET}`],
    ["a label of its host", `https://a.${SECRET}.example.com`],
    ["its port", `https://zenml.example.com:${SECRET}`],
    ["its path", `http://127.0.0.1:9/${SECRET}`],
    ["its query", `http://127.0.0.1:9/?key=${SECRET}`],
    ["its user name", `http://${SECRET}@127.0.0.1:9`],
    ["its password", `http://me:${SECRET}@127.0.0.1:9`],
    ["what follows an @ in its password", `http://me:p@${SECRET}@127.0.0.1:9`],
    ["what follows a comma", `http://127.0.0.1:9,${SECRET}`],
    ["what follows a bracket", `http://[::1],${SECRET}]:9`],
  ] as const
) {
  Deno.test(`permissionsFor() names no key that is ${what}`, async () => {
    for (const permitted of await everywhere(url)) {
      const text = permitted.join("\n").toLowerCase();
      assertFalse(text.includes(SECRET.toLowerCase()), text);
    }
  });
}

Deno.test("permissionsFor() names no value of a secret variable, in a host or a path", async () => {
  for (const name of ["ZENML_STORE_API_KEY", "ZENML_API_TOKEN"]) {
    for (
      const url of [
        OPAQUE,
        `https://${OPAQUE}`,
        `https://${OPAQUE}.example.com`,
      ]
    ) {
      const permitted = await flags(
        { "env-file": [OPAQUE], format: [`json=${OPAQUE}`] },
        { ZENML_STORE_URL: url, [name]: OPAQUE },
        `ZENML_SERVER_URL=${url}\n`,
      );
      assertFalse(permitted.join("\n").includes(OPAQUE));
    }
  }
});

Deno.test("permissionsFor() permits no network where every host is a secret", async () => {
  const permitted = await flags({}, { ZENML_API_KEY: "cloudapi.zenml.io" });
  assertFalse(permitted.some((one) => one.startsWith("--allow-net")));
});

Deno.test("permissionsFor() permits a host that has a password for a word", async () => {
  const permitted = await flags({}, {
    ...SERVER,
    ZENML_STORE_PASSWORD: "example",
  });
  assertEquals(hostsIn(permitted), ["zenml.example.com"]);
});
