// What the Terraform provider makes of its variables.
//
// Facts: measured on the provider with ZenML 0.98.0. An empty URL is unset; a token wins over a key.
import {
  emptyView,
  keyAndToken,
  type Program,
  readingOf,
  remoteView,
} from "./consumer.ts";

/** The Terraform provider. */
export const TERRAFORM: Program = {
  read(pick) {
    const { keys, tokens } = keyAndToken(pick);
    const url = pick("url");
    return readingOf("terraform", url?.value ? url : null, [
      ...tokens,
      ...keys,
    ]);
  },
  view(reading) {
    if (!reading.inUse) return emptyView("unset");
    if (reading.url === null) {
      return emptyView("error", "Missing ZenML Server URL");
    }
    return reading.credentials.length === 0
      ? emptyView("error", "Missing ZenML API Credentials")
      : remoteView(reading.url.value, reading);
  },
};
