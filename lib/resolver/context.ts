// What the rules of the resolver look at: the settings, as each consumer reads them.
import {
  byConsumer,
  type Consumer,
  CONSUMERS,
  type Convention,
  CONVENTION_OF,
  type Role,
  variableOf,
} from "../codes/variables.ts";
import type { Finding } from "../finding/finding.ts";
import type { Source } from "../finding/source.ts";
import type { HostFacts } from "../sources/host_facts.ts";
import {
  type Setting,
  settingOf,
  type SettingsByName,
  settingsByName,
  type Sources,
} from "../sources/setting.ts";
import { CLIENT } from "./client.ts";
import { type ClientVersion, clientVersionOf } from "./client_version.ts";
import type {
  ConsumerReading,
  ConsumerView,
  Program,
  SettingPick,
} from "./consumer.ts";
import {
  markOwnSecrets,
  type OwnSecrets,
  ownSecretsOf,
} from "./own_secrets.ts";
import { PRO_KEY_PREFIX } from "./credential_format.ts";
import { type MissingHalf, missingHalvesOf } from "./halves.ts";
import {
  type ParsedSettings,
  parseSettings,
  settingsOf,
} from "./parsed_setting.ts";
import { TERRAFORM } from "./terraform.ts";
import { type UnreadName, unreadNamesIn } from "./unread_names.ts";

/** What a resolution depends on other than its sources. */
export interface ResolveOptions {
  /** The present time, for the expiry of tokens; without it none is reported. */
  readonly now?: Date;
  /** The only consumer that matters: the other's findings are dropped. */
  readonly consumer?: Consumer;
  /** The convention that wins where both give a value; naming one also settles a disagreement. */
  readonly prefer?: Convention;
  /** How long a token must still be valid, in milliseconds: one that expires sooner is an error. */
  readonly minTokenLifeMs?: number;
  /** Returns whether a file exists, or null where that cannot be known, as it is without this function. */
  readonly isFile?: (path: string) => boolean | null;
}

/** Everything that a rule can read. */
export interface ResolutionContext {
  /** The env files' own findings. */
  readonly envFiles: readonly Finding[];
  /** All settings by name, as they were written, but for flags. */
  readonly settings: SettingsByName;
  /** The names among them that are like one that is read. */
  readonly unreadNames: readonly UnreadName[];
  /** The settings of ZenML's variables and the flags, each read once. */
  readonly parsed: ParsedSettings;
  /** The secrets of these settings. */
  readonly ownSecrets: OwnSecrets;
  /** What each consumer reads. */
  readonly readings: Readonly<Record<Consumer, ConsumerReading>>;
  /** What each consumer by itself would use. */
  readonly views: Readonly<Record<Consumer, ConsumerView>>;
  /** The halves that the consumers in use lack. */
  readonly missingHalves: readonly MissingHalf[];
  /** The consumers that matter: both, or the one of `--consumer`. */
  readonly considered: readonly Consumer[];
  /** The convention that the user prefers, or null if none was named. */
  readonly prefer: Convention | null;
  /** How long a token must still be valid, in milliseconds, or null where nobody said. */
  readonly minTokenLifeMs: number | null;
  /** The present time in milliseconds since 1970, or null if it is not known. */
  readonly now: number | null;
  /** Returns whether a file exists, or null where that cannot be known. */
  readonly isFile: (path: string) => boolean | null;
  /** The version of the client, where it is known. */
  readonly clientVersion: ClientVersion | null;
  /** What is known of the machine. */
  readonly hostFacts: HostFacts;
  /** The env file in which a missing setting belongs, or null where that is the environment. */
  readonly targetFile: string | null;
}

/** The programs that read the conventions. */
export const PROGRAMS: Readonly<Record<Consumer, Program>> = {
  client: CLIENT,
  terraform: TERRAFORM,
};

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
  const { hostFacts = {}, envFiles = [] } = sources;
  const considered = consumer ? [consumer] : CONSUMERS;
  const settings = settingsByName(sources);
  const written = parseSettings(settings);
  const targets = flagTargets(readingsOf(written), considered, consumer);
  // Flags stand before every other source.
  const flags = flagSettings(sources, targets);
  const ownSecrets = ownSecretsOf(
    [...flags.values(), ...settings.values()].flat(),
  );
  const parsed = markOwnSecrets(
    [...parseSettings(flags), ...written],
    ownSecrets,
  );
  const readings = readingsOf(parsed);
  return {
    envFiles: envFiles.flatMap(({ findings }) => findings),
    settings,
    unreadNames: unreadNamesIn(settings),
    parsed,
    ownSecrets,
    readings,
    views: byConsumer((each) =>
      PROGRAMS[each].view(
        readings[each],
        settings,
        hostFacts,
        firstIn(parsed, each),
      )
    ),
    missingHalves: missingHalvesOf(readings, considered),
    considered,
    prefer: prefer ?? (consumer ? CONVENTION_OF[consumer] : null),
    now: now?.getTime() ?? null,
    minTokenLifeMs: options.minTokenLifeMs ?? null,
    isFile,
    clientVersion: clientVersionOf(sources.flags, settings),
    hostFacts,
    targetFile: sources.environment === undefined
      ? envFiles.at(-1)?.file ?? null
      : null,
  };
}

function readingsOf(
  parsed: ParsedSettings,
): Readonly<Record<Consumer, ConsumerReading>> {
  return byConsumer((each) => PROGRAMS[each].read(firstIn(parsed, each)));
}

/** Flags are for each consumer in use: for the client if none is. */
function flagTargets(
  readings: Readonly<Record<Consumer, ConsumerReading>>,
  considered: readonly Consumer[],
  chosen: Consumer | undefined,
): readonly Consumer[] {
  if (chosen) return [chosen];
  const inUse = considered.filter((consumer) => readings[consumer].inUse);
  return inUse.length > 0 ? inUse : ["client"];
}

function flagSettings(
  { flags = {} }: Sources,
  targets: readonly Consumer[],
): SettingsByName {
  const settings = new Map<string, readonly Setting[]>();
  const put = (role: Role, value: string | undefined, source: Source) => {
    if (value === undefined) return;
    for (const target of targets) {
      const variable = variableOf(CONVENTION_OF[target], role);
      if (!variable) continue;
      settings.set(variable, [settingOf({ variable, source }, value)]);
    }
  };
  put("url", flags.url, { kind: "flag", name: "--url" });
  put("api-key", flags.apiKey, { kind: "standard-input" });
  put("project", flags.project, { kind: "flag", name: "--project" });
  put("stack", flags.stack, { kind: "flag", name: "--stack" });
  return settings;
}

/** Returns whether the client uses a ZenML Pro key, for which `ZENML_PRO_API_URL` matters to the letter. */
export function usesProKey({ readings }: ResolutionContext): boolean {
  const used = readings.client.credentials[0];
  return used?.kind === "api-key" &&
    used.setting.inspected.text.startsWith(PRO_KEY_PREFIX);
}

/** Picks the settings that a program sees. */
function firstIn(parsed: ParsedSettings, consumer: Consumer): SettingPick {
  return (role) => settingsOf(parsed, CONVENTION_OF[consumer], role)[0] ?? null;
}
