// Completions for fish.
import type { Completed, CompletedCommand, CompletedOption } from "./table.ts";

const HEAD =
  `# Completions of zenml-env for fish: zenml-env completions fish | source

complete -c zenml-env -f
complete -c zenml-env -n __fish_use_subcommand -l help -d 'Show help'
complete -c zenml-env -n __fish_use_subcommand -l version -d 'Show the version'
`;

/** Writes the completions for fish. */
export function fishCompletions(
  commands: readonly CompletedCommand[],
): string {
  return `${HEAD}${commands.map(linesOf).flat().join("\n")}\n`;
}

function linesOf(
  { name, help, options, operand }: CompletedCommand,
): string[] {
  const given = `-n ${quote(`__fish_seen_subcommand_from ${name}`)}`;
  return [
    "",
    `complete -c zenml-env -n __fish_use_subcommand -a ${name} -d ${
      quote(help)
    }`,
    ...(operand === null
      ? []
      : [`complete -c zenml-env ${given}${argumentsFor(operand)}`]),
    ...options.flatMap((option) => moreOf(name, option)),
    ...options.map((option) =>
      `complete -c zenml-env ${given} -l ${option.name}${valueOf(option)} -d ${
        quote(option.help)
      }`
    ),
  ];
}

/** Behind the first value of an option that takes several, the others are no option's for fish. */
function moreOf(command: string, { name, value }: CompletedOption): string[] {
  if (!value?.greedy) return [];
  const given = quote(
    `__fish_seen_subcommand_from ${command}; and __fish_contains_opt ${name}`,
  );
  return [`complete -c zenml-env -n ${given}${argumentsFor(value.completed)}`];
}

function valueOf({ value }: CompletedOption): string {
  if (value === null) return "";
  // -r: a value must follow; without it one may, behind =.
  return `${value.optional ? "" : " -r"}${argumentsFor(value.completed)}`;
}

function argumentsFor(completed: Completed): string {
  switch (completed.kind) {
    case "words":
    case "word-or-file":
      return ` -f -a ${quote(completed.words.join(" "))}`;
    case "list": {
      const words = completed.words.join(" ");
      return ` -f -a ${
        quote(`(__fish_complete_list , "string split ' ' '${words}'")`)
      }`;
    }
    case "file":
      return " -F";
    case "anything":
      return " -f";
  }
}

/** Within fish's single quotes a backslash escapes a quote and a backslash. */
function quote(text: string): string {
  return `'${text.replaceAll(/['\\]/gu, "\\$&")}'`;
}
