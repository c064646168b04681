import { isCancelled, toFailure } from "../../core/failure.ts";
import { known, type Maybe, unknown } from "../../core/known.ts";
import type { Json, Kind, Reader } from "../kind.ts";
import { apimApi } from "./apim-api.ts";
import { authorizationServer } from "./authorization-server.ts";
import { backend } from "./backend.ts";
import { certificate } from "./certificate.ts";
import { credentialProvider } from "./credential-provider.ts";
import { apimGroup } from "./group.ts";
import { namedValue } from "./named-value.ts";
import { openIdProvider } from "./openid-provider.ts";
import { listed } from "./policies-that.ts";
import { policyFragment } from "./policy-fragment.ts";
import { product } from "./product.ts";
import { versionSet } from "./version-set.ts";

/** What is decided when an instance is made; the rest of it is the service's affair. */
export interface InstanceSettings {
  /** `westeurope`, or as people write it: `West Europe`. */
  readonly location: string;
  /** The tier, and how many units of it: 0 for Consumption. */
  readonly sku: { readonly name: string; readonly capacity: number };
  /** The organisation, as mails and the developer portal name it. */
  readonly publisherName: string;
  /** Where the service sends its notices. */
  readonly publisherEmail: string;
}

/** A host name of an instance, with the certificate that it shows. */
export interface InstanceHost {
  readonly name: string;
  readonly thumbprint?: string;
  /** Address of the secret of a key vault that the certificate comes from. */
  readonly keyVault?: string;
}

/** An instance with what hangs on it. */
export interface ApimInstance extends InstanceSettings {
  readonly hosts: readonly InstanceHost[];
}

const rights = "Microsoft.ApiManagement/service";

/** What new instances of the classic tiers bring along by themselves. */
const broughtAlong: readonly string[] = [
  "echo-api",
  "starter",
  "unlimited",
  "administrators",
  "developers",
  "guests",
];

/** An instance of API Management. Its owner is its own path, so that its group is known before it is there. */
export const apimInstance: Kind<ApimInstance, InstanceSettings> = {
  id: "azure-instance",
  cloud: "azure",
  noun: "API Management instance",
  plural: "Instances",
  icon: "server-environment",
  fields: {
    location: { label: "Location", fixed: true },
    sku: { label: "Tier", fixed: true },
    publisherName: { label: "Organisation" },
    publisherEmail: { label: "Administrator's e-mail" },
  },
  identity: { by: "id" },
  titleOf: (_, { id }) => id ?? "",
  isSame: (field, sent, found) => field === "location" && plainLocation(sent) === plainLocation(found),
  inUse: ({ ref: { owner } }, reader, signal) => madeIn(owner, reader, signal),
  rights: { read: `${rights}/read`, create: `${rights}/write`, delete: `${rights}/delete` },
};

/** A location is the same with and without its blanks, in whatever casing. */
function plainLocation(location: Json | undefined): Json | undefined {
  return typeof location === "string" ? location.replace(/\s/g, "").toLowerCase() : location;
}

/** What is looked for in an instance before it is deleted; of everything else in one, most hangs on these. */
const made: readonly Kind[] = [
  apimApi,
  product,
  authorizationServer,
  openIdProvider,
  namedValue,
  backend,
  policyFragment,
  credentialProvider,
  certificate,
  versionSet,
  apimGroup,
];

/** To delete an instance is to delete all that was made in it: then it stays. */
async function madeIn(
  owner: string,
  reader: Reader,
  signal: AbortSignal,
): Promise<Maybe<string | undefined>> {
  const found: string[] = [];
  for (const kind of made) {
    try {
      for await (const { ref, value } of reader.list(kind, owner, {}, signal)) {
        if (!broughtAlong.includes(ref.id.toLowerCase()))
          found.push(`the ${kind.noun} “${kind.titleOf(value, ref)}”`);
      }
    } catch (error) {
      if (isCancelled(error)) throw error;
      // of what its tier has not, such as groups in Consumption, nobody made one
      if (toFailure(error).code !== "unsupported") return unknown;
    }
  }
  return known(
    found.length === 0
      ? undefined
      : `Something was made in it by now (${listed(found)}), so it stays. Delete that first, or the whole instance in the Azure portal.`,
  );
}
