import { known } from "../../core/known.ts";
import type { Json, Kind, Named } from "../kind.ts";
import { policiesOf, subscriptionIdsTo } from "./of-an-api.ts";
import { onlyOne, staysFor } from "./stays-for.ts";
import { userAuthorization } from "./user-authorization.ts";

/** An operation as far as people, policies and imports tell it apart. */
export interface ApiOperation {
  /** The last part of its resource id, by which its policy is found. */
  readonly name: string;
  readonly method: string;
  /** With required query parameters of imported documents behind a question mark. */
  readonly urlTemplate: string;
  readonly displayName: string;
}

/** What an API is made from, as the service takes it. */
export interface ImportDocument {
  readonly format: "openapi+json" | "swagger-json" | "wsdl";
  readonly value: string;
  /** Which service and endpoint of a WSDL document. */
  readonly wsdlSelector?: { readonly wsdlServiceName: string; readonly wsdlEndpointName: string };
  /** Of a WSDL document: `soap` hands messages on, `http` makes REST of them. */
  readonly apiType?: "soap" | "http";
}

/** An API with what an import makes of it, and what hangs on it. */
export interface ImportedApi {
  readonly displayName: string;
  readonly path: string;
  readonly serviceUrl: string | undefined;
  readonly subscriptionRequired: boolean;
  readonly revisionDescription: string | undefined;
  /** Left out where it is in no version set, or is what there was before the first version. */
  readonly apiVersion?: string | undefined;
  /** The Azure resource id of its version set. */
  readonly apiVersionSetId?: string | undefined;
  readonly operations: readonly ApiOperation[];
  /** Ids of the products that have it. */
  readonly products: readonly string[];
  /** Numbers of its revisions. */
  readonly revisions: readonly string[];
}

/** What is decided of an import. */
export interface ImportedApiDraft
  extends Partial<Pick<ImportedApi, "products" | "revisions" | "revisionDescription">>,
    Omit<ImportedApi, "products" | "revisions" | "revisionDescription"> {
  /** Left out for a revision, or a version, that begins as a copy. */
  readonly document?: ImportDocument;
  /** The API, or the revision of one, whose settings and policies it takes over: it becomes a revision or a version of that. */
  readonly source?: string;
}

const rights = "Microsoft.ApiManagement/service/apis";

/** The version set at a path, which an API names it by. */
export function versionSetAt(path: string): Named | undefined {
  const id = /(?:^|\/)(?:apiVersionSets|api-version-sets)\/([^/]+)$/i.exec(path)?.[1];
  return id === undefined ? undefined : { kind: "azure-version-set", id };
}

/** An API made from a document, or a revision or a version of one; taking it back deletes it. */
export const importedApi: Kind<ImportedApi, ImportedApiDraft> = {
  id: "azure-imported-api",
  cloud: "azure",
  noun: "API",
  plural: "Imported APIs",
  icon: "cloud-upload",
  verbs: { create: "Import" },
  fields: {
    displayName: { label: "Display name" },
    path: { label: "Path" },
    serviceUrl: { label: "Backend URL" },
    subscriptionRequired: { label: "Subscription required" },
    source: { label: "Settings and policies from", names: (id) => ({ kind: "azure-api", id }) },
    apiVersion: { label: "Version" },
    apiVersionSetId: { label: "Version set", names: versionSetAt },
    revisionDescription: { label: "Description of the revision" },
    operations: { label: "Operations" },
    document: { label: "Document", large: true, confidential: true },
    products: { label: "Products", names: (id) => ({ kind: "azure-product", id }) },
    revisions: { label: "Revisions" },
  },
  identity: { by: "id" },
  titleOf: ({ displayName }, { id }) => displayName ?? id ?? "",
  // what it was made from is not kept as such by the service
  isFulfilled: (field, sent, found) =>
    field === "document" || field === "source" || (field === "operations" && areThere(sent, found)),
  async inUse({ ref, value: { displayName, operations, apiVersion } }, reader, signal) {
    // a revision has policies, sign-in and subscriptions of its source from the beginning
    if (ref.id.includes(";rev=")) return known(undefined);
    // a version too, but for subscriptions
    if (apiVersion !== undefined) {
      const own = await subscriptionIdsTo(ref, reader, signal);
      return known(staysFor(`The API “${displayName} ${apiVersion}”`, [["subscriptions", own]]));
    }
    const names = operations.map(({ name }) => name);
    const [policies, subscriptions, signIn] = await Promise.all([
      policiesOf(ref, names, reader, signal),
      subscriptionIdsTo(ref, reader, signal),
      reader.read(userAuthorization, { ...ref, kind: userAuthorization.id }, signal),
    ]);
    const signsIn = signIn !== undefined && signIn.value.form !== "none";
    return known(
      staysFor(`The API “${displayName}”`, [
        ["policies", policies],
        ["subscriptions", subscriptions],
        ["a sign-in of its users", onlyOne(signsIn)],
      ]),
    );
  },
  rights: {
    read: `${rights}/read`,
    create: `${rights}/write`,
    delete: `${rights}/delete`,
  },
};

/** The service gives operations their names, and those of a WSDL document their templates; by what is known of them they are the same. */
function areThere(sent: Json | undefined, found: Json | undefined): boolean {
  const wanted: readonly Json[] = Array.isArray(sent) ? sent : [];
  const there: readonly Json[] = Array.isArray(found) ? found : [];
  const isAt = (one: Json) =>
    there.some((other) => placesOf(one).some((place) => placesOf(other).includes(place)));
  return wanted.length === there.length && wanted.every(isAt);
}

/** What it may be known by: method and template, and where no template is known yet, what it is called. */
function placesOf(operation: Json): readonly string[] {
  if (typeof operation !== "object" || operation === null || !("method" in operation)) return [];
  const { method, urlTemplate, displayName } = operation;
  return urlTemplate === "" ? [`“${displayName}”`] : [`${method} ${urlTemplate}`, `“${displayName}”`];
}
