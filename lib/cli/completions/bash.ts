// Completions for bash, from version 3.2 on, which macOS still has.
import type { Completed, CompletedCommand, CompletedOption } from "./table.ts";

/** What completes, with a table in its midst. `compopt` is missing from bash 3.2, and does nothing outside of a completion. */
const HEAD =
  `# Completions of zenml-env for bash: source <(zenml-env completions bash)

_zenml_env_reply() {
  local word
  COMPREPLY=()
  while IFS= read -r word; do COMPREPLY+=("$1$word"); done
}

_zenml_env_words() {
  _zenml_env_reply '' < <(compgen -W "$1" -- "$current")
}

_zenml_env_list() {
  local done=
  case $current in *,*) done=\${current%,*}, ;; esac
  compopt -o nospace 2>/dev/null
  _zenml_env_reply "$done" < <(compgen -W "$1" -- "\${current##*,}")
}

_zenml_env_files() {
  compopt -o filenames 2>/dev/null
  _zenml_env_reply '' < <(compgen -f -- "$current")
}

_zenml_env() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]}
  local assigned= name=\${COMP_WORDS[1]}
  COMPREPLY=()
  # Readline takes = for a word of its own.
  if [ "$current" = = ]; then
    current= assigned==
  elif [ "$before" = = ]; then
    before=\${COMP_WORDS[COMP_CWORD - 2]} assigned==
  fi
  [ "$COMP_CWORD" -gt 1 ] || name=
  # The last option before this word: several values may follow it.
  local option= index=2
  while [ "$index" -lt "$COMP_CWORD" ]; do
    case \${COMP_WORDS[index]} in --*) option=\${COMP_WORDS[index]} ;; esac
    index=$((index + 1))
  done
  case "$name $before$assigned" in
`;

const FOOT = `  esac
}

complete -F _zenml_env zenml-env
`;

/** Writes the completions for bash. */
export function bashCompletions(
  commands: readonly CompletedCommand[],
): string {
  const names = [...commands.map(({ name }) => name), "--help", "--version"];
  const rows = [
    ...commands.flatMap(({ name, options }) =>
      options.flatMap((option) => optionRows(name, option))
    ),
    // The file behind the = of --format json=FILE.
    `    *=) _zenml_env_files ;;`,
    ...commands.map(commandRow),
    `    *) _zenml_env_words '${names.join(" ")}' ;;`,
  ];
  return `${HEAD}${rows.join("\n")}\n${FOOT}`;
}

function optionRows(
  command: string,
  { name, value }: CompletedOption,
): string[] {
  if (value === null) return [];
  const pattern = `'${command} --${name}'`;
  const patterns = value.optional ? `${pattern}=` : `${pattern}|${pattern}=`;
  return [`    ${patterns}) ${actionFor(value.completed)} ;;`];
}

function commandRow({ name, options, operand }: CompletedCommand): string {
  const names = options.map((option) => `--${option.name}`).join(" ");
  const flags = `_zenml_env_words '${names}'`;
  const greedy = options.flatMap((option) =>
    option.value?.greedy
      ? [
        `        '--${option.name} '*) ${actionFor(option.value.completed)} ;;`,
      ]
      : []
  );
  return [
    `    '${name} '*)`,
    `      case "$option $current" in`,
    `        *' -'*) ${flags} ;;`,
    ...greedy,
    `        *) ${operand === null ? flags : actionFor(operand)} ;;`,
    `      esac ;;`,
  ].join("\n");
}

function actionFor(completed: Completed): string {
  switch (completed.kind) {
    case "words":
    case "word-or-file":
      return `_zenml_env_words '${completed.words.join(" ")}'`;
    case "list":
      return `_zenml_env_list '${completed.words.join(" ")}'`;
    case "file":
      return "_zenml_env_files";
    case "anything":
      return ":";
  }
}
