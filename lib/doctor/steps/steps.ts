// The steps of an examination, one for each id.
import type { StepId } from "../../codes/steps.ts";
import type { Step } from "../step.ts";
import { clock } from "./clock.ts";
import { connect } from "./connect.ts";
import { dns } from "./dns.ts";
import { identity } from "./identity.ts";
import { login } from "./login.ts";
import { pro } from "./pro.ts";
import { project } from "./project.ts";
import { rotation } from "./rotation.ts";
import { server } from "./server.ts";
import { target } from "./target.ts";
import { tls } from "./tls.ts";
import { version } from "./version.ts";

/** Each step by its id; a step that is missing here does not compile. */
export const STEPS: { readonly [Id in StepId]: Step<Id, StepId> } = {
  target,
  dns,
  connect,
  tls,
  server,
  version,
  clock,
  pro,
  login,
  identity,
  project,
  rotation,
};
