// Texts that name where a value is kept, in the notations of secret stores and of tools that replace them.
import type { Role } from "../codes/variables.ts";

/** The notation of a reference. */
export type ReferenceKind = keyof typeof REFERENCES;

/** How one notation is recognised, what it is called, and what replaces it. */
interface ReferenceFacts {
  /** What the whole text looks like. */
  readonly regexp: RegExp;
  /** What it is. */
  readonly what: string;
  /** How the value itself gets there. */
  readonly how: string;
}

// Values may be a megabyte long: each pattern is tried at the beginning alone, and its end is a single run.
/** Every notation, the surest first. */
export const REFERENCES = {
  "aws-arn": {
    regexp: /^arn:aws[\w-]*:\w/u,
    what: "the ARN of a secret in AWS, not the secret",
    how:
      "name the ARN under secrets (valueFrom) in the ECS task definition, not under environment; elsewhere: aws secretsmanager get-secret-value",
  },
  "azure-key-vault": {
    regexp: /^@Microsoft\.(?:KeyVault|AppConfiguration)\(/iu,
    what: "a Key Vault reference that Azure did not resolve",
    how:
      "give the app's managed identity the right to read the secret, and look for the reference's state in the app's configuration",
  },
  "sops": {
    regexp: /^ENC[[(]/u,
    what: "still encrypted (by SOPS or a tool like it)",
    how: "decrypt the file first: sops exec-env FILE COMMAND",
  },
  "dotenvx": {
    regexp: /^encrypted:[A-Za-z0-9+/=]{16}/u,
    what: "still encrypted by dotenvx",
    how: "run the program by dotenvx run --, with DOTENV_PRIVATE_KEY set",
  },
  "sealed": {
    regexp:
      /^(?:\$ANSIBLE_VAULT;|-----BEGIN (?:PGP MESSAGE|AGE ENCRYPTED FILE)-----|AgB[A-Za-z0-9+/]{200})/u,
    what: "still encrypted (by Ansible Vault, GPG, age or Sealed Secrets)",
    how: "decrypt it where the variable is set",
  },
  "1password": {
    regexp: /^op:\/\//u,
    what: "a reference to 1Password",
    how: "run the program by op run --, or read the value by op read",
  },
  "vault": {
    regexp: /^(?:>>)?vault:[\w/.:+-]|^(?:hashi)?vault\+?\w*:\/\//iu,
    what: "a reference to a path in Vault",
    how:
      "run the program by vault-env or the injector that replaces such references",
  },
  "gcp-secret-manager": {
    regexp:
      /^(?:sm:\/\/|berglas:\/\/|gcp:\/\/|gcp[-_]?secret|secretmanager:|(?:\/\/secretmanager\.googleapis\.com\/)?projects\/[\w:.-]{1,80}\/secrets\/)/iu,
    what: "the name of a secret in Google's Secret Manager, not the secret",
    how:
      "let Cloud Run or GKE set the variable from the secret, or read it: gcloud secrets versions access latest --secret NAME",
  },
  "aws-parameter": {
    regexp:
      /^(?:aws[-_]?)?(?:ssm|secretsmanager|awssm|secrets?[-_]?manager|parameterstore):/iu,
    what: "the name of a secret or parameter in AWS, not its value",
    how:
      "let the tool that knows this notation set the variable, or read it: aws ssm get-parameter --with-decryption --name NAME",
  },
  "azure-secret-ref": {
    regexp: /^secretref:/iu,
    what: "the name of a secret of Azure Container Apps, not the secret",
    how:
      "give it as secretref: to the app's environment variables when they are set, or set the value itself",
  },
  "vals": {
    regexp: /^(?:secret)?ref\+\w/iu,
    what: "a reference that vals or helmfile replaces",
    how: "run the command by vals exec, or apply it by helmfile",
  },
  "expression": {
    regexp:
      /^(?:(?:secrets|vars|env|inputs|var|local|data|module|process\.env|os\.environ)(?:\.[A-Z][A-Z0-9_]{0,99}$|\.[a-z][a-z0-9]{0,30}_\w{0,99}$|\[["'])|(?:os\.)?getenv\(|credentials\()/u,
    what: "an expression, not its value",
    how:
      "write it in the notation of the place that sets the variable: ${{ secrets.NAME }} in GitHub Actions",
  },
  "module-output": {
    regexp: /^module\.\w+\.\w+$/u,
    what: "the name of an output of a Terraform module, not its value",
    how: "let Terraform set the variable from it, or set the value itself",
  },
  "github-expression": {
    regexp: /^\$\{\{[^{}]*\}\}$/u,
    what: "still a template, ${{ … }} of GitHub Actions",
    how:
      "write it under env: in the workflow, which is the only place that knows it",
  },
  "azure-macro": {
    regexp: /^\$\([\w.-]+\)$/u,
    what: "still a template, $(NAME) of Azure Pipelines or Kubernetes",
    how:
      "Azure Pipelines: look whether the variable is there and its group is linked, and name a secret under env:; Kubernetes: define NAME above it in the same container",
  },
  "dollar-name": {
    regexp: /^\$[A-Za-z_]\w*$/u,
    what: "still a template, $NAME of GitLab, Compose or a shell",
    how:
      "GitLab: no variable of this name reaches the job (it is not there, of another environment, or protected and the branch is not); elsewhere: let a shell replace it",
  },
  "command": {
    regexp: /^\$\(\w[\w./-]*\s[^()]*\)$/u,
    what: "a command that no shell ran",
    how:
      "run it in a shell where the variable is set: env files, Docker and CI settings take its text as it is",
  },
  "concourse": {
    regexp: /^\(\([\w./: -]{1,200}\)\)$/u,
    what: "a ((variable)) of Concourse that was not replaced",
    how: "set the variable in the pipeline's credential manager",
  },
  "token-replacement": {
    regexp:
      /^(?:#\{[^{}]{1,200}\}#?|__[A-Za-z]\w{0,100}__|@@?[A-Za-z_]\w{0,100}@@?|\{[A-Za-z_][\w.]{0,100}\}|![A-Za-z_]\w{0,100}!)$/u,
    what: "a template that was not replaced",
    how: "let the step that replaces such templates run before this one",
  },
  "map": {
    regexp:
      /^(?:\{ ?(?:from_?secret|(?:secret|configMap)KeyRef|valueFrom|secretRef)|map\[)/iu,
    what: "a reference that was written as text, such as from_secret",
    how:
      "write the reference as YAML, without quotes and not under a plain value, where the job or the container is defined",
  },
  "tag": {
    regexp: /^!(?:Ref|Sub|GetAtt|ImportValue|secret|vault|env_var)(?:[ .]|$)/u,
    what: "a YAML tag that was not resolved",
    how: "let the tool that knows this tag set the variable",
  },
  "store": {
    regexp: /^(?!https?:|file:)[a-z][a-z0-9+-]{1,30}:\/\//iu,
    what: "a reference to a place where secrets are kept, not the secret",
    how:
      "let the tool that knows this notation set the variable, or set the value itself",
  },
} as const satisfies Record<string, ReferenceFacts>;

/** A password may begin like the others of these. */
const SURE: ReadonlySet<ReferenceKind> = new Set<ReferenceKind>([
  "aws-arn",
  "azure-key-vault",
  "dotenvx",
  "1password",
  "azure-secret-ref",
]);

const CREDENTIALS: ReadonlySet<Role> = new Set<Role>(["api-key", "api-token"]);

const KINDS = Object.keys(REFERENCES) as readonly ReferenceKind[];

/** Finds the notation of a reference that a value is. */
export function referenceOf(text: string, role: Role): ReferenceKind | null {
  return KINDS.find((kind) =>
    isTold(kind, role) && REFERENCES[kind].regexp.test(text)
  ) ?? null;
}

function isTold(kind: ReferenceKind, role: Role): boolean {
  switch (role) {
    case "username":
    case "password":
    case "tls-verification":
      return SURE.has(kind);
    default:
      return kind !== "store" || CREDENTIALS.has(role);
  }
}
