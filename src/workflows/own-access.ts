import { isElements } from "../resources/fields.ts";
import type { Change, FieldChange, Json } from "../resources/kind.ts";
import { auth0Application } from "../resources/kinds/auth0-application.ts";
import { clientGrant } from "../resources/kinds/client-grant.ts";

/** The machine-to-machine application that this extension itself is signed in with to a tenant. */
export interface OwnAccess {
  readonly domain: string;
  readonly clientId: string;
  /** Ids of its client grants on the tenant's Management API; `undefined` when they could not be read. */
  readonly grantIds: readonly string[] | undefined;
}

/** What a change does to the sign-in that it would be made by. */
type OwnAccessVerdict =
  | { readonly kind: "none" }
  /** It may end it: said on the plan. */
  | { readonly kind: "doubt"; readonly text: string }
  /** It ends it, or nobody can tell that it does not: refused. */
  | { readonly kind: "cut"; readonly text: string };

const none: OwnAccessVerdict = { kind: "none" };

/** What an application asks for a token with, in the client credentials flow. */
const ownGrantType = "client_credentials";

/** Fields of an application that no request for a token by client credentials looks at. */
const harmless: ReadonlySet<string> = new Set([
  "name",
  "description",
  "callbacks",
  "logoutUrls",
  "webOrigins",
  "allowedOrigins",
  "jwtConfiguration",
  "refreshToken",
  "addons",
  "clientMetadata",
  "allowsCrossOriginAuthentication",
  "crossOriginLocation",
  "customLoginPage",
  "usesCustomLoginPage",
  "customLoginPagePreview",
  "fedcmLogin",
  "formTemplate",
  "initiateLoginUri",
  "logoUri",
  "mobile",
  "nativeSocialLogin",
  "oidcLogout",
  "organizationDiscoveryMethods",
  "requiresPushedRequests",
  "parRequestExpiry",
  "signedRequestObject",
  "redirectionPolicy",
  "skipsCallbackConfirmation",
  "sso",
  "disablesSso",
]);

/** Fields of which every change ends the sign-in, whatever the new value is. */
const vital: ReadonlySet<string> = new Set([
  "clientSecret",
  "tokenEndpointAuthMethod",
  "clientAuthenticationMethods",
  "complianceLevel",
]);

/** Whether, and how, `change` would end the sign-in of the tenant it is made in. */
export function judgeOwnAccess(change: Change, own: OwnAccess): OwnAccessVerdict {
  if (change.ref.owner !== own.domain || change.verb === "create") return none;
  switch (change.ref.kind) {
    case auth0Application.id:
      return change.ref.id === own.clientId ? judgeApplication(change, own) : none;
    case clientGrant.id:
      return judgeGrant(change, own);
    default:
      return none;
  }
}

function judgeApplication({ verb, fields }: Change, { domain, clientId }: OwnAccess): OwnAccessVerdict {
  const it = `the application (${clientId}) that this extension is signed in with to ${domain}`;
  if (verb === "delete") return { kind: "cut", text: `This would delete ${it}.` };
  const ending = fields.filter(endsSignIn).map(({ path }) => labelOf(path));
  if (ending.length > 0) {
    return { kind: "cut", text: `This would change what ${it} gets its tokens by: ${ending.join(", ")}.` };
  }
  const unsure = fields
    .filter(({ path }) => !harmless.has(path) && !isSafe(path))
    .map(({ path }) => labelOf(path));
  if (unsure.length === 0) return none;
  return {
    kind: "doubt",
    text: `This changes ${it}: ${unsure.join(", ")}. It may get no tokens any more; then the change cannot be undone from here, but in Auth0's dashboard.`,
  };
}

/** Judged by their new value. */
function isSafe(path: string): boolean {
  return path === "grantTypes" || path === "requiresProofOfPossession";
}

function endsSignIn(field: FieldChange): boolean {
  if (vital.has(field.path)) return true;
  if (field.path === "grantTypes") return losesGrantType(field);
  if (isElements(field)) return false;
  if (field.path === "requiresProofOfPossession") return field.after === true;
  return field.path === "type" && !["non_interactive", "regular_web"].includes(String(field.after));
}

function losesGrantType(field: FieldChange): boolean {
  const has = (list: Json | undefined) => Array.isArray(list) && list.includes(ownGrantType);
  return isElements(field) ? has(field.removed) : !has(field.after);
}

function judgeGrant({ ref }: Change, { domain, clientId, grantIds }: OwnAccess): OwnAccessVerdict {
  if (grantIds === undefined) {
    return {
      kind: "cut",
      text: `Whether this is the client grant that this extension works with in ${domain} could not be read.`,
    };
  }
  if (ref.id === undefined || !grantIds.includes(ref.id)) return none;
  return {
    kind: "cut",
    text: `This is the client grant by which the application (${clientId}) that this extension is signed in with may manage ${domain}.`,
  };
}

function labelOf(path: string): string {
  const field = Object.entries(auth0Application.fields).find(([name]) => name === path)?.[1];
  return field?.label ?? path;
}

/** The change that taking back `change` comes to, as far as {@link judgeOwnAccess} is concerned. */
export function asTakenBack(change: Change): Change {
  const verbs = { create: "delete", delete: "create", update: "update" } as const;
  const fields = change.fields.map(
    (field): FieldChange =>
      isElements(field)
        ? { ...field, added: field.removed, removed: field.added }
        : {
            path: field.path,
            ...(field.after !== undefined && { before: field.after }),
            ...(field.before !== undefined && { after: field.before }),
          },
  );
  return { ...change, verb: verbs[change.verb], fields };
}
