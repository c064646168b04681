import { apiTitle } from "../../domain/auth0.ts";
import { creation } from "../../resources/changes.ts";
import { auth0Application } from "../../resources/kinds/auth0-application.ts";
import { clientGrant } from "../../resources/kinds/client-grant.ts";
import type { Plan } from "../../resources/plan.ts";
import { testApplicationName } from "../secure-api/names.ts";
import { chooseOperation } from "./request.ts";
import type { TestLinkSnapshot } from "./snapshot.ts";

const id = "test-application";

/**
 * What must be created before a token can be asked for; nothing when an earlier test has created it.
 *
 * @throws Failure `unsupported` when there is nothing to call: for that, nothing is created.
 */
export function planTestLink(snapshot: TestLinkSnapshot): Plan {
  const { auth0Domain, api, operations, auth0Api, application, grant } = snapshot;
  chooseOperation(api, operations);
  const name = testApplicationName(api);
  const draft = {
    name,
    type: "non_interactive",
    callbacks: [],
    grantTypes: ["client_credentials"],
    tokenEndpointAuthMethod: "client_secret_post",
  } as const;
  const allowed = {
    clientId: application?.clientId ?? { idOf: id },
    audience: auth0Api.identifier,
    subjectType: "client",
    scopes: (auth0Api.scopes ?? []).map(({ value }) => value),
  } as const;
  const needs = application ? [] : [id];
  const create = `Create the machine-to-machine application “${name}”`;
  const allow = `Allow it to ask for tokens of the Auth0 API “${apiTitle(auth0Api)}”`;
  return {
    title: `Test the link of “${api.displayName}”`,
    subject: api.id.toLowerCase(),
    changes: [
      ...(application ? [] : [creation(auth0Application, auth0Domain, draft, { id, title: create })]),
      ...(grant
        ? []
        : [creation(clientGrant, auth0Domain, allowed, { id: "test-grant", title: allow, needs })]),
    ],
    unchanged: [
      ...(application ? [`The application “${application.name}” of an earlier test is used again.`] : []),
      ...(grant ? [`It may ask for tokens of “${apiTitle(auth0Api)}” already.`] : []),
    ],
    notes: [],
  };
}
