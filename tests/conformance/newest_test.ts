import { testCases } from "./examination.ts";
import { testInstalled } from "./installed.ts";

await testInstalled(0, testCases);
