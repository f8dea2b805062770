// Reads an env file as `docker run --env-file` does.
//
// Facts: measured on docker 28.2; tests/data/env_file_truths.json holds them.
import { type InvalidLine, isKeyLine, lineFindings } from "./file_findings.ts";
import { type EnvFile, type Setting, settingOf } from "./setting.ts";

/** Reads an env file as Docker does: everything behind the first equals sign is the value. */
export function parseDockerEnvFile(text: string, file: string): EnvFile {
  const settings: Setting[] = [];
  const invalid: InvalidLine[] = [];
  const lines = text.replace(/^\uFEFF/u, "").split("\n");
  for (const [index, ended] of lines.entries()) {
    const line = ended.replace(/\r$/u, "").replace(/^[ \t]+/u, "");
    if (line === "" || line.startsWith("#")) continue;
    const source = { kind: "file", file, line: index + 1 } as const;
    const at = line.indexOf("=");
    const variable = at === -1 ? line : line.slice(0, at);
    if (variable === "" || /[ \t]/u.test(variable) || isKeyLine(line)) {
      invalid.push({ line, source });
    } else if (at !== -1) {
      // A name alone passes the environment's own value on.
      settings.push(settingOf({ variable, source }, line.slice(at + 1)));
    }
  }
  return { file, settings, findings: lineFindings(invalid, "docker") };
}
