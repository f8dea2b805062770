import { X509Certificate } from "node:crypto";
import { assertEquals } from "@std/assert";
import { judge } from "../../lib/doctor/trusted_here.ts";
import { certificateOf, rootOf } from "../helpers/certificates.ts";

const own = rootOf("Own");
const other = rootOf("Other");
const chain = [new X509Certificate(certificateOf({ issuer: own }).pem)];
const [ca, foreign] = [own, other].map(({ pem }) => new X509Certificate(pem));
const many = Array.from({ length: 30 }, () => foreign!);

type Roots = Parameters<typeof judge>[2];
const none: Roots = {
  added: [],
  asksSystem: false,
  system: null,
  mozilla: null,
};

/** What is known of roots, and whether the client and Terraform trust the chain. */
const ROWS: readonly (readonly [
  string,
  Partial<Roots>,
  client: string,
  terraform: string,
])[] = [
  ["Mozilla's vouch", { mozilla: [ca!] }, "yes", "yes"],
  ["Mozilla's do not", { mozilla: [foreign!] }, "no", "yes"],
  ["the system's vouch", { system: [ca!], added: [ca!] }, "no", "yes"],
  ["the system's do not", { system: [foreign!], added: [ca!] }, "no", "no"],
  ["one that is added vouches", { added: [ca!] }, "no", "no"],
  ["another is added", { added: [foreign!] }, "yes", "yes"],
  ["a system's copy is added", { added: [ca!, ...many] }, "unknown", "unknown"],
  ["Deno asks the system", { asksSystem: true }, "unknown", "yes"],
  [
    "both are known",
    { system: [ca!], mozilla: [ca!], added: [ca!] },
    "yes",
    "yes",
  ],
];

for (const [what, roots, client, terraform] of ROWS) {
  Deno.test(`judge() says ${client} of the client and ${terraform} of Terraform where ${what}`, () => {
    const known = { ...none, ...roots };
    assertEquals(
      [judge("client", chain, known), judge("terraform", chain, known)],
      [client, terraform],
    );
    assertEquals(judge("client", [], known), "unknown");
  });
}
