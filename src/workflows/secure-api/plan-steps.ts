import type { AuthorizationServer } from "../../domain/apim.ts";
import type { ExecutableStep, SecuringPlan } from "../plan.ts";
import { type Assessment, assessLevels } from "../policy-levels/assess.ts";
import { assuranceOf, describePlace, type Reservation } from "../policy-levels/assurance.ts";
import { describeRead } from "../policy-levels/levels.ts";
import { ownTenant } from "../policy-levels/own-tenant.ts";
import type { OwnTenant } from "../policy-levels/token-owner.ts";
import { completeApplication, createApplication } from "./application-step.ts";
import { planAuth0Api } from "./auth0-api-step.ts";
import { checkChoices } from "./check-choices.ts";
import type { SecureApiChoices } from "./choices.ts";
import { findDangling } from "./linked.ts";
import { chosenServer, planPortal } from "./plan-portal.ts";
import { planPolicy } from "./policy-step.ts";
import { redirectUris } from "./redirect-uris.ts";
import type { SecureApiSnapshot } from "./snapshot.ts";
import { hasPortal } from "./suggest.ts";
import { describeUnchanged } from "./unchanged-steps.ts";
import { planUsers } from "./user-steps.ts";

/**
 * Everything that must be written so that the API is secured as `choices` say; nothing of what is so already. Pure: it
 * reads and writes neither cloud.
 *
 * @throws Failure when the choices cannot work or the policy cannot be read; nothing has been written then.
 */
export function planSecureApiSteps(snapshot: SecureApiSnapshot, choices: SecureApiChoices): SecuringPlan {
  checkChoices(snapshot, choices);
  const audience =
    choices.auth0Api.kind === "create" ? choices.auth0Api.identifier : choices.auth0Api.api.identifier;
  const tenant = ownTenant(snapshot.tenant, snapshot.discovery, audience);
  const assessment = assessLevels(snapshot.policies, tenant);
  const policy = planPolicy(snapshot, audience, assessment, choices.policy);
  const steps = withKnownNeeds([
    ...planAuth0Api(choices.auth0Api),
    ...planApplication(snapshot, choices, audience),
    ...planUsers(snapshot, choices),
    ...(policy.step ? [policy.step] : []),
    ...planPortal(snapshot, choices, audience),
  ]);
  return {
    title: `Secure “${snapshot.api.displayName}” with Auth0`,
    auth0Domain: snapshot.tenant.domain,
    steps,
    unchanged: describeUnchanged(snapshot, choices, steps, policy.unchanged),
    notes: [...notesOf(snapshot, choices), ...(policy.notes ?? [])],
    results: knownResults(choices),
    assurance: assuranceOf([
      ...assessment.reservations,
      ...answersBeforeInserted(snapshot, policy.step?.textChange?.after, assessment, tenant),
      ...(policy.checks || policy.isLeftAlone ? [] : [withoutCheck(snapshot)]),
    ]),
    policiesRead: describeRead(snapshot.policies),
  };
}

/** What answers before the check that is inserted; what stands before it keeps its line. */
function answersBeforeInserted(
  { policies }: SecureApiSnapshot,
  text: string | undefined,
  { reservations }: Assessment,
  tenant: OwnTenant,
): readonly Reservation[] {
  if (text === undefined) return [];
  const levels = policies.levels.map((origin) =>
    origin.level.kind === "api" ? { ...origin, policy: { level: origin.level, text, etag: "" } } : origin,
  );
  const before = new Set(reservations.map(({ place }) => describePlace(place)));
  return assessLevels({ ...policies, levels }, tenant).reservations.filter(
    ({ kind, place }) => kind.startsWith("answers-") && !before.has(describePlace(place)),
  );
}

/** The gateway may let anybody in, whatever else was set up. */
function withoutCheck({ api }: SecureApiSnapshot): Reservation {
  return {
    kind: "no-check",
    place: {
      level: { kind: "api", instance: api.instance, apiId: api.apiId },
      name: `the policy of “${api.displayName}”`,
      line: undefined,
    },
    found:
      "The API's own policy has no validate-jwt that takes exactly the tokens of this link, before this plan or after it.",
    advice: "Run the command again and let it insert one, or insert it by hand.",
    blocks: false,
  };
}

function planApplication(
  snapshot: SecureApiSnapshot,
  choices: SecureApiChoices,
  audience: string,
): readonly ExecutableStep[] {
  const { application } = choices;
  const server = chosenServer(snapshot, choices, audience);
  if (application.kind === "none") return [];
  const callbacks = server
    ? redirectUris(snapshot.instance.developerPortalUrls, server.authorizationServerId)
    : [];
  if (application.kind === "create") return [createApplication(application.name, callbacks)];
  return completeApplication(application.application, callbacks);
}

/** A step waits only for what is really done in this plan. */
function withKnownNeeds(steps: readonly ExecutableStep[]): readonly ExecutableStep[] {
  const ids = new Set(steps.map(({ id }) => id));
  return steps.map((step) => ({ ...step, needs: step.needs.filter((id) => ids.has(id)) }));
}

function knownResults({ application, connection }: SecureApiChoices): SecuringPlan["results"] {
  return {
    ...(application.kind === "existing" && { clientId: application.application.clientId }),
    ...(connection.kind === "existing" && { connectionId: connection.connection.id }),
  };
}

function notesOf(snapshot: SecureApiSnapshot, choices: SecureApiChoices): readonly string[] {
  const { api, instance, operations } = snapshot;
  const notes: string[] = [];
  if (operations.length === 0) {
    notes.push(
      `“${api.displayName}” has no operations yet, so no scopes are suggested and no call can be tested.`,
    );
  }
  if (!hasPortal(snapshot)) {
    notes.push(
      `${instance.serviceName} (${instance.sku}) has no developer portal: tokens are checked by the policy, but there is no sign-in to set up, and nothing to publish.`,
    );
  } else if (!choices.republishPortal) {
    notes.push("The developer portal is not republished: until it is, it does not show the sign-in.");
  }
  if (api.type.toLowerCase() === "mcp") {
    notes.push(
      `“${api.displayName}” is an MCP server: besides the token check its clients need a 401 whose WWW-Authenticate names a resource_metadata document (RFC 9728), which this plan does not set up.`,
    );
  }
  return [...notes, ...findDangling(snapshot).map(describeDangling)];
}

function describeDangling({ displayName, clientId }: AuthorizationServer): string {
  return `The API also names the authorization server “${displayName}”, whose application (${clientId}) or Auth0 API is gone from the tenant. It is left as it is: remove it in API Management.`;
}
