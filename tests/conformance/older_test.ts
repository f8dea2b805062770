import { testVersion } from "./examination.ts";

await testVersion(1);
