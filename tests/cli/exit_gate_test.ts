import { assertEquals } from "@std/assert";
import { inertLine } from "../../lib/http/inert.ts";
import { jsonDocument } from "../../lib/report/json_document.ts";
import { xmlText } from "../../lib/report/xml.ts";
import { keepingHost } from "../helpers/gated_host.ts";

const SECRET = "s3cr3t/of+one run";

function printed(secrets: readonly string[], text: string): string {
  const { host, left } = keepingHost();
  host.secrets.add(...secrets);
  host.print(text);
  return left.join();
}

Deno.test({
  name: "exitGate() takes a secret out of every text that leaves the process",
  permissions: "none",
  async fn() {
    const { host, left } = keepingHost();
    host.secrets.add(SECRET);
    host.print(`a ${SECRET}`);
    host.printError(`b ${SECRET}`);
    host.showProgress?.(`c ${SECRET}`);
    host.showProgress?.(null);
    await host.writeFile("report.txt", `d ${SECRET}`);
    await host.appendToFileOf("GITHUB_STEP_SUMMARY", `e ${SECRET}`);
    assertEquals(left, [
      "a [redacted]",
      "b [redacted]",
      "c [redacted]",
      "nothing",
      "d [redacted]",
      "e [redacted]",
    ]);
  },
});

for (
  const secret of ["horse##[battery", "::staple::horse!", "section_start:ab!"]
) {
  Deno.test({
    name: `exitGate() finds ${secret} in each form that reports give it`,
    permissions: "none",
    fn() {
      const json = jsonDocument({ a: secret });
      for (const shown of [secret, inertLine(secret), xmlText(secret)]) {
        assertEquals(printed([secret], `a ${shown}`), "a [redacted]");
      }
      assertEquals(JSON.parse(printed([secret], json)), { a: "[redacted]" });
    },
  });
}

Deno.test({
  name: "exitGate() takes the effect from what goes to standard error",
  permissions: "none",
  fn() {
    const { host, left } = keepingHost();
    host.printError("::error::a\u001b[2J");
    host.showProgress?.("##vso[a]");
    assertEquals(left, [": :error::a\uFFFD[2J", "# #vso[a]"]);
  },
});

Deno.test({
  name: "exitGate() leaves the way around it as it is",
  permissions: "none",
  fn() {
    const { host, left } = keepingHost();
    host.secrets.add(SECRET);
    host.aroundGate.print(SECRET);
    assertEquals(left, [SECRET]);
  },
});

Deno.test({
  name: "exitGate() knows a secret from when it is added on",
  permissions: "none",
  fn() {
    const { host, left } = keepingHost();
    host.print(SECRET);
    host.secrets.add("another-0ne");
    host.secrets.add(SECRET);
    host.print(`${SECRET} another-0ne`);
    assertEquals(left, [SECRET, "[redacted] [redacted]"]);
  },
});

for (
  const [form, text] of [
    ["as it is", SECRET],
    ["encoded for a URL", encodeURIComponent(SECRET)],
    ["encoded in lower case", "s3cr3t%2fof%2bone%20run"],
    ["encoded for a form", "s3cr3t%2Fof%2Bone+run"],
    ["within words", `x${SECRET}x`],
  ] as const
) {
  Deno.test({
    name: `exitGate() finds a secret ${form}`,
    permissions: "none",
    fn() {
      assertEquals(
        printed([SECRET], `<${text}>`),
        `<${text.replace(/s3.*run/u, "[redacted]")}>`,
      );
    },
  });
}

Deno.test({
  name: "exitGate() leaves nothing of secrets that overlap",
  permissions: "none",
  fn() {
    assertEquals(
      printed(["first-0ne-and", "0ne-and-second"], "a first-0ne-and-second b"),
      "a [redacted] b",
    );
    assertEquals(
      printed(["0ne-and-", "first-0ne-and-second"], "first-0ne-and-second"),
      "[redacted]",
    );
  },
});

for (
  const [kind, secret] of [
    ["a short one", "warn1ng"],
    ["a plain word", "terraform"],
    ["a plain word in capitals", "WARNINGS"],
    ["the name of a variable", "ZENML_STORE_API_KEY"],
    ["a code", "credential-missing"],
    ["a URL", "https://zenml.example.com"],
  ] as const
) {
  Deno.test({
    name: `exitGate() takes no word of the program for a secret: ${kind}`,
    permissions: "none",
    fn() {
      assertEquals(printed([secret], `the ${secret}`), `the ${secret}`);
    },
  });
}

for (
  const secret of [
    "12345678",
    '": "w4rn1ng", "',
    "{\n  1234567",
    'quote"s and \\ in it',
    "l1ne\nend",
    "lone \ud800 half 1",
  ]
) {
  Deno.test({
    name: `exitGate() keeps JSON valid with ${
      JSON.stringify(secret)
    } as secret`,
    permissions: "none",
    fn() {
      const document = {
        durationMs: 12345678.5,
        message: `got ${secret} here`,
        status: "warn",
        list: [secret, null, true],
      };
      const text = `${JSON.stringify(document, null, 2)}\n`;
      assertEquals(JSON.parse(printed([secret], text)), {
        ...document,
        message: "got [redacted] here",
        list: ["[redacted]", null, true],
      });
    },
  });
}

Deno.test({
  name: "exitGate() leaves a document without a secret as it is, to the byte",
  permissions: "none",
  fn() {
    for (
      const text of ['{"a":1.50}\n', "{ no JSON", "https://x/@s?a=ZENKEY_x"]
    ) {
      assertEquals(printed([SECRET], text), text);
    }
  },
});

Deno.test({
  name: "exitGate() redacts what only begins as JSON does",
  permissions: "none",
  fn() {
    assertEquals(printed([SECRET], `{ ${SECRET}`), "{ [redacted]");
  },
});

Deno.test({
  name:
    "exitGate() knows secrets for values that it does not search documents for",
  permissions: "none",
  fn() {
    const { host, left } = keepingHost();
    host.secrets.add("plumjam");
    host.print("plumjam");
    assertEquals([left, host.secrets.redact("a plumjam")], [
      ["plumjam"],
      "a [redacted]",
    ]);
  },
});

Deno.test({
  name: "exitGate() leaves the layout of JSON as it is",
  permissions: "none",
  fn() {
    const document = { a: [SECRET, 1], b: { [SECRET]: "x" }, c: null };
    const write = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
    const [shown = ""] = [printed([SECRET], write({ ...document, b: {} }))];
    assertEquals(
      shown,
      write({ a: ["[redacted]", 1], b: {}, c: null }),
    );
  },
});
