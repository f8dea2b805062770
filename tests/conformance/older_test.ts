import { testCases } from "./examination.ts";
import { testInstalled } from "./installed.ts";

await testInstalled(1, testCases);
