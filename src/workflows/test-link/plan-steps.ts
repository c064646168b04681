import type { ApplicationDraft } from "../../domain/auth0.ts";
import type { ExecutablePlan, ExecutableStep } from "../plan.ts";
import { testApplicationName } from "../secure-api/names.ts";
import { resultOf } from "../secure-api/user-steps.ts";
import { chooseOperation } from "./request.ts";
import type { TestLinkSnapshot } from "./snapshot.ts";

const applicationStep = "test-application";

/**
 * What must be created before a token can be asked for; nothing when an earlier test has created it.
 *
 * @throws Failure `unsupported` when there is nothing to call: for that, nothing is created.
 */
export function planTestLinkSteps(snapshot: TestLinkSnapshot): ExecutablePlan {
  const { api, operations, auth0Api, application, grant } = snapshot;
  chooseOperation(api, operations);
  const steps = [
    ...(application ? [] : [createApplication(testApplicationName(api))]),
    ...(grant ? [] : [createGrant(snapshot)]),
  ];
  return {
    title: `Test the link of “${api.displayName}”`,
    auth0Domain: snapshot.auth0Domain,
    steps,
    unchanged: [
      ...(application ? [`The application “${application.name}” of an earlier test is used again.`] : []),
      ...(grant ? [`It may ask for tokens of “${auth0Api.name}” already.`] : []),
    ],
    notes: [],
    results: application ? { clientId: application.clientId } : {},
  };
}

function createApplication(name: string): ExecutableStep {
  const draft: ApplicationDraft = {
    name,
    type: "non_interactive",
    callbacks: [],
    grantTypes: ["client_credentials"],
    tokenEndpointAuthMethod: "client_secret_post",
  };
  return {
    id: applicationStep,
    cloud: "auth0",
    change: "create",
    title: `Create the machine-to-machine application “${name}”`,
    details: [
      { label: "Name", after: name },
      { label: "Grant type", after: "client_credentials" },
    ],
    needs: [],
    async run({ clouds, results, signal }) {
      const { clientId, ...created } = await clouds.auth0.createApplication(draft, signal);
      results.clientId = clientId;
      return { kind: "delete-application", clientId, created };
    },
  };
}

function createGrant({ application, auth0Api }: TestLinkSnapshot): ExecutableStep {
  const audience = auth0Api.identifier;
  const scopes = auth0Api.scopes.map(({ value }) => value);
  return {
    id: "test-grant",
    cloud: "auth0",
    change: "create",
    title: `Allow it to ask for tokens of the Auth0 API “${auth0Api.name}”`,
    details: [
      { label: "Audience", after: audience },
      { label: "Scopes", after: scopes.join(" ") || "none" },
    ],
    needs: application ? [] : [applicationStep],
    async run({ clouds, results, signal }) {
      const clientId = resultOf(results, "clientId");
      const { id } = await clouds.auth0.createClientGrant({ clientId, audience, scopes }, signal);
      return { kind: "delete-client-grant", id };
    },
  };
}
