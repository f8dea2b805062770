import { assertEquals } from "@std/assert";
import { parseEnvFile } from "../../lib/sources/env_file.ts";
import {
  type EnvReader,
  readersThatDiffer,
} from "../../lib/sources/env_dialect.ts";
import measured from "../data/env_file_truths.json" with { type: "json" };

type Truth = Readonly<Record<Exclude<EnvReader, "compose">, string | null>> & {
  readonly text: string;
};

const TRUTHS: readonly Truth[] = measured.truths;

for (const truth of TRUTHS) {
  const { settings: [setting] } = parseEnvFile(`${truth.text}\n`, ".env");
  if (setting === undefined) continue;
  Deno.test({
    name: `readersThatDiffer() knows who reads ${
      JSON.stringify(truth.text)
    } differently`,
    permissions: "none",
    fn() {
      const at = truth.text.indexOf("=");
      const found = readersThatDiffer({
        head: truth.text.slice(0, at),
        raw: truth.text.slice(at + 1),
        value: setting.value,
      });
      const measured =
        (["docker", "node", "deno", "bash", "python-dotenv"] as const)
          .filter((reader) => truth[reader] !== setting.value);
      assertEquals(found.filter((reader) => reader !== "compose"), measured);
    },
  });
}

/** A text, and the lines where its byte order mark hides a variable. */
const MARKED: readonly (readonly [text: string, lines: readonly number[]])[] = [
  ["\uFEFFZENML_API_KEY=a\n", [1]],
  ["\uFEFFexport ZENML_API_KEY=a\nZENML_SERVER_URL=b\n", [1]],
  ["\uFEFF# a comment\nZENML_API_KEY=a\n", []],
  ["\uFEFFA=b\nZENML_API_KEY=a\n", []],
  ["ZENML_API_KEY=a\n", []],
];

for (const [text, lines] of MARKED) {
  Deno.test({
    name: `parseEnvFile() says where the mark hides a name of ${
      JSON.stringify(text)
    }`,
    permissions: "none",
    fn() {
      const { findings } = parseEnvFile(text, ".env");
      const found = findings.filter(({ message }) =>
        /byte order/.test(message)
      );
      assertEquals(found.map(({ line }) => line), [...lines]);
    },
  });
}
