import type { AccessChange, WantedToken } from "../../access/index.ts";
import type { AuthorizationServer } from "../../domain/apim.ts";
import { levelPath } from "../../domain/azure-paths.ts";
import type { Change } from "../../resources/kind.ts";
import type { Plan } from "../../resources/plan.ts";
import { type Assurance, assuranceOf, describePlace, type Reservation } from "../assurance.ts";
import { type Assessment, assessLevels } from "../policy-levels/assess.ts";
import { ownTenant } from "../policy-levels/own-tenant.ts";
import type { OwnTenant } from "../policy-levels/token-owner.ts";
import { describeRead } from "../read-access/api-policies.ts";
import { planApplication } from "./application.ts";
import { planAuth0Api } from "./auth0-api.ts";
import { changeIds } from "./change-ids.ts";
import { checkChoices } from "./check-choices.ts";
import type { SecureApiChoices } from "./choices.ts";
import { accessElsewhere } from "./elsewhere.ts";
import { findDangling } from "./linked.ts";
import { notProved, othersGetIn } from "./not-proved.ts";
import { planPolicy, reservationsOf } from "./policy.ts";
import { chosenServer, planPortal } from "./portal.ts";
import { redirectUris } from "./redirect-uris.ts";
import type { SecureApiSnapshot } from "./snapshot.ts";
import { hasPortal } from "./suggest.ts";
import { describeUnchanged } from "./unchanged.ts";
import { planUsers } from "./users.ts";
import { wantedToken, whoGetsIn } from "./who-gets-in.ts";
import { withAskedScopes } from "./with-scopes.ts";

/** A plan that secures an API, with what may be said of the API once it is carried out; a plain JSON value. */
export interface SecuringPlan extends Plan {
  readonly assurance: Assurance;
  /** Which policies were read to find that out: one sentence. */
  readonly policiesRead: string;
  /** Who gets in before it is carried out, and after. */
  readonly access: AccessChange;
  /** Who gets in at other APIs, before and after, where it changes something there and they could be looked at. */
  readonly elsewhere?: AccessChange;
  /** The tokens that are let in by it. */
  readonly wanted: WantedToken;
}

/**
 * Everything that must be written so that the API is secured as `choices` say; nothing of what is so already. Pure: it
 * reads and writes neither cloud.
 *
 * @throws Failure when the choices cannot work or the policy cannot be read; nothing has been written then.
 */
export function planSecureApi(snapshot: SecureApiSnapshot, chosen: SecureApiChoices): SecuringPlan {
  checkChoices(snapshot, chosen);
  const choices = withAskedScopes(chosen);
  const audience =
    choices.auth0Api.kind === "create" ? choices.auth0Api.identifier : choices.auth0Api.api.identifier;
  const tenant = ownTenant(snapshot.tenant, snapshot.discovery, audience);
  const assessment = assessLevels(snapshot.policies, tenant);
  const policy = planPolicy(snapshot, audience, assessment, choices.policy);
  const { domain } = snapshot.tenant;
  const wanted = wantedToken(snapshot, audience, choices.policy);
  const changes = withKnownNeeds([
    planAuth0Api(domain, choices.auth0Api),
    planApplication(domain, choices.application, callbacksFor(snapshot, choices, audience)),
    ...planUsers(snapshot, choices),
    ...policy.changes,
    ...planPortal(snapshot, choices, audience),
  ]);
  const access = whoGetsIn(snapshot, wanted, changes);
  const elsewhere = accessElsewhere(snapshot, wanted, changes);
  const found = [
    ...(policy.isMet ? [] : reservationsOf(assessment, access)),
    ...(policy.isMet ? [] : answersBeforeInserted(snapshot, policy.texts, assessment, tenant)),
    ...(policy.isMet ? othersGetIn(snapshot, access) : []),
    ...(policy.checks || policy.isLeftAlone ? [] : [withoutCheck(snapshot)]),
  ];
  return {
    title: `Secure “${snapshot.api.displayName}” with Auth0`,
    subject: snapshot.api.id.toLowerCase(),
    changes,
    unchanged: describeUnchanged(snapshot, choices, changes, policy.unchanged),
    notes: [...notesOf(snapshot, choices, changes), ...policy.notes, ...elsewhere.notes],
    assurance: assuranceOf(
      found.length > 0 && !policy.isMet ? found : [...notProved(snapshot, access, wanted), ...found],
    ),
    policiesRead: describeRead(snapshot.policies),
    access,
    ...(elsewhere.access && { elsewhere: elsewhere.access }),
    wanted,
  };
}

/** What answers before the check that is inserted; what stands before it keeps its line. */
function answersBeforeInserted(
  { policies }: SecureApiSnapshot,
  texts: ReadonlyMap<string, string>,
  { reservations }: Assessment,
  tenant: OwnTenant,
): readonly Reservation[] {
  if (texts.size === 0) return [];
  const levels = policies.levels.map((origin) => {
    const text = texts.get(levelPath(origin.level));
    return text === undefined ? origin : { ...origin, policy: { level: origin.level, text, etag: "" } };
  });
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

/** The redirect URIs of the server that the API will name. */
function callbacksFor(
  snapshot: SecureApiSnapshot,
  choices: SecureApiChoices,
  audience: string,
): readonly string[] {
  const server = chosenServer(snapshot, choices, audience);
  return server ? redirectUris(snapshot.instance.developerPortalUrls, server.authorizationServerId) : [];
}

/** A change waits only for what is really done in this plan. */
function withKnownNeeds(planned: readonly (Change | undefined)[]): readonly Change[] {
  const changes = planned.filter((change) => change !== undefined);
  const ids = new Set(changes.map(({ id }) => id));
  return changes.map((change) => ({ ...change, needs: change.needs.filter((id) => ids.has(id)) }));
}

function notesOf(
  snapshot: SecureApiSnapshot,
  choices: SecureApiChoices,
  changes: readonly Change[],
): readonly string[] {
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
  } else if (!choices.republishPortal && choices.authorizationServer.kind !== "none") {
    notes.push("The developer portal is not republished: until it is, it does not show the sign-in.");
  } else if (changes.some(({ id }) => id === changeIds.portal)) {
    notes.push(
      "The developer portal is published as a whole: what others have saved in it shows, too, and stays when this plan is taken back.",
    );
  }
  if (api.type.toLowerCase() === "mcp") {
    notes.push(
      `“${api.displayName}” is an MCP server: besides the token check its clients need a 401 whose WWW-Authenticate names a resource_metadata document (RFC 9728), which this plan does not set up.`,
    );
  }
  const { insert, scopesFrom } = choices.policy;
  if (insert && scopesFrom !== undefined) {
    notes.push(
      `Which scopes single operations need is taken from what ${scopesFrom} says of their security.`,
    );
  }
  return [...notes, ...findDangling(snapshot).map(describeDangling)];
}

function describeDangling({ displayName, clientId }: AuthorizationServer): string {
  return `The API also names the authorization server “${displayName}”, whose application (${clientId}) or Auth0 API is gone from the tenant. It is left as it is: remove it in API Management.`;
}
