/**
 * A stand-in for a ZenML server that knows every API key, so that many targets are not one connection.
 *
 * @module
 */
import { zenmlResponse } from "../lib/demo/responses.ts";
import {
  type DemoRequest,
  listen,
  type Listener,
  type ListenerOptions,
} from "../lib/demo/listener.ts";
import { type ApiKey, newWorkspace } from "../lib/demo/workspace.ts";
import { readApiKey } from "../lib/resolver/credential_format.ts";

/**
 * Starts the server.
 *
 * @param options How long answers are held back.
 * @returns The server.
 */
export function listenForAnyKey(options: ListenerOptions): Listener {
  const workspace = newWorkspace(null);
  const keys = new Map<string, ApiKey>();
  const enrol = (text: string): ApiKey | null => {
    const reading = readApiKey(text);
    if (reading?.kind !== "workspace" || !workspace.key) return null;
    const { id, value } = reading;
    const key = keys.get(id) ?? { ...workspace.key, id, value };
    keys.set(id, key);
    return key;
  };
  const keyOf = ({ form, authorization }: DemoRequest): ApiKey | null => {
    if (form["password"]) return enrol(form["password"]);
    const token = authorization?.replace(/^bearer /iu, "") ?? "";
    const id = workspace.tokens.get(token)?.apiKey?.id ?? "";
    return keys.get(id) ?? null;
  };
  return listen((request) => {
    // The model has one key: that of whoever asks, for as long as the answer takes.
    workspace.key = keyOf(request) ?? workspace.key;
    return zenmlResponse(workspace, request, true);
  }, options);
}
