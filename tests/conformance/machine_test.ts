import { testInstalled } from "./installed.ts";
import { testMachine } from "./machine_tests.ts";

await testInstalled(0, testMachine);
