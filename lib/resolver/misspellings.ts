// Which variables are meant by names that neither program reads, judged together.
import {
  type Consumer,
  CONSUMER_OF,
  consumerOf,
  VARIABLE_NAMES,
  type VariableName,
  VARIABLES,
} from "../codes/variables.ts";
import type { Setting } from "../sources/setting.ts";
import type { ResolutionContext } from "./context.ts";
import { settingsOf } from "./parsed_setting.ts";

/** A name that neither program reads, and what is meant by it. */
export interface Misspelling {
  readonly setting: Setting;
  readonly meant: VariableName;
  /** Whether a consumer lacks its value for that. */
  readonly leavesWithout: boolean;
  /** Whether a variable that may be meant has the same value. */
  readonly isCopy: boolean;
}

/** Lists the misspelled names. */
export function misspellingsIn(
  context: ResolutionContext,
): readonly Misspelling[] {
  const meant = consumersMeant(context);
  const lacked = new Set(
    VARIABLE_NAMES.filter((variable) =>
      meant.includes(consumerOf(variable)) &&
      isLacking(context, variable)
    ),
  );
  return context.unreadNames.flatMap(({ setting, candidates }) => {
    const lacking = candidates.find((variable) => lacked.has(variable));
    const probable = lacking ?? candidates[0];
    return probable === undefined ? [] : [{
      setting,
      meant: probable,
      leavesWithout: lacking !== undefined,
      isCopy: candidates.some((variable) =>
        context.settings.get(variable)?.[0]?.value === setting.value
      ),
    }];
  });
}

/** Finds the misspelled name that keeps a value from a variable. */
export function misspelledFor(
  context: ResolutionContext,
  variable: VariableName,
): Setting | null {
  return misspellingsIn(context).find(({ meant, leavesWithout }) =>
    leavesWithout && meant === variable
  )?.setting ?? null;
}

/** The consumers in use; where there is none, the one that the names together mean. */
function consumersMeant(context: ResolutionContext): readonly Consumer[] {
  const inUse = context.considered.filter((each) =>
    context.readings[each].inUse
  );
  return inUse.length > 0 ? inUse : [likelyConsumer(context)];
}

/** Chooses the consumer that names mean of which neither program reads one: `ZENML_USERNAME` is the client's alone. */
export function likelyConsumer(context: ResolutionContext): Consumer {
  const candidatesOfNames = [
    ...context.unreadNames.map(({ candidates }) => candidates)
      .filter((candidates) => candidates.length > 0),
    ...context.unreadNames.flatMap(({ affixed }) =>
      affixed ? [[affixed.variable]] : []
    ),
  ].map((candidates) => candidates.map(consumerOf));
  const votes = (consumer: Consumer) => {
    const sure = candidatesOfNames.filter((all) =>
      all.every((each) => each === consumer)
    );
    const first = candidatesOfNames.filter(([each]) => each === consumer);
    return sure.length * 1000 + first.length;
  };
  const [first = "client", second] = context.considered;
  return second !== undefined && votes(second) > votes(first) ? second : first;
}

/** Returns whether a consumer has no value for what a variable of it is for. */
function isLacking(
  context: ResolutionContext,
  variable: VariableName,
): boolean {
  const { convention, role } = VARIABLES[variable];
  const reading = context.readings[CONSUMER_OF[convention]];
  switch (role) {
    case "url":
      return !settingsOf(context.parsed, convention, "url")[0]?.value;
    case "api-key":
    case "api-token":
    case "username":
    case "password":
      return reading.credentials.length === 0;
    case "tls-verification":
    case "pro-api-url":
    case "project":
    case "stack":
      return false;
  }
}
