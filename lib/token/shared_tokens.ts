// The tokens of this process: one cache for all that hands them out or sends them.
import { type TakeToken, tokenCache } from "./token_cache.ts";

/** Gives the token of a configuration, once for all callers. */
export const takeToken: TakeToken = tokenCache();
