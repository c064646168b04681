import apimApi from "../../schemas/resources/apim-api.schema.json" with { type: "json" };
import apimGroup from "../../schemas/resources/apim-group.schema.json" with { type: "json" };
import apimSubscription from "../../schemas/resources/apim-subscription.schema.json" with { type: "json" };
import apimTag from "../../schemas/resources/apim-tag.schema.json" with { type: "json" };
import application from "../../schemas/resources/application.schema.json" with { type: "json" };
import auth0Api from "../../schemas/resources/auth0-api.schema.json" with { type: "json" };
import auth0User from "../../schemas/resources/auth0-user.schema.json" with { type: "json" };
import authorizationServer from "../../schemas/resources/authorization-server.schema.json" with {
  type: "json",
};
import backend from "../../schemas/resources/backend.schema.json" with { type: "json" };
import clientGrant from "../../schemas/resources/client-grant.schema.json" with { type: "json" };
import connection from "../../schemas/resources/connection.schema.json" with { type: "json" };
import credentialConnection from "../../schemas/resources/credential-connection.schema.json" with {
  type: "json",
};
import credentialProvider from "../../schemas/resources/credential-provider.schema.json" with {
  type: "json",
};
import customDomain from "../../schemas/resources/custom-domain.schema.json" with { type: "json" };
import namedValue from "../../schemas/resources/named-value.schema.json" with { type: "json" };
import openIdProvider from "../../schemas/resources/openid-provider.schema.json" with { type: "json" };
import policyFragment from "../../schemas/resources/policy-fragment.schema.json" with { type: "json" };
import product from "../../schemas/resources/product.schema.json" with { type: "json" };
import tenantSettings from "../../schemas/resources/tenant-settings.schema.json" with { type: "json" };
import versionSet from "../../schemas/resources/version-set.schema.json" with { type: "json" };
import type { Json, Kind } from "../resources/kind.ts";

/** What is asked here of the schema of a field; the whole of it goes to the JSON service. */
export interface FieldSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly enum?: readonly Json[];
  readonly anyOf?: readonly FieldSchema[];
  readonly oneOf?: readonly FieldSchema[];
  readonly items?: FieldSchema;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly minItems?: number;
  readonly default?: Json;
  readonly examples?: readonly Json[];
  /** The service sets it. */
  readonly readOnly?: boolean;
}

/** A schema of documents, draft-07. */
export interface DocumentSchema {
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
}

/** The schemas by the name that documents of a kind have in front of `.json`. */
const schemas: ReadonlyMap<string, DocumentSchema> = new Map<string, DocumentSchema>([
  ["apim-api", apimApi],
  ["apim-subscription", apimSubscription],
  ["apim-group", apimGroup],
  ["apim-tag", apimTag],
  ["application", application],
  ["auth0-api", auth0Api],
  ["auth0-user", auth0User],
  ["authorization-server", authorizationServer],
  ["client-grant", clientGrant],
  ["connection", connection],
  ["custom-domain", customDomain],
  ["tenant-settings", tenantSettings],
  ["credential-provider", credentialProvider],
  ["credential-connection", credentialConnection],
  ["named-value", namedValue],
  ["backend", backend],
  ["openid-provider", openIdProvider],
  ["policy-fragment", policyFragment],
  ["product", product],
  ["version-set", versionSet],
]);

/** The schema of a kind's documents; `undefined` when there is none. */
export function schemaOf({ document }: Kind): DocumentSchema | undefined {
  return document === undefined ? undefined : schemas.get(document);
}

/** The schema of a field; `undefined` when it says nothing of it. */
export function fieldSchema(schema: DocumentSchema | undefined, name: string): FieldSchema | undefined {
  return new Map(Object.entries(schema?.properties ?? {})).get(name);
}

/** Whether the service takes `null` for it. Without a schema everything can be tried. */
export function isRemovable(schema: DocumentSchema | undefined, name: string): boolean {
  const field = fieldSchema(schema, name);
  return field === undefined || allowsNull(field);
}

function allowsNull({ type, enum: values, anyOf = [], oneOf = [] }: FieldSchema): boolean {
  const types = typeof type === "string" ? [type] : (type ?? []);
  if (types.includes("null") || values?.includes(null)) return true;
  return [...anyOf, ...oneOf].some(allowsNull);
}
