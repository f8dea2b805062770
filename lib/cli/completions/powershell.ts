// Completions for PowerShell, of Windows and 7.
import type { Completed, CompletedCommand } from "./table.ts";

const HEAD =
  `# Completions of zenml-env for PowerShell: zenml-env completions powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName zenml-env -ScriptBlock {
  param($word, $ast, $position)
  $commands = @{
`;

const TAIL = `  }
  $typed = @($ast.CommandElements | Where-Object {
    $_.Extent.EndOffset -lt $position
  } | ForEach-Object { $_.ToString() })
  $command = $null
  if ($typed.Count -gt 1) { $command = $commands[$typed[1]] }
  if ($null -eq $command) {
    $found = @($commands.Keys) + '--help' + '--version'
  } elseif ($typed.Count -gt 1 -and $command.Values.ContainsKey($typed[-1])) {
    $found = $command.Values[$typed[-1]]
    if ($null -eq $found) { return }
  } elseif ($word -like '-*') {
    $found = $command.Options
  } else {
    $found = $command.Operands
  }
  $found | Where-Object { $_ -like "$word*" } | Sort-Object | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`;

/** Writes the completions for PowerShell; without a word to offer it completes files by itself. */
export function powershellCompletions(
  commands: readonly CompletedCommand[],
): string {
  return `${HEAD}${commands.map(entryOf).join("")}${TAIL}`;
}

function entryOf(
  { name, options, operand }: CompletedCommand,
): string {
  const values = options.filter(({ value }) => value && !value.optional)
    .map((option) => {
      const words = option.value ? wordsOf(option.value.completed) : [];
      return `        ${quote(`--${option.name}`)} = ${
        words.length > 0 ? listOf(words) : "$null"
      }\n`;
    });
  const operands = operand ? wordsOf(operand) : [];
  return `    ${quote(name)} = @{
      Options = ${listOf(options.map((option) => `--${option.name}`))}
      Operands = ${listOf(operands)}
      Values = @{
${values.join("")}      }
    }
`;
}

function wordsOf(completed: Completed): readonly string[] {
  return "words" in completed ? completed.words : [];
}

function listOf(words: readonly string[]): string {
  return `@(${words.map(quote).join(", ")})`;
}

/** Within PowerShell's single quotes only a quote is special, and doubled. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
