// Completions for zsh.
import type { Completed, CompletedCommand, CompletedOption } from "./table.ts";

const HEAD = `#compdef zenml-env
# Completions of zenml-env for zsh: source <(zenml-env completions zsh)

_zenml_env_word_or_file() {
  if compset -P 1 '*='; then
    _files
  else
    compadd -- "$@"
  fi
}

_zenml-env() {
  local -a commands=(
`;

const MIDDLE = `  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local name=\${words[2]}
  shift words
  (( CURRENT -= 1 ))
  case $name in
`;

const FOOT = `  esac
}

# As a file in a folder of $fpath this is the function itself when it is first called.
if [ "\${funcstack[1]}" = _zenml-env ]; then
  _zenml-env "$@"
else
  compdef _zenml-env zenml-env
fi
`;

/** Writes the completions for zsh. */
export function zshCompletions(commands: readonly CompletedCommand[]): string {
  const commandsAndFlags = [
    ...commands.map(({ name, help }) => [name, help] as const),
    ["--help", "Show help"] as const,
    ["--version", "Show the version"] as const,
  ].map(([name, help]) => `    ${quote(`${name}:${described(help)}`)}\n`);
  return [
    HEAD,
    ...commandsAndFlags,
    MIDDLE,
    ...commands.map(caseOf),
    FOOT,
  ].join("");
}

function caseOf({ name, options, operand }: CompletedCommand): string {
  const specs = [
    ...options.map(specOf),
    ...(operand === null ? [] : [quote(`*: :${actionFor(operand)}`)]),
  ];
  return `    ${name})\n      _arguments \\\n${
    lines(specs, "        ")
  }      ;;\n`;
}

function specOf({ name, help, repeatable, value }: CompletedOption): string {
  const head = `${repeatable ? "*" : ""}--${name}`;
  const text = `[${described(help)}]`;
  if (value === null) return quote(`${head}${text}`);
  const title = described(value.name);
  const action = actionFor(value.completed);
  // As many values as follow, up to a word with a dash.
  if (value.greedy) return quote(`${head}${text}:*-*:${title}:${action}`);
  // `=-`: the value can follow `=` alone; two colons: it can be left out.
  const [sign, colon] = value.optional ? ["=-", "::"] : ["=", ":"];
  return quote(`${head}${sign}${text}${colon}${title}:${action}`);
}

/** A leading blank keeps zsh from putting options of its own before the arguments. */
function actionFor(completed: Completed): string {
  switch (completed.kind) {
    case "words":
      return `(${completed.words.join(" ")})`;
    case "word-or-file":
      return ` _zenml_env_word_or_file ${completed.words.join(" ")}`;
    case "list":
      return `_values -s , value ${completed.words.join(" ")}`;
    case "file":
      return "_files";
    case "anything":
      return " ";
  }
}

/** What would end a description, or begin something else in it. */
function described(text: string): string {
  return text.replaceAll(/[\\[\]:]/gu, "\\$&");
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function lines(words: readonly string[], indent: string): string {
  return `${words.map((word) => `${indent}${word}`).join(" \\\n")}\n`;
}
