import { isCancelled } from "../../core/failure.ts";
import { known, type Maybe, unknown } from "../../core/known.ts";
import type { Json, Kind, Reader } from "../kind.ts";
import { apimApi } from "./apim-api.ts";

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

const rights = "Microsoft.ApiManagement/service";

/** What new instances of the classic tiers bring along by themselves. */
const broughtAlong: readonly string[] = ["echo-api"];

/** An instance of API Management. Its owner is its own path, so that its group is known before it is there. */
export const apimInstance: Kind<InstanceSettings> = {
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
  inUse: ({ ref: { owner } }, reader, signal) => apisOf(owner, reader, signal),
  rights: { read: `${rights}/read`, create: `${rights}/write`, delete: `${rights}/delete` },
};

/** A location is the same with and without its blanks, in whatever casing. */
function plainLocation(location: Json | undefined): Json | undefined {
  return typeof location === "string" ? location.replace(/\s/g, "").toLowerCase() : location;
}

/** To delete an instance is to delete all that was made in it: then it stays. */
async function apisOf(
  owner: string,
  reader: Reader,
  signal: AbortSignal,
): Promise<Maybe<string | undefined>> {
  const names: string[] = [];
  try {
    for await (const { ref, value } of reader.list(apimApi, owner, {}, signal)) {
      if (!broughtAlong.includes(ref.id.toLowerCase())) names.push(value.displayName);
    }
  } catch (error) {
    if (isCancelled(error)) throw error;
    return unknown;
  }
  const listed = names.slice(0, 5).join(", ");
  return known(
    names.length === 0
      ? undefined
      : `It has APIs by now (${listed}), so it stays. Delete them first, or the whole instance in the Azure portal.`,
  );
}
