// What GitLab does with templates/zenml-env.yml: it checks the inputs, and pastes them into the file before it reads that as YAML.
import { ROOT } from "../../offline/children.ts";
import {
  at,
  list,
  type Mapping,
  mapping,
  readYaml,
  text,
} from "../helpers/yaml.ts";

/** The component, as it is in the file. */
export const COMPONENT: string = await Deno.readTextFile(
  new URL("templates/zenml-env.yml", ROOT),
);

const [HEAD = "", BODY = ""] = COMPONENT.split(/^---\n/mu);

/** What the component says of its inputs, by their names. */
export const INPUTS: Readonly<Record<string, Mapping>> = Object.fromEntries(
  Object.entries(mapping(at(readYaml(HEAD)[0], "spec", "inputs")))
    .map(([name, facts]) => [name, mapping(facts)]),
);

/** A value of an input. */
export type InputValue = string | boolean | number;

/** Values of inputs, by their names. */
export type InputValues = Readonly<Record<string, InputValue>>;

/** Returns why GitLab refuses a value, or null. */
export function refusalOf(name: string, value: InputValue): string | null {
  const facts = INPUTS[name];
  if (!facts) return `unknown input ${name}`;
  const type: string = typeof value;
  if (type !== (facts["type"] ?? "string")) return "wrong type";
  const options = facts["options"];
  if (options !== undefined && !list(options).includes(value)) {
    return "not among the options";
  }
  const regex = facts["regex"];
  return regex === undefined || new RegExp(text(regex)).test(String(value))
    ? null
    : "does not match the pattern";
}

/** Returns the jobs that GitLab makes of the component, or throws what it refuses. */
export function expand(values: InputValues): Mapping {
  for (const [name, value] of Object.entries(values)) {
    const refusal = refusalOf(name, value);
    if (refusal !== null) throw new TypeError(`${name}: ${refusal}`);
  }
  const pasted = BODY.replaceAll(
    /\$\[\[ inputs\.([\w-]+) \]\]/gu,
    (_, name: string) =>
      String(values[name] ?? mapping(INPUTS[name])["default"]),
  );
  return mapping(readYaml(pasted)[0]);
}

/** A job, as far as tests look at it. */
export interface Job {
  readonly name: string;
  readonly script: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly job: Mapping;
}

/** Returns the one job that GitLab makes of the component. */
export function jobOf(values: InputValues): Job {
  const [[name, value] = ["", {}], ...others] = Object.entries(expand(values));
  if (others.length > 0) throw new TypeError("There is more than one job");
  const job = mapping(value);
  return {
    name,
    job,
    script: text(job["script"]),
    variables: Object.fromEntries(
      Object.entries(mapping(job["variables"]))
        .map(([name, value]) => [name, text(value)]),
    ),
  };
}
