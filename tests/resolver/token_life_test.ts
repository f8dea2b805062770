import { assertEquals } from "@std/assert";
import { resolve } from "../../lib/resolver/resolve.ts";
import { tokenOf } from "../helpers/credentials.ts";

const NOW = new Date("2026-11-25T12:00:00Z");
const MINUTE = 60_000;

/** In how many minutes a token ends, how long it must live, and what is found. */
const LIVES: readonly (readonly [number, number | null, string | null])[] = [
  [60, null, null],
  [60, 45, null],
  [45, 45, null],
  [44, 45, "token-expiring error"],
  [5, null, "token-expiring warning"],
  [5, 1, "token-expiring warning"],
  [5, 45, "token-expiring error"],
  [-1, null, "token-expired warning"],
  [-1, 45, "token-expired warning"],
  [3000, 4000, "token-expiring error"],
];

for (const [minutes, least, expected] of LIVES) {
  Deno.test({
    name: `resolve() finds ${
      expected ?? "nothing"
    } for a token that ends in ${minutes} minutes where it must live ${least}`,
    permissions: "none",
    fn() {
      const exp = (NOW.getTime() + minutes * MINUTE) / 1000;
      const { findings } = resolve({
        environment: {
          ZENML_STORE_URL: "https://zenml.example.com",
          ZENML_STORE_API_TOKEN: tokenOf({ exp }),
        },
      }, {
        now: NOW,
        ...(least === null ? {} : { minTokenLifeMs: least * MINUTE }),
      });
      assertEquals(
        findings.map(({ code, severity }) => `${code} ${severity}`),
        expected === null ? [] : [expected],
      );
    },
  });
}
