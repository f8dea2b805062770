/**
 * What the rules of the resolver look at: the settings, as each consumer reads them.
 *
 * @module
 */
import {
  type Consumer,
  CONSUMERS,
  type Convention,
  CONVENTION_OF,
  variableOf,
} from "../codes/variables.ts";
import {
  type SettingsByName,
  settingsByName,
  type Sources,
} from "../sources/setting.ts";
import { type Source } from "../finding/source.ts";
import type { HostFacts } from "../sources/host_facts.ts";
import { inspectValue } from "./value.ts";
import { type ConsumerReading, readAs } from "./consumer_reading.ts";
import { PRO_KEY_PREFIX } from "./credential_format.ts";

/** What a resolution depends on beside its sources. */
export interface ResolveOptions {
  /** The present time, for the ends of tokens; without it they are not judged. */
  readonly now?: Date;
  /** The only consumer that matters: the other's findings are dropped. */
  readonly consumer?: Consumer;
  /** The convention that wins where both give a value; naming one also settles a disagreement. */
  readonly prefer?: Convention;
  /** Returns whether a file exists, or null where that cannot be known, as it is without this function. */
  readonly isFile?: (path: string) => boolean | null;
}

/** Everything that a rule can ask. */
export interface ResolutionContext {
  /** All settings by variable, flags included. */
  readonly layers: SettingsByName;
  /** What each consumer reads. */
  readonly readings: Readonly<Record<Consumer, ConsumerReading>>;
  /** The consumers that the user asks about: both, or the one of `--consumer`. */
  readonly considered: readonly Consumer[];
  /** The convention that the user prefers, or null if none was named. */
  readonly prefer: Convention | null;
  /** The present time in milliseconds since 1970, or null if it is not known. */
  readonly now: number | null;
  /** Returns whether a file exists, or null where that cannot be known. */
  readonly isFile: (path: string) => boolean | null;
  /** What is known of the machine. */
  readonly hostFacts: HostFacts;
  /** The env file in which a missing setting belongs, or null where that is the environment. */
  readonly home: string | null;
}

/** Lists the readings that rules look at. */
export function readingsInUse(
  context: ResolutionContext,
): readonly ConsumerReading[] {
  return context.considered
    .map((consumer) => context.readings[consumer])
    .filter(({ inUse }) => inUse);
}

/** Gathers what the rules of the resolver look at. */
export function contextOf(
  sources: Sources,
  options: ResolveOptions = {},
): ResolutionContext {
  const { consumer, now, prefer, isFile = () => null } = options;
  const considered = consumer ? [consumer] : CONSUMERS;
  const layers = withFlags(
    settingsByName(sources),
    sources,
    considered,
    consumer,
  );
  return {
    layers,
    readings: {
      client: readAs("client", layers),
      terraform: readAs("terraform", layers),
    },
    considered,
    prefer: prefer ?? (consumer ? CONVENTION_OF[consumer] : null),
    now: now?.getTime() ?? null,
    isFile,
    hostFacts: sources.hostFacts ?? {},
    home: sources.environment === undefined
      ? sources.envFiles?.at(-1)?.file ?? null
      : null,
  };
}

/** Puts the flags before every other source, for each consumer in use: for the client if none is. */
function withFlags(
  layers: SettingsByName,
  { flags = {} }: Sources,
  considered: readonly Consumer[],
  chosen: Consumer | undefined,
): SettingsByName {
  const inUse = considered.filter((consumer) => readAs(consumer, layers).inUse);
  const targets = chosen
    ? [chosen]
    : inUse.length > 0
    ? inUse
    : ["client" as const];
  const flagged = new Map(layers);
  const put = (role: "url" | "api-key", value: string, source: Source) => {
    for (const target of targets) {
      const variable = variableOf(CONVENTION_OF[target], role);
      if (variable === null) continue;
      flagged.set(variable, [
        { variable, value, source },
        ...layers.get(variable) ?? [],
      ]);
    }
  };
  if (flags.url !== undefined) {
    put("url", flags.url, { kind: "flag", name: "--url" });
  }
  if (flags.apiKey !== undefined) {
    put("api-key", flags.apiKey, { kind: "standard-input" });
  }
  return flagged;
}

/**
 * Returns whether the client uses a ZenML Pro key, for which `ZENML_PRO_API_URL` matters to the letter.
 */
export function usesProKey({ readings }: ResolutionContext): boolean {
  const used = readings.client.credentials[0];
  return used?.kind === "api-key" &&
    inspectValue(used.setting.value, "api-key").text.startsWith(PRO_KEY_PREFIX);
}
