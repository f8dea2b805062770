// Settings: values with the place they came from, in order of precedence.
import { isClientSettingName } from "../codes/host_variables.ts";
import { isVariableName } from "../codes/variables.ts";
import type { Finding } from "../finding/finding.ts";
import type { Origin, Source } from "../finding/source.ts";
import type { HostFacts } from "./host_facts.ts";
import { HiddenValue } from "./hidden_value.ts";

/** A value with its source. The value may be a secret: where the package made it, it prints as `[redacted]`. */
export interface Setting extends Origin {
  /** The value as it was written. */
  readonly value: string;
}

/** An env file as it was read: its settings in their order, and what is wrong with its lines. */
export interface EnvFile {
  /** The file's name as it was given. */
  readonly file: string;
  /** Every assignment with its line. */
  readonly settings: readonly Setting[];
  /** A finding for each line that is not NAME=value. */
  readonly findings: readonly Finding[];
}

/** Values of the command line. */
export interface Flags {
  /** The server's URL, for every consumer in use. */
  readonly url?: string;
  /** An API key from standard input, for every consumer in use. */
  readonly apiKey?: string;
  /** The id or the name of the project that the client is to use. */
  readonly project?: string;
  /** The id or the name of the stack that the client is to use. */
  readonly stack?: string;
  /** The version of the client, and where it is. */
  readonly clientVersion?: {
    readonly version: string;
    readonly source: Source;
  };
}

/** Everything that a resolution is made from. */
export interface Sources {
  /** Values of the command line. */
  readonly flags?: Flags;
  /** The environment's variables. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Env files as `parseEnvFile` reads them; the last one wins. */
  readonly envFiles?: readonly EnvFile[];
  /** What is known of the machine around them. */
  readonly hostFacts?: HostFacts;
}

/** Makes a setting. */
export function settingOf(
  { variable, source }: Origin,
  value: string,
): Setting {
  return new HiddenValue(variable, source, value);
}

/** All settings by variable, for each the first source first. */
export type SettingsByName = ReadonlyMap<string, readonly Setting[]>;

/** Orders every setting of the environment and the env files by precedence. */
export function settingsByName(sources: Sources): SettingsByName {
  const byName = new Map<string, Setting[]>();
  const add = (written: Setting) => {
    const variable = canonicalName(written.variable);
    const setting = variable === written.variable
      ? written
      : settingOf({ variable, source: written.source }, written.value);
    const known = byName.get(variable);
    if (known) known.push(setting);
    else byName.set(variable, [setting]);
  };
  for (const [variable, value] of Object.entries(sources.environment ?? {})) {
    add(settingOf({ variable, source: { kind: "environment" } }, value));
  }
  for (const { settings } of [...sources.envFiles ?? []].reverse()) {
    for (const setting of [...settings].reverse()) add(setting);
  }
  return byName;
}

/** The client reads what follows its prefix in any case (measured on 0.98.0). */
function canonicalName(name: string): string {
  const upper = name.toUpperCase();
  return name.startsWith("ZENML_STORE_") &&
      (isVariableName(upper) || isClientSettingName(upper))
    ? upper
    : name;
}
