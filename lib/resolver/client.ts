// What the ZenML client makes of its variables.
//
// Facts: measured on the ZenML client 0.98.0. An empty URL is set; user name and password count together, even empty;
// a Pro key loses to every other credential.
import { clientSettingProblem } from "./client_settings.ts";
import { clientTargetOf } from "./client_url.ts";
import {
  type ConsumerReading,
  emptyView,
  keyAndToken,
  type Program,
  readingOf,
  remoteView,
} from "./consumer.ts";
import { PRO_KEY_PREFIX } from "./credential_format.ts";

/** The Python client and CLI. */
export const CLIENT: Program = {
  read(pick) {
    const { keys, tokens } = keyAndToken(pick);
    const [username, password] = [pick("username"), pick("password")];
    const passwords: ConsumerReading["credentials"] = username && password
      ? [{ kind: "password", setting: password, username }]
      : [];
    const pro = keys[0]?.setting.value.startsWith(PRO_KEY_PREFIX) ?? false;
    return readingOf(
      "client",
      pick("url"),
      pro
        ? [...passwords, ...tokens, ...keys]
        : [...keys, ...passwords, ...tokens],
    );
  },
  view(reading, settings, { configFolder, storedLogin }, pick) {
    const stored = storedLogin?.serverUrl ?? null;
    const url = reading.url?.value ?? null;
    const problem = clientSettingProblem(settings, url, stored !== null);
    if (problem) return emptyView("error", problem.reason);
    const remote = (server: string) =>
      settings.has("ZENML_SERVER") && configFolder === false
        ? emptyView(
          "error",
          "ZENML_SERVER is set, and its folder does not exist",
        )
        : remoteView(server, reading);
    if (url === null) {
      // Measured on 0.98.0: a credential in variables then goes to the server of the stored login.
      if (stored !== null) return remote(stored);
      // Measured on 0.98.0: either of the two alone is enough for its SQLite store to refuse.
      return pick("username")?.value || pick("password")?.value
        ? emptyView(
          "error",
          "it accepts no user name or password without a URL",
        )
        : emptyView("local");
    }
    const target = clientTargetOf(url);
    switch (target.kind) {
      case "local":
        return emptyView("local");
      case "error":
        return emptyView("error", target.reason);
      case "remote":
        return remote(target.url);
    }
  },
};
