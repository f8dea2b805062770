// What the client alone reads of its connection: its project, its stack, its control plane, its folder.
import { CONVENTION_OF, DEFAULT_PRO_API_URL } from "../codes/variables.ts";
import type { Origin } from "../finding/source.ts";
import type { HostFacts, UnwritableFolder } from "../sources/host_facts.ts";
import type { SettingsByName } from "../sources/setting.ts";
import { type ParsedSettings, settingsOf } from "./parsed_setting.ts";
import { redactValue } from "./redaction.ts";

/** A configuration folder that the client cannot make. */
export interface ClientFolder extends UnwritableFolder {
  /** Where `ZENML_CONFIG_PATH` came from, or null where that is not set. */
  readonly origin: Origin | null;
}

/** A project or a stack that was chosen by its id or its name. */
export interface ChosenEntity extends Origin {
  /** The id or the name. */
  readonly value: string;
  /** Whether the client can read it as an id. */
  readonly isId: boolean;
}

/** The text under which the client keeps a Pro key. */
export interface ClientProApiUrl {
  /** The value of `ZENML_PRO_API_URL` to the letter, or the client's default. */
  readonly value: string;
  /** Where it came from, or null for the default. */
  readonly origin: Origin | null;
}

/** Reads a chosen project or stack; an empty value counts as not set for the client (measured on 0.98.0). */
export function chosenEntity(
  parsed: ParsedSettings,
  role: "project" | "stack",
): ChosenEntity | null {
  const [setting] = settingsOf(parsed, CONVENTION_OF.client, role);
  // A key in the place of an id would stand in a request's path.
  return setting && setting.reading.unsendable === null &&
      redactValue(setting.inspected.text) === setting.inspected.text
    ? {
      value: setting.inspected.text,
      isId: setting.reading.isId,
      variable: setting.variable,
      source: setting.source,
    }
    : null;
}

/** Finds why the client cannot make its folder, with the variable that names it. */
export function clientFolder(
  settings: SettingsByName,
  { unwritableFolder }: HostFacts,
): ClientFolder | null {
  const setting = settings.get("ZENML_CONFIG_PATH")?.[0];
  return unwritableFolder
    ? {
      ...unwritableFolder,
      origin: setting?.value
        ? { variable: setting.variable, source: setting.source }
        : null,
    }
    : null;
}

/** Reads the text under which the client keeps a Pro key. */
export function clientProApiUrl(parsed: ParsedSettings): ClientProApiUrl {
  const [setting] = settingsOf(parsed, "store", "pro-api-url");
  return setting
    ? {
      value: setting.shown,
      origin: { variable: setting.variable, source: setting.source },
    }
    : { value: DEFAULT_PRO_API_URL, origin: null };
}
