// Files of another kind, given as an env file.

/** What a file is instead of an env file. */
export type FileKind =
  | "yaml"
  | "compose"
  | "kubernetes"
  | "workflow"
  | "systemd"
  | "dockerfile"
  | "powershell"
  | "cmd"
  | "fish"
  | "csh"
  | "terraform"
  | "json"
  | "ini"
  | "python"
  | "shell";

interface FileKindFacts {
  /** What it is. */
  readonly what: string;
  /** What to do. */
  readonly fix: string;
  /** Whether lines NAME=value of it are read all the same. */
  readonly isReadable: boolean;
}

const LINES =
  "write the variables into a file of their own, one line NAME=value each";

/** What is known of each kind. */
export const FILE_KINDS: Readonly<Record<FileKind, FileKindFacts>> = {
  yaml: {
    what: "YAML, NAME: value",
    fix: "write NAME=value in place of NAME: value, one a line",
    isReadable: false,
  },
  compose: {
    what: "a Compose file (YAML)",
    fix: `${LINES}; name it under env_file: in the Compose file`,
    isReadable: false,
  },
  kubernetes: {
    what: "a manifest of Kubernetes (YAML)",
    fix: `${LINES}; in the pod, run zenml-env without --env-file`,
    isReadable: false,
  },
  workflow: {
    what: "a CI workflow (YAML)",
    fix:
      "run zenml-env in the job, without --env-file: there its variables are set",
    isReadable: false,
  },
  systemd: {
    what: "a unit of systemd",
    fix: `${LINES}, and name it in the unit: EnvironmentFile=`,
    isReadable: false,
  },
  dockerfile: {
    what: "a Dockerfile",
    fix: `${LINES}; in the container, run zenml-env without --env-file`,
    isReadable: false,
  },
  powershell: {
    what: "a script of PowerShell",
    fix:
      "run the script in PowerShell, and zenml-env in the same session without --env-file",
    isReadable: false,
  },
  cmd: {
    what: "a batch file of Windows",
    fix:
      "call the file in cmd, and zenml-env in the same window without --env-file",
    isReadable: false,
  },
  fish: {
    what: "a script of fish",
    fix: "source it in fish, and run zenml-env there without --env-file",
    isReadable: false,
  },
  csh: {
    what: "a script of csh",
    fix: "source it in csh, and run zenml-env there without --env-file",
    isReadable: false,
  },
  terraform: {
    what: "a file of Terraform (HCL)",
    fix:
      "set ZENML_SERVER_URL and ZENML_API_KEY in the environment of Terraform; the provider reads no variables of a configuration",
    isReadable: true,
  },
  json: { what: "JSON", fix: LINES, isReadable: false },
  ini: {
    what: "an INI or TOML file with [sections]",
    fix: LINES,
    isReadable: true,
  },
  python: { what: "a program in Python", fix: LINES, isReadable: false },
  shell: {
    what: "a script of a shell, of which no command is run here",
    fix: "source it in the shell, and run zenml-env there without --env-file",
    isReadable: true,
  },
};

/** A kind, and a pattern that a line of its files matches; the surest come first. */
type Sign = readonly [kind: FileKind, line: RegExp];

// Lines may be a megabyte long: each pattern is anchored, and repeats no run that it may end in.
const SIGNS: readonly Sign[] = [
  ["systemd", /^\[(?:Unit|Service|Install)\]/u],
  ["systemd", /^Environment=["']?[A-Z]\w*=/u],
  ["dockerfile", /^(?:FROM[ \t]+[\w./:@${}-]+|ENTRYPOINT[ \t]|WORKDIR[ \t])/u],
  ["dockerfile", /^(?:ENV|ARG)[ \t]+[A-Za-z_]\w*(?:[= \t]|$)/u],
  [
    "powershell",
    /^[ \t]*(?:\$env:\w+[ \t]*=|\[(?:System\.)?Environment\]::Set|Set-Item[ \t])/iu,
  ],
  ["fish", /^[ \t]*set[ \t]+(?:-{1,2}\w+[ \t]+)+\w+[ \t]/u],
  ["csh", /^[ \t]*setenv[ \t]+\w/u],
  [
    "cmd",
    /^[ \t]*@?(?:set(?:x|[ \t]+\/[pam])?[ \t]+"?\w+[= ]|echo off|rem[ \t]|setlocal)/iu,
  ],
  ["kubernetes", /^apiVersion:[ \t]/u],
  ["compose", /^services:[ \t]*$/u],
  ["workflow", /^(?:jobs|on|stages|pipelines|steps|pool|trigger):/u],
  [
    "python",
    /^(?:import[ \t]+os|from[ \t]+\w+[ \t]+import|[ \t]*os\.environ\[)/u,
  ],
  [
    "terraform",
    /^(?:provider|resource|variable|module|terraform|data|output|locals)[ \t]*(?:"[\w-]+"[ \t]*)*\{/u,
  ],
  ["terraform", /^[a-z]\w*[ \t]*=[ \t]*[[{][ \t]*$/u],
  ["json", /^[ \t]*\{[ \t]*(?:"|$)/u],
  ["json", /^[ \t]*"\w+"[ \t]*:/u],
  ["yaml", /^[ \t]*(?:-[ \t]+)?["']?[A-Za-z_]\w*["']?:(?:[ \t]|$)/u],
  ["yaml", /^[ \t]*-[ \t]+["']?[A-Z]\w*=/u],
  ["ini", /^\[[\w. "-]+\][ \t]*$/u],
  ["shell", /^#!.*sh\b/u],
  [
    "shell",
    /^[ \t]*(?:source|\.|if|then|else|fi|for|do|done|case|esac|function|echo|cd|unset|set -|eval|exec|trap|shift|exit|return|use|layout|dotenv\w*|source_\w+|PATH_\w+|path_\w+|watch_file|direnv_\w+|strict_env|log_status|has|expand_path|env_vars_required)(?:[ \t;]|$)/u,
  ],
];

/** Finds what kind a file is of: by its lines that are no assignments, or by signs that no env file has. */
export function fileKindOf(
  lines: readonly string[],
  invalid: readonly string[],
): FileKind | null {
  for (const [kind, sign] of SIGNS) {
    const among = kind === "systemd" ||
        (kind === "terraform" && invalid.length > 0)
      ? lines
      : invalid;
    if (among.some((line) => sign.test(line))) return kind;
  }
  return null;
}
