import { assert, assertEquals, assertFalse } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { type Inputs, readInputs } from "../../action/inputs.ts";
import { permissionsFor } from "../../action/permissions.ts";
import { parseEnvFile } from "../../lib/sources/env_file.ts";

const SECRET = "ZENPROKEY_c2VjcmV0U2VjcmV0";
/** No form gives this one away. */
const OPAQUE = "s3cr3t-and-opaque";
const SERVER = { ZENML_STORE_URL: "https://zenml.example.com" } as const;

function inputs(given: Partial<Inputs>): Inputs {
  return { ...readInputs(() => ""), ...given };
}

function flags(
  given: Partial<Inputs>,
  environment: Readonly<Record<string, string>> = {},
  file = "",
): readonly string[] {
  const envFiles = [parseEnvFile(file, ".env")];
  const result = permissionsFor(inputs(given), environment, envFiles, [
    "/tmp/report.json",
  ]);
  assert(!("problem" in result), JSON.stringify(result));
  return result;
}

/** Variables that mean nothing in a job of GitHub's: those of other services, of terminals, and of Windows. */
const NOT_THERE =
  /^(?:APPDATA|REQUEST_METHOD|GITLAB_CI|CI_|TF_BUILD|SYSTEM_|FORCE_COLOR|CLICOLOR|TERM$|LC_|LANG$)/u;

/** The hosts that may be asked, but for the control plane that always may. */
function hostsIn(flags: readonly string[]): readonly string[] {
  const [flag = "", ...others] = flags
    .filter((one) => one.startsWith("--allow-net"));
  assertEquals(others, []);
  const [first, ...rest] = flag.split(",");
  assertEquals(first, "--allow-net=cloudapi.zenml.io");
  return rest;
}

/** The permissions for a URL, from each place that it may come from. */
function everywhere(url: string): readonly (readonly string[])[] {
  return [
    flags({ url: [url] }),
    flags({}, { ZENML_STORE_URL: url }),
    flags({}, { ZENML_SERVER_URL: url }),
    flags({}, { ...SERVER, ZENML_PRO_API_URL: url }),
    flags({}, { ...SERVER, HTTPS_PROXY: url }),
    flags({}, { ...SERVER, ALL_PROXY: url }),
    flags({}, {}, `ZENML_SERVER_URL=${url}\n`),
    flags({}, SERVER, `ZENML_PRO_API_URL='${url}'\n`),
  ];
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
  Deno.test(`permissionsFor() permits the host of ${url}`, () => {
    assertEquals(hostsIn(flags({ url: [url] })), [host]);
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
  Deno.test(`permissionsFor() permits no host for the URL ${url}`, () => {
    for (const permitted of everywhere(url)) {
      const hosts = hostsIn(permitted)
        .filter((host) => host !== "zenml.example.com");
      assertEquals(hosts, []);
    }
  });
}

Deno.test("permissionsFor() permits no host where nothing names one", () => {
  assertEquals(hostsIn(flags({})), []);
});

Deno.test("permissionsFor() permits the hosts of both programs, of ZenML Pro's part and of proxies", () => {
  const permitted = flags({}, {
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

Deno.test("permissionsFor() writes the host of a proxy in the form that Deno takes", () => {
  const permitted = flags({}, {
    ...SERVER,
    ALL_PROXY: "socks5://127.0.0.1.:1",
  });
  assertEquals(hostsIn(permitted), ["zenml.example.com", "127.0.0.1"]);
});

Deno.test("permissionsFor() permits the host of the program that is examined alone", () => {
  const permitted = flags({ consumer: ["terraform"] }, {
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
  Deno.test(`permissionsFor() names no key that is ${what}`, () => {
    for (const permitted of everywhere(url)) {
      const text = permitted.join("\n").toLowerCase();
      assertFalse(text.includes(SECRET.toLowerCase()), text);
    }
  });
}

Deno.test("permissionsFor() names no value of a secret variable, in a host or a path", () => {
  for (const name of ["ZENML_STORE_API_KEY", "ZENML_API_TOKEN"]) {
    for (
      const url of [
        OPAQUE,
        `https://${OPAQUE}`,
        `https://${OPAQUE}.example.com`,
      ]
    ) {
      const permitted = flags(
        { "env-file": [OPAQUE], format: [`json=${OPAQUE}`] },
        { ZENML_STORE_URL: url, [name]: OPAQUE },
        `ZENML_SERVER_URL=${url}\n`,
      );
      assertFalse(permitted.join("\n").includes(OPAQUE));
    }
  }
});

Deno.test("permissionsFor() permits no network where every host is a secret", () => {
  const permitted = flags({}, { ZENML_API_KEY: "cloudapi.zenml.io" });
  assertFalse(permitted.some((one) => one.startsWith("--allow-net")));
});

Deno.test("permissionsFor() permits a host that has a password for a word", () => {
  const permitted = flags({}, { ...SERVER, ZENML_STORE_PASSWORD: "example" });
  assertEquals(hostsIn(permitted), ["zenml.example.com"]);
});

Deno.test("permissionsFor() permits to read the env files, and the CA file that is there", () => {
  const here = new URL(import.meta.url).pathname;
  for (
    const [value, files] of [
      [here, [here]],
      [".", []],
      ["nothing.pem", []],
      ["false", []],
      ["-----BEGIN CERTIFICATE-----", []],
    ] as const
  ) {
    const permitted = flags(
      { "env-file": ["one two.env", "b.env"] },
      { ...SERVER, ZENML_STORE_VERIFY_SSL: value },
    );
    assertEquals(
      permitted.filter((one) => one.startsWith("--allow-read")),
      ["one two.env", "b.env", ...files].map((file) => `--allow-read=${file}`),
    );
  }
});

Deno.test("permissionsFor() permits to read what the programs' libraries read, where it is there", async () => {
  const folder = await Deno.makeTempDir();
  const [ca, netrc] = [`${folder}/ca.pem`, `${folder}/.netrc`];
  await Deno.writeTextFile(ca, "");
  await Deno.writeTextFile(netrc, "");
  const none = `${folder}/none`;
  for (
    const [environment, files] of [
      [{ REQUESTS_CA_BUNDLE: ca }, [ca]],
      [{ REQUESTS_CA_BUNDLE: folder }, [folder]],
      [{ CURL_CA_BUNDLE: ca, ZENML_STORE_VERIFY_SSL: "false" }, [ca]],
      [{ REQUESTS_CA_BUNDLE: none }, []],
      [{ DENO_CERT: ca }, [ca]],
      [{ NODE_EXTRA_CA_CERTS: none }, []],
      [{ HOME: folder }, [netrc]],
      [{ HOME: folder, NETRC: none }, []],
      [{ NETRC: netrc }, [netrc]],
    ] as const
  ) {
    const permitted = flags({}, {
      ZENML_STORE_URL: "https://zenml.example.com",
      ...environment,
    });
    assertEquals(
      permitted.filter((one) => one.startsWith("--allow-read")),
      files.map((file) => `--allow-read=${file}`),
    );
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("permissionsFor() permits to write the reports that have a file, and what it is told", () => {
  const permitted = flags({ format: ["text", "junit=a=b.xml", "json="] });
  assertEquals(permitted.filter((one) => one.startsWith("--allow-write")), [
    "--allow-write=a=b.xml",
    "--allow-write=/tmp/report.json",
  ]);
});

for (
  const [path, shown] of [
    ["a,b.env", "a,b.env"],
    ["C:\\a,b.env", "C:\\a,b.env"],
    ["ö, ü.env", "ö, ü.env"],
    ["a,b::error::x", "(not shown)"],
    ["a,\rb", "(not shown)"],
    ["a,##[error]b", "(not shown)"],
    ["a,\x1b[2J", "(not shown)"],
    ["a,\u202eb", "(not shown)"],
  ] as const
) {
  Deno.test(`permissionsFor() refuses the path ${JSON.stringify(path)}, and says ${shown}`, () => {
    for (
      const given of [
        { "env-file": [path] },
        { each: [path] },
        { requirements: [path] },
        { format: [`json=${path}`] },
      ]
    ) {
      assertEquals(permissionsFor(inputs(given), {}, [], []), {
        problem: `Deno cannot permit a path with a comma: ${shown}`,
      });
    }
  });
}

Deno.test("permissionsFor() permits the variables that the command reads, as far as a job may have them", () => {
  const [flag = ""] = flags({});
  const permitted = new Set(flag.replace("--allow-env=", "").split(","));
  const [, read = ""] = /'(.*)'/u.exec(config.tasks.variables.command) ?? [];
  const missing = read.split(",").filter((name) => !permitted.has(name));
  assert(permitted.size > 10);
  assertEquals(missing.filter((name) => !NOT_THERE.test(name)), []);
});

Deno.test("permissionsFor() names many hosts in arguments that are short enough for every system", () => {
  const each = Array.from({ length: 1000 }, (_, index) => `${index}.env`);
  const files = each.map((name) =>
    parseEnvFile(`ZENML_STORE_URL=https://${name}.example.com\n`, name)
  );
  const result = permissionsFor(inputs({ each }), SERVER, files, []);
  assert(!("problem" in result));
  const net = result.filter((one) => one.startsWith("--allow-net="));
  assertEquals(
    net.flatMap((one) => one.slice("--allow-net=".length).split(",")),
    ["cloudapi.zenml.io", ...each.map((name) => `${name}.example.com`)],
  );
  assert(net.every((one) => one.length < 131_072));
  assertEquals(net.length, 3);
});

Deno.test("permissionsFor() reads env files by the format that the doctor reads them by, and prefers what it prefers", () => {
  const two = {
    ZENML_STORE_URL: "https://one.example.com",
    ZENML_SERVER_URL: "https://two.example.com",
    ZENML_PRO_API_URL: "https://pro.example.com",
  };
  for (const prefer of ["store", "terraform"]) {
    assertEquals([...hostsIn(flags({ prefer: [prefer] }, two))].sort(), [
      "one.example.com",
      "pro.example.com",
      "two.example.com",
    ]);
  }
});

Deno.test("permissionsFor() lists permissions for these four alone, whatever an input holds", () => {
  const hostile = ["--allow-all", "-A", "--allow-run", "x\0y", "::x", "$(x)"];
  for (const value of hostile) {
    for (
      const name of [
        "url",
        "env-file",
        "each",
        "requirements",
        "format",
      ] as const
    ) {
      const values = [name === "format" ? `json=${value}` : value];
      for (const one of flags({ [name]: values })) {
        assert(/^--allow-(?:env|net|read|write)=./su.test(one), one);
      }
    }
  }
});
