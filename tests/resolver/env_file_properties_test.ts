import { assert, assertEquals } from "@std/assert";
import fc from "npm:fast-check@4.10.2";
import { ANY_CHARACTER } from "../helpers/any_text.ts";
import { parseEnvFile } from "../../lib/sources/env_file.ts";

/** Runs a function; returns what it gave, and how often it wrote to the console. */
function withSilence<T>(run: () => T): { result: T; written: unknown[][] } {
  const methods = ["log", "info", "warn", "error", "debug", "trace"] as const;
  const originals = methods.map((method) => globalThis.console[method]);
  const written: unknown[][] = [];
  for (const method of methods) {
    globalThis.console[method] = (...args: unknown[]) => {
      written.push(args);
    };
  }
  try {
    return { result: run(), written };
  } finally {
    methods.forEach((method, index) => {
      globalThis.console[method] = originals[index]!;
    });
  }
}

/** What env files are made of, the nasty parts included. */
const TOKENS = [
  "A",
  "ZENML_API_KEY",
  "=",
  '"',
  "'",
  "\\",
  "#",
  "$",
  "{",
  "}",
  " ",
  "\t",
  "\n",
  "\r",
  "\r\n",
  "\u2028",
  "\u2029",
  "\uFEFF",
  "\0",
  "\uFDD0",
  "\uFDD1",
  "\uD800",
  "export ",
  "A=b\n",
  'A="',
  "\nB='",
  "é",
  "-",
  "\v",
  "\u00A0",
];

const TEXT = fc.oneof(
  fc.array(fc.constantFrom(...TOKENS), { maxLength: 60 })
    .map((parts) => parts.join("")),
  fc.string({ unit: ANY_CHARACTER, maxLength: 200 }),
);

Deno.test({
  name: "parseEnvFile() reads any text without throwing or writing",
  permissions: "none",
  fn() {
    fc.assert(
      fc.property(TEXT, (text) => {
        const { written } = withSilence(() => parseEnvFile(text, ".env"));
        assertEquals(written, []);
      }),
      { numRuns: 3000 },
    );
  },
});

Deno.test({
  name: "parseEnvFile() accounts for every line",
  permissions: "none",
  fn() {
    fc.assert(
      fc.property(TEXT, (text) => {
        const { settings, findings } = parseEnvFile(text, ".env");
        const lines = text.replace(/^\uFEFF/, "").split(
          /\r\n|[\n\r\u2028\u2029]/,
        );
        const starts = new Set(
          settings.flatMap(({ source }) =>
            source.kind === "file" ? [source.line] : []
          ),
        );
        // A file of another kind is said once, not line by line.
        if (
          findings.some(({ message }) => message.startsWith("The file is "))
        ) {
          return;
        }
        const reported = new Set(
          findings.filter(({ code }) => code === "file-invalid")
            .map(({ line }) => line),
        );
        assertEquals(starts.size, settings.length, "one setting a line");
        let inSetting = false;
        for (const [index, line] of lines.entries()) {
          const at = index + 1;
          if (starts.has(at)) {
            assert(!reported.has(at), `line ${at} is both`);
            // Only a value in quotes may go on.
            inSetting = /=[ \t]*["']/.test(line);
          } else if (reported.has(at)) {
            inSetting = false;
          } else {
            assert(inSetting || /^\s*(?:#|$)/.test(line), `line ${at} is lost`);
          }
        }
      }),
      { numRuns: 3000 },
    );
  },
});

Deno.test({
  name: "parseEnvFile() gives one-line findings",
  permissions: "none",
  fn() {
    fc.assert(
      fc.property(TEXT, TEXT, (text, file) => {
        for (const { message, hint } of parseEnvFile(text, file).findings) {
          for (const shown of [message, hint]) {
            assert(/^[^\p{Cc}\u2028\u2029]+$/u.test(shown), shown);
          }
        }
      }),
      { numRuns: 1000 },
    );
  },
});

/** Writes an assignment as @std/dotenv's `stringify` 0.225.8 does. */
function assignment(name: string, value: string): string {
  if (/[\n\r\t'\\]/.test(value)) {
    const escaped = value.replaceAll("\\", "\\\\").replaceAll("\n", "\\n")
      .replaceAll("\r", "\\r").replaceAll("\t", "\\t").replaceAll('"', '\\"');
    return `${name}="${escaped}"`;
  }
  return /\W/.test(value) ? `${name}='${value}'` : `${name}=${value}`;
}

Deno.test({
  name: "parseEnvFile() reads what @std/dotenv writes",
  permissions: "none",
  fn() {
    const value = fc.oneof(
      fc.array(fc.constantFrom(...TOKENS), { maxLength: 12 })
        .map((parts) => parts.join("")),
      fc.string({ unit: "grapheme" }),
    )
      // stringify writes these as they are: they end a line, or stand for others here.
      .map((text) => text.replaceAll(/[\u2028\u2029\uFDD0\uFDD1]/g, ""));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 5 }), (values) => {
        const text = values.map((each, at) => assignment(`V${at}`, each));
        const { settings, findings } = parseEnvFile(text.join("\n"), ".env");
        assertEquals(findings, []);
        assertEquals(settings.map((setting) => setting.value), values);
      }),
      { numRuns: 2000 },
    );
  },
});
