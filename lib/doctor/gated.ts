// The gate of a diagnosis: what was said before a secret was known is looked at again when all are.
import type { SecretSet } from "../resolver/secret_set.ts";

/** Takes the secrets out of every text of a plain value, whatever its depth. */
export function gated<Value>(value: Value, secrets: SecretSet): Value;
export function gated(value: unknown, secrets: SecretSet): unknown {
  if (typeof value === "string") return secrets.gate(value);
  if (Array.isArray(value)) return value.map((each) => gated(each, secrets));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, gated(each, secrets)]),
  );
}
