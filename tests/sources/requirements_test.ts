import { assertEquals } from "@std/assert";
import { pinIn } from "../../lib/sources/requirements.ts";

/** A file, and what it pins. */
const FILES: readonly (readonly [string, string, string | null])[] = [
  ["requirements.txt", "zenml==0.98.0\n", "0.98.0 in 1"],
  [
    "requirements.txt with extras",
    "a==1\nzenml[server,s3fs] == 0.97.0",
    "0.97.0 in 2",
  ],
  [
    "requirements.txt with a marker",
    'ZenML==0.96.1; python_version < "3.12"',
    "0.96.1 in 1",
  ],
  [
    "requirements.txt with hashes",
    "zenml===0.95.0 \\\n  --hash=sha256:x",
    "0.95.0 in 1",
  ],
  ["requirements.txt of Windows", "a\r\nzenml==0.98.0\r\n", "0.98.0 in 2"],
  ["a range", "zenml>=0.90,<0.99", null],
  [
    "another package",
    "mlstacks==0.9\nzenml-helper==0.1.0\nmy-zenml==1.0",
    null,
  ],
  ["a comment", "# zenml==0.1.0\n", null],
  [
    "uv.lock",
    '[[package]]\nname = "zenml"\nversion = "0.98.0"\n',
    "0.98.0 in 3",
  ],
  [
    "poetry.lock",
    '[[package]]\nname = "zen"\nversion = "1"\n\n[[package]]\nname = "zenml"\nversion = "0.94.0"\ndescription = ""',
    "0.94.0 in 7",
  ],
  [
    "a lock file's other package",
    '[[package]]\nname = "zenml"\nsource = {}\n[[package]]\nname = "x"\nversion = "2"\n',
    null,
  ],
  [
    "pyproject.toml",
    'dependencies = [\n  "zenml[local]==0.98.0",\n]',
    "0.98.0 in 2",
  ],
  ["pyproject.toml of Poetry", 'zenml = "0.93.0"', "0.93.0 in 1"],
  [
    "a table of Poetry",
    'zenml = { extras = ["server"], version = "0.93.1" }',
    "0.93.1 in 1",
  ],
  ["a caret of Poetry", 'zenml = "^0.93.0"', null],
  ["nothing", "", null],
];

for (const [name, text, expected] of FILES) {
  Deno.test({
    name: `pinIn() finds ${expected ?? "no pin"} for ${name}`,
    permissions: "none",
    fn() {
      const pin = pinIn(text);
      assertEquals(pin && `${pin.version} in ${pin.line}`, expected);
    },
  });
}
