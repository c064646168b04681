import type { PartName } from "../../../src/sandbox/faults.ts";
import { bodySchema } from "./check-request.ts";
import type { Contracts } from "./contract.ts";
import { asList, asNode, type Located } from "./documents.ts";
import { PropertyWalk } from "./property-walk.ts";

/** What a contract says of one field that may be written. */
export interface WritableField {
  /** It is taken when one is created, and in no change. */
  readonly isFixed: boolean;
  /** None can be created without it. */
  readonly isRequired: boolean;
  /** A change may take it away with `null`; of Auth0, whose PATCH is no merge patch, in which everything may. */
  readonly isNullable: boolean;
  /** The values that it, or each element of its list, may have; none where any will do. */
  readonly values: readonly string[];
  /** The service may take other values than those, today or tomorrow. */
  readonly isExtensible: boolean;
  /** The greatest length of its text; `undefined` where there is none. */
  readonly maxLength: number | undefined;
}

/** The requests by which one of a kind is created and changed. */
interface Requests {
  readonly service: PartName;
  readonly create: readonly [method: string, path: string];
  readonly change: readonly [method: string, path: string];
}

/** What a request's body may have. */
interface Body {
  readonly members: ReadonlyMap<string, readonly Located[]>;
  readonly required: ReadonlySet<string>;
}

const auth0 = (collection: string): Requests => ({
  service: "auth0",
  create: ["POST", `/api/v2/${collection}`],
  change: ["PATCH", `/api/v2/${collection}/x`],
});

const instance = "/subscriptions/s/resourceGroups/g/providers/Microsoft.ApiManagement/service/contoso";
const azure = (collection: string): Requests => ({
  service: "resourceManager",
  create: ["PUT", `${instance}/${collection}/x`],
  change: ["PATCH", `${instance}/${collection}/x`],
});

const requests: ReadonlyMap<string, Requests> = new Map([
  ["auth0-api", auth0("resource-servers")],
  ["auth0-application", auth0("clients")],
  ["azure-api", azure("apis")],
  ["auth0-connection", auth0("connections")],
  ["auth0-user", auth0("users")],
  ["auth0-custom-domain", auth0("custom-domains")],
  [
    "auth0-tenant-settings",
    {
      service: "auth0",
      create: ["PATCH", "/api/v2/tenants/settings"],
      change: ["PATCH", "/api/v2/tenants/settings"],
    },
  ],
  ["auth0-client-grant", auth0("client-grants")],
  ["azure-authorization-server", azure("authorizationServers")],
  ["azure-named-value", azure("namedValues")],
  ["azure-backend", azure("backends")],
  [
    "azure-policy-fragment",
    { ...azure("policyFragments"), change: ["PUT", `${instance}/policyFragments/x`] },
  ],
  ["azure-product", azure("products")],
  ["azure-group", azure("groups")],
  ["azure-tag", azure("tags")],
  ["azure-version-set", azure("apiVersionSets")],
  ["azure-subscription", azure("subscriptions")],
  ["azure-openid-provider", azure("openidConnectProviders")],
  [
    "azure-credential-connection",
    {
      service: "resourceManager",
      create: ["PUT", `${instance}/authorizationProviders/x/authorizations/y`],
      // There is no PATCH: it is changed by another PUT.
      change: ["PUT", `${instance}/authorizationProviders/x/authorizations/y`],
    },
  ],
  [
    "azure-credential-provider",
    {
      service: "resourceManager",
      create: ["PUT", `${instance}/authorizationProviders/x`],
      // There is no PATCH: it is changed by another PUT.
      change: ["PUT", `${instance}/authorizationProviders/x`],
    },
  ],
]);

/** The fields of a kind that its service lets be written, by the service's names. */
export function writableFields(contracts: Contracts, kind: string): ReadonlyMap<string, WritableField> {
  const known = requests.get(kind);
  if (!known) throw new Error(`Say in ${import.meta.filename} by which requests a ${kind} is written.`);
  const walk = new PropertyWalk(contracts.documents, { refuseReadOnly: true, refuseSecrets: false });
  const [create, change] = [known.create, known.change].map((request) =>
    bodyFields(contracts, walk, known.service, request),
  );
  const names = new Set([create, change].flatMap((body) => [...(body?.members.keys() ?? [])]));
  return new Map(
    [...names].map((name) => {
      const schemas = [create, change].flatMap((body) => body?.members.get(name) ?? []);
      const parts = walk.partsOf(schemas);
      const lists = [...parts, ...walk.partsOf(walk.elementsOf(schemas))].filter(({ node }) => node["enum"]);
      const lengths = parts.flatMap(({ node: { maxLength } }) =>
        typeof maxLength === "number" ? maxLength : [],
      );
      const changed = walk.partsOf(change?.members.get(name) ?? []);
      const field: WritableField = {
        isNullable: changed.some(({ node }) => node["nullable"] === true || takesNull(node["type"])),
        isFixed: !change?.members.has(name),
        isRequired: create?.required.has(name) ?? false,
        values: [...new Set(lists.flatMap(({ node }) => asList(node["enum"]).map(String)))],
        isExtensible: lists.every(({ node }) => asNode(node["x-ms-enum"])["modelAsString"] === true),
        maxLength: lengths.length > 0 ? Math.max(...lengths) : undefined,
      };
      return [name, field] as const;
    }),
  );
}

function takesNull(type: unknown): boolean {
  return type === "null" || asList(type).includes("null");
}

/** The members of a request's body, what only the service sets left out; Azure's stand below `properties`. */
function bodyFields(
  contracts: Contracts,
  walk: PropertyWalk,
  service: PartName,
  [method, path]: Requests["create"],
): Body {
  const found = contracts.find({ service, method, url: `https://127.0.0.1${path}` });
  const operation = typeof found === "object" ? found.operation : undefined;
  const body = operation && bodySchema(operation);
  if (!operation || !body) throw new Error(`No document has a body of ${method} ${path}.`);
  const root = [{ document: operation.document, node: body.node }];
  const schemas = service === "auth0" ? root : (walk.membersOf(root).get("properties") ?? []);
  const required = walk.partsOf(schemas).flatMap(({ node }) => asList(node["required"]).map(String));
  const isWritable = ([, schemas]: readonly [string, readonly Located[]]) =>
    walk.partsOf(schemas).every(({ node }) => node["readOnly"] !== true);
  const members = new Map([...walk.membersOf(schemas)].filter(isWritable));
  return { members, required: new Set(required) };
}
