import type { Maybe } from "../../core/known.ts";
import type { AuthorizationServer, PortalRevision } from "../../domain/apim.ts";
import { instancePath } from "../../domain/instance-path.ts";
import { creation } from "../../resources/changes.ts";
import type { Change } from "../../resources/kind.ts";
import { authorizationServer } from "../../resources/kinds/authorization-server.ts";
import { publication } from "../../resources/kinds/publication.ts";
import type { Plan } from "../../resources/plan.ts";
import { letSignIn } from "../let-sign-in.ts";
import { planProtection } from "../protect-api/plan.ts";
import type { ProtectSnapshot } from "../protect-api/snapshot.ts";
import { type EntraApi, type EntraPolicy, entraCheck } from "../protect-api/token-checks.ts";
import { slug } from "../secure-api/names.ts";
import {
  isMadeHere,
  isPublished,
  newRevisionId,
  publicationDescription,
  serverDescription,
} from "../secure-api/publication.ts";
import { entraPreset } from "../server-presets.ts";
import { offersServer } from "../user-authorization.ts";

/** What is known of an API and of the servers that its users may sign in with. */
export interface EntraSnapshot extends ProtectSnapshot {
  readonly authorizationServers: readonly AuthorizationServer[];
  /** What was published of the developer portal; none where there is no portal. */
  readonly portalRevisions: Maybe<readonly PortalRevision[]>;
}

/** What was registered in the directory, and what is made of it. */
export interface EntraChoices {
  readonly api: EntraApi & { readonly environment: Parameters<typeof entraPreset>[1] };
  readonly policy: EntraPolicy;
  /** Left out where there is no developer portal. */
  readonly portal?: {
    readonly clientId: string;
    readonly clientSecret: string;
    /** The delegated scope of the API that the portal asks for, without its URI: `access_as_user`. */
    readonly scope: string;
  };
}

const provider = "Microsoft Entra ID";

const changeIds = { server: "server", signIn: "user-authorization", portal: "portal" } as const;

/** The id of the server that a new plan makes, which its redirect URIs name: lower-case, and not taken. */
export function entraServerId({ api, authorizationServers }: EntraSnapshot): string {
  const taken = new Set(authorizationServers.map((one) => one.authorizationServerId.toLowerCase()));
  const base = `entra-${(slug(api.displayName) || slug(api.apiId) || "api").slice(0, 60)}`;
  let id = base;
  for (let next = 2; taken.has(id); next += 1) id = `${base}-${next}`;
  return id;
}

/**
 * The check of tokens, the authorization server, the user authorization and the publication of the portal, as far as they are
 * not there. Pure: it reads and writes no cloud.
 *
 * @throws Failure `invalid-input` when a check of tokens is there already, or a policy cannot be read.
 */
export function planEntra(snapshot: EntraSnapshot, choices: EntraChoices, now: Date): Plan {
  const { api } = snapshot;
  const { changes, unchanged, notes } = planProtection(snapshot, [entraCheck(choices.api, choices.policy)]);
  const { portal } = choices;
  return {
    title: `Secure “${api.displayName}” with Microsoft Entra ID`,
    subject: api.id.toLowerCase(),
    changes: [...changes, ...(portal ? planSignIn(snapshot, choices, portal, now) : [])],
    unchanged,
    notes: [
      ...notes,
      "What is registered in the directory is neither read nor changed: an application, a scope or a consent that is missing there shows at the first sign-in.",
      ...(portal
        ? []
        : [`${snapshot.instance.serviceName} has no developer portal, so there is no sign-in to set up.`]),
    ],
  };
}

function planSignIn(
  snapshot: EntraSnapshot,
  choices: EntraChoices,
  portal: NonNullable<EntraChoices["portal"]>,
  now: Date,
): readonly Change[] {
  const { api } = snapshot;
  const owner = instancePath(api.instance);
  const preset = entraPreset(choices.api.directoryId, choices.api.environment);
  const present = snapshot.authorizationServers.find(
    (one) => one.clientId === portal.clientId && one.authorizationEndpoint === preset.authorizationEndpoint,
  );
  const refId = present?.authorizationServerId ?? entraServerId(snapshot);
  const displayName = present?.displayName ?? `Entra ID (${api.displayName})`.slice(0, 50);
  const draft = {
    ...serverDraft(choices, portal),
    displayName,
    description: serverDescription(provider, api.displayName),
  };
  const options = { id: changeIds.server, refId };
  const server = present
    ? []
    : [creation(authorizationServer, owner, { ...authorizationServer.defaults, ...draft }, options)];
  const needs = server.map(({ id }) => id);
  const signIn = offersServer(api.userAuthorization, refId)
    ? []
    : letSignIn(api, { authorizationServerId: refId, displayName }, { id: changeIds.signIn, needs });
  const made = [...server, ...signIn];
  const description = publicationDescription(provider, api.apiId, refId);
  const { portalRevisions: published } = snapshot;
  const isStale =
    present && isMadeHere(provider, present) && published.known && !isPublished(published.value, description);
  if (made.length === 0 && !isStale) return [];
  const publish = creation(
    publication,
    owner,
    { description },
    {
      id: changeIds.portal,
      refId: newRevisionId(now),
      title: `Republish the developer portal of ${api.instance.serviceName}`,
      needs: made.map(({ id }) => id),
    },
  );
  return [...made, publish];
}

/** What the server asks of the directory, and how. */
function serverDraft(
  { api }: EntraChoices,
  { clientId, clientSecret, scope }: NonNullable<EntraChoices["portal"]>,
) {
  return {
    ...entraPreset(api.directoryId, api.environment),
    clientId,
    clientSecret,
    grantTypes: ["authorizationCode"],
    clientAuthenticationMethods: ["Body"],
    defaultScope: `${api.uri}/${scope}`,
    tokenBodyParameters: [],
    useInTestConsole: true,
    useInApiDocumentation: false,
  } as const;
}
