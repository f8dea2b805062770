/**
 * Loaded before the command: makes it fail with an error that quotes a secret, as a bug would.
 *
 * @module
 */
const secret = Deno.env.get("ZENML_STORE_API_KEY");
Deno.env.toObject = () => {
  throw new RangeError(`Cannot read ${secret}`, { cause: secret });
};
