/** A JSON value as it stands in the state file. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A JSON object that may be changed in place. */
export type JsonObject = { [name: string]: Json };

/** One entity of Azure Resource Manager. */
export interface StoredResource {
  /** Full resource id, cased as it was created. */
  readonly id: string;
  /** For example `Microsoft.ApiManagement/service/apis/policies`. */
  readonly type: string;
  /** The last segment of the id. */
  readonly name: string;
  /** Row version; what a client sees as ETag is made from it. Grows with each change of this resource. */
  version: number;
  /** What `properties` shows, secrets excluded. A policy's `value` is the normalised text in raw form. */
  properties: JsonObject;
  /** What only `listSecrets`, `listValue` or `listKeys` show: `clientSecret`, `value`, `primaryKey`, … */
  secrets: { [name: string]: string };
  /** Top-level members besides id, type, name and properties: `location`, `sku`, `tags`, … */
  readonly envelope?: JsonObject;
}

/** A service principal that may ask Entra ID for a token. */
export interface Principal {
  readonly clientId: string;
  readonly clientSecret: string;
  /** PEM of the certificates that it may sign in with as well. */
  readonly certificates?: readonly string[];
  readonly objectId: string;
  /** Scopes (resource id prefixes) on which it is Contributor. */
  readonly contributorOn: readonly string[];
}

/** A long-running operation that a client may poll. */
export interface LongRunning {
  /** How many polls answer "in progress" before it has ended. */
  remainingPolls: number;
  /** The resource it works on. */
  readonly resourceId: string;
  readonly kind: "put" | "patch" | "delete";
}

/** Everything the Azure side of the sandbox remembers; a plain JSON value. */
export interface AzureState {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly principals: Principal[];
  /** Private JWK that Entra ID signs with; empty until the sandbox has started once. */
  signingKey: JsonObject;
  /** The last row version given out. */
  lastVersion: number;
  /** By lower-cased resource id. Only `resource-index.ts` puts in and takes away, since it knows where each is listed. */
  readonly resources: { readonly [id: string]: StoredResource };
  /** How many polls answer "in progress" before an operation has ended. */
  pollsPerOperation: number;
  /** By operation id. */
  readonly running: { [id: string]: LongRunning };
}
